-- Event reach: those of E with at least one network event or workshop in twelve months.
WITH seen AS (
    SELECT DISTINCT m.window_end, m.months, v.person_key
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 12 AND v.class IN ('NE', 'WS')
)

SELECT e.window_end, e.months, e.leaf, e.person_key, (s.person_key IS NOT NULL)::INTEGER AS num
FROM eligible e LEFT JOIN seen s USING (window_end, months, person_key)
WHERE e.months = 12
