-- The agencies' top nodes by their latest names, as `warehouse.published.Node`.
SELECT unit_id AS id, NULL AS parent, agency_id AS agency,
    last(name_fi ORDER BY valid_from, valid_to, name_fi, name_sv) AS name_fi,
    last(name_sv ORDER BY valid_from, valid_to, name_fi, name_sv) AS name_sv, 'agency' AS level
FROM dim_unit
WHERE parent_id IS NULL AND unit_id = agency_id
GROUP BY unit_id, agency_id
ORDER BY unit_id;
