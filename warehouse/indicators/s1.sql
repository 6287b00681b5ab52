-- Time to first session: of those of E the requests made in twelve months, each with the days until the first session of
-- its series; aside stand the requests that were still open on the window's last day, with the days they had waited.
WITH request AS (
    SELECT person_key, coalesce(series_id, activity_id) AS series, min(day) AS day
    FROM participation
    WHERE class = 'RQ'
    GROUP BY person_key, coalesce(series_id, activity_id)
),

answered AS (
    SELECT r.person_key, r.series, r.day, min(p.day) AS held
    FROM request r
    LEFT JOIN participation p
        ON p.class = 'MS' AND p.person_key = r.person_key AND coalesce(p.series_id, p.activity_id) = r.series
        AND p.day >= r.day
    GROUP BY r.person_key, r.series, r.day
),

waited AS (
    SELECT e.window_end, e.months, e.leaf, e.person_key,
        least(a.held, e.window_end) - a.day AS days, coalesce(a.held <= e.window_end, false) AS met
    FROM answered a
    JOIN window_slot w ON a.day BETWEEN w.window_start AND w.window_end
    JOIN eligible e ON e.window_end = w.window_end AND e.months = w.months AND e.person_key = a.person_key
    WHERE w.months = 12
)

SELECT window_end, months, leaf, person_key, '' AS category, count(*) AS den, list(days) FILTER (met) AS spread
FROM waited
GROUP BY window_end, months, leaf, person_key
UNION ALL
SELECT window_end, months, leaf, person_key, 'open', count(*), list(days)
FROM waited
WHERE NOT met
GROUP BY window_end, months, leaf, person_key
