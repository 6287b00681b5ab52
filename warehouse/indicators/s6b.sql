-- Agencies that meet: over the network events of the agency's E in twelve months, how many agencies were represented.
-- An event is carried by one of its participants; the others stand behind it as persons.
WITH attended AS (
    SELECT e.window_end, e.months, e.leaf, e.agency_id, e.person_key, v.occasion
    FROM event v
    JOIN window_month m USING (month)
    JOIN eligible e ON e.person_key = v.person_key AND e.window_end = m.window_end AND e.months = m.months
    WHERE e.months = 12 AND v.class = 'NE'
),

represented AS (
    SELECT window_end, occasion, count(DISTINCT agency_id) AS agencies FROM attended GROUP BY window_end, occasion
),

carried AS (
    SELECT a.*, r.agencies,
        row_number() OVER (PARTITION BY a.window_end, a.agency_id, a.occasion ORDER BY a.person_key) = 1 AS carries
    FROM attended a JOIN represented r USING (window_end, occasion)
)

SELECT window_end, months, leaf, person_key, list(agencies ORDER BY agencies) FILTER (carries) AS spread
FROM carried
GROUP BY window_end, months, leaf, person_key
