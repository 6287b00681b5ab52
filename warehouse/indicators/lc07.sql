-- Sharing across units: over those of E with at least two sharing events of known scope inside the agency, the mean of
-- each person's share with other departments. Aside stands what sizes alone would give: for everybody of E the
-- colleagues in other departments, of all colleagues.
WITH person AS (
    SELECT window_end, person_key,
        count(*) FILTER (known AND NOT outside) AS inside,
        sum(elsewhere) FILTER (known AND NOT outside) AS elsewhere,
        count(*) FILTER (carries) AS coded,
        count(*) FILTER (NOT known) AS unknown
    FROM tie
    GROUP BY window_end, person_key
),

shares AS (
    SELECT window_end, person_key, '' AS category,
        CASE WHEN inside > 1 THEN (elsewhere / inside)::DECIMAL(10, 9) ELSE 0 END AS num,
        CASE WHEN inside > 1 THEN 1 END AS den, coded, unknown
    FROM person
    UNION ALL
    SELECT window_end, person_key, 'expected',
        count(*) OVER (PARTITION BY window_end, agency_id)
            - count(*) OVER (PARTITION BY window_end, agency_id, department),
        count(*) OVER (PARTITION BY window_end, agency_id) - 1, 0, 0
    FROM placed
)

SELECT e.window_end, e.months, e.leaf, e.person_key, s.category, s.num, s.den, s.coded, s.unknown,
    CASE WHEN s.category = '' THEN s.num * s.num END AS square
FROM shares s JOIN eligible e ON e.window_end = s.window_end AND e.person_key = s.person_key AND e.months = 12
