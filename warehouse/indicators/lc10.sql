-- Job crafting: those of E with at least one moment of job crafting in twelve months. The parts are the means of the
-- persons' shares of each type, over those who told the type of at least one.
WITH seen AS (
    SELECT m.window_end, m.months, v.person_key, v.crafting_type, count(*) AS events
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 12 AND v.class = 'LM' AND list_contains(v.kinds, 'job-crafting')
    GROUP BY m.window_end, m.months, v.person_key, v.crafting_type
),

person AS (
    SELECT window_end, months, person_key, coalesce(sum(events) FILTER (crafting_type IS NOT NULL), 0)::BIGINT AS typed
    FROM seen
    GROUP BY window_end, months, person_key
)

SELECT e.window_end, e.months, e.leaf, e.person_key, '' AS breakdown, '' AS category,
    (p.person_key IS NOT NULL)::INTEGER::DECIMAL(10, 9) AS num, NULL::DECIMAL(20, 18) AS square
FROM eligible e LEFT JOIN person p USING (window_end, months, person_key)
WHERE e.months = 12
UNION ALL
SELECT e.window_end, e.months, e.leaf, e.person_key, 'crafting', '', 0, 0
FROM person p JOIN eligible e USING (window_end, months, person_key)
WHERE p.typed > 0
UNION ALL
SELECT e.window_end, e.months, e.leaf, e.person_key, 'crafting', s.crafting_type, s.events / p.typed, (s.events / p.typed)::DECIMAL(10, 9) ^ 2
FROM seen s
JOIN person p USING (window_end, months, person_key)
JOIN eligible e USING (window_end, months, person_key)
WHERE s.crafting_type IS NOT NULL
