-- Agencies by their latest names, and the departments and units that figures were made of, as they last stood; as
-- `warehouse.published.Node`.
WITH agency AS (
    SELECT unit_id AS id, NULL AS parent, agency_id AS agency,
        last(name_fi ORDER BY valid_from, valid_to, name_fi, name_sv) AS name_fi,
        last(name_sv ORDER BY valid_from, valid_to, name_fi, name_sv) AS name_sv, 'agency' AS level
    FROM dim_unit
    WHERE parent_id IS NULL AND unit_id = agency_id
    GROUP BY unit_id, agency_id
),

below AS (
    SELECT node AS id, last(parent ORDER BY window_end) AS parent, last(agency_id ORDER BY window_end) AS agency,
        last(name_fi ORDER BY window_end) AS name_fi, last(name_sv ORDER BY window_end) AS name_sv,
        CASE last(depth ORDER BY window_end) WHEN 1 THEN 'department' ELSE 'unit' END AS level
    FROM node
    WHERE depth > 0
    GROUP BY node
)

SELECT * FROM agency UNION ALL SELECT * FROM below ORDER BY id;
