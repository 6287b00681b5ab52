-- The latest figure of each indicator of each agency, with the one it has to be read with beside it: reach without strain,
-- or safety without reflection, tells half a story. In order of name, never of value.
WITH latest AS (
    SELECT * FROM mart_indicator
    WHERE level = 'agency' AND breakdown = ''
    QUALIFY row_number() OVER (PARTITION BY agency, indicator ORDER BY period_end DESC, "window" DESC) = 1
)

SELECT one.agency, one.indicator, one.indicator_en, one.period, one.state, one.bound, one.value, one.n,
    k.pair, other.period AS pair_period, other.state AS pair_state, other.bound AS pair_bound, other.value AS pair_value
FROM latest one
JOIN card k ON k.id = one.indicator
LEFT JOIN latest other ON other.agency = one.agency AND other.indicator = k.pair
ORDER BY one.agency, one.indicator;
