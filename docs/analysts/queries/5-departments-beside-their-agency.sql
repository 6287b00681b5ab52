-- The latest figures of departments beside their own agency's of the same period: is it one part of the house, or all of it?
-- Not a league table: sort by name, and let the intervals say whether a difference is one.
WITH latest AS (
    SELECT * FROM mart_indicator
    WHERE breakdown = '' AND indicator IN ('LC01', 'LC05') AND level = 'department'
    QUALIFY row_number() OVER (PARTITION BY node, indicator ORDER BY period_end DESC) = 1
)

SELECT d.agency, d.node_fi AS department, d.indicator, d.period, d.state, d.bound, d.value, d.low, d.high, d.n,
    whole.bound AS agency_bound, whole.value AS agency_value, whole.low AS agency_low, whole.high AS agency_high
FROM latest d
LEFT JOIN mart_indicator whole
    ON (whole.node, whole.indicator, whole."window", whole.period, whole.breakdown)
        = (d.agency, d.indicator, d."window", d.period, d.breakdown)
ORDER BY d.agency, department, d.indicator;
