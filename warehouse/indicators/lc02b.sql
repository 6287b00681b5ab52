-- Mentoring continuity: of the series that began twelve to six months before the window's end, those with at least
-- three meetings within 180 days and no gap of more than 60 days; the days of July do not count in a gap.
-- A series is carried by one of its participants of E, a mentor if there is one; the others stand behind it as persons.
WITH held AS (
    SELECT DISTINCT series_id, day
    FROM event
    WHERE class = 'MS' AND series_id IS NOT NULL AND person_key NOT IN (SELECT person_key FROM restricted)
),

followed AS (
    SELECT series_id, day, min(day) OVER (PARTITION BY series_id) AS first_day,
        lag(day) OVER (PARTITION BY series_id ORDER BY day) AS before
    FROM held
),

judged AS (
    SELECT series_id, first_day,
        count(*) >= 3 AND max(day - before - greatest(
            least(day, make_date(year(before), 7, 31)) - greatest(before, make_date(year(before), 6, 30)), 0
        )) <= 60 AS lasts
    FROM followed
    WHERE day <= first_day + 180
    GROUP BY series_id, first_day
),

present AS (
    SELECT e.window_end, e.months, e.leaf, e.person_key, j.series_id, j.lasts,
        row_number() OVER (
            PARTITION BY e.window_end, j.series_id
            ORDER BY min(CASE v.role WHEN 'mentor' THEN 0 WHEN 'peer' THEN 1 ELSE 2 END), min(v.day), e.person_key
        ) = 1 AS carries
    FROM judged j
    JOIN event v ON v.series_id = j.series_id AND v.class = 'MS'
    JOIN eligible e ON e.person_key = v.person_key AND e.months = 12
    WHERE j.first_day >= date_trunc('month', e.window_end) - INTERVAL 11 MONTH
      AND j.first_day < date_trunc('month', e.window_end) - INTERVAL 5 MONTH
    GROUP BY e.window_end, e.months, e.leaf, e.person_key, j.series_id, j.lasts
)

SELECT window_end, months, leaf, person_key, count(*) FILTER (carries AND lasts) AS num, count(*) FILTER (carries) AS den
FROM present
GROUP BY window_end, months, leaf, person_key
