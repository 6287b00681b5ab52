-- Rows of units: whether each hangs in its agency's tree.
SELECT u.unit_id, u.valid_from <= u.valid_to AS ends_after_it_begins,
    (u.parent_id IS NULL) = (u.unit_id = u.agency_id) AS only_the_agency_has_no_parent,
    u.parent_id IS NULL OR u.parent_id IN (SELECT unit_id FROM dim_unit) AS parent_is_known,
    u.parent_id IS NULL OR u.parent_id NOT IN (SELECT unit_id FROM dim_unit WHERE agency_id <> u.agency_id)
        AS parent_is_of_the_agency
FROM dim_unit u
