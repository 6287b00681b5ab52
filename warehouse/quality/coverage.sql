-- What sources are said to cover.
SELECT feed, unit_id IS NULL OR unit_id IN (SELECT unit_id FROM dim_unit) AS unit_is_known, since,
    since <= (SELECT as_of FROM told) AS has_begun
FROM dim_coverage
