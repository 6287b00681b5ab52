-- Cells of the release as they would be published.
SELECT state, n, note, (value IS NULL) = (state IN ('suppressed', 'not_available')) AS hidden_has_no_value,
    low IS NULL OR (low <= value AND value <= high) AS value_is_in_its_interval,
    state = 'suppressed' AND n <> '' AS tells_of_few,
    period_end < (SELECT as_of FROM told) AS has_ended,
    c.node IN (SELECT id FROM written.node) AS node_is_known,
    c.indicator IN (SELECT id FROM written.card) AS card_is_known
FROM written.release_cell c
