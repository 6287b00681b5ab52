-- Mentoring reach: those of E with at least one mentoring session in twelve months, in whatever role.
WITH seen AS (
    SELECT DISTINCT m.window_end, m.months, t.person_key
    FROM tally t JOIN window_month m USING (month)
    WHERE m.months = 12 AND t.sessions > 0
)

SELECT e.window_end, e.months, e.leaf, e.person_key, (s.person_key IS NOT NULL)::INTEGER AS num
FROM eligible e LEFT JOIN seen s USING (window_end, months, person_key)
WHERE e.months = 12
