-- Sharing beyond the agency: over those of E with at least two sharing events of known scope, the mean of each
-- person's share with another agency or somebody outside.
WITH person AS (
    SELECT window_end, person_key,
        count(*) FILTER (known) AS events,
        count(*) FILTER (known AND outside) AS outside,
        count(*) FILTER (carries) AS coded,
        count(*) FILTER (NOT known) AS unknown
    FROM tie
    GROUP BY window_end, person_key
),

shares AS (
    SELECT *, CASE WHEN events > 1 THEN (outside / events)::DECIMAL(10, 9) ELSE 0 END AS num,
        CASE WHEN events > 1 THEN 1 END AS den
    FROM person
)

SELECT e.window_end, e.months, e.leaf, e.person_key, s.num, s.den, s.num * s.num AS square, s.coded, s.unknown
FROM shares s JOIN eligible e ON e.window_end = s.window_end AND e.person_key = s.person_key AND e.months = 12
