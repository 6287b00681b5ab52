-- Rows of people's history. Persons are not looked at one by one: a row is known by nothing but what may be wrong.
SELECT valid_from <= valid_to AS ends_after_it_begins, unit_id IN (SELECT unit_id FROM dim_unit) AS unit_is_known
FROM dim_person_org
