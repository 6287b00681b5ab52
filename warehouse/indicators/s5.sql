-- Mentor programme: of those of E who had their third workshop of one programme in the year before the window's twelve
-- months, those with a first session as mentor within 90 days, and those who still had one 6 and 12 months later.
WITH attended AS (
    SELECT person_key, programme_id, day, row_number() OVER (PARTITION BY person_key, programme_id ORDER BY day) AS number
    FROM event
    WHERE class = 'WS' AND programme_id IS NOT NULL
),

trained AS (
    SELECT person_key, min(day) AS day FROM attended WHERE number = 3 GROUP BY person_key
),

cohort AS (
    SELECT e.window_end, e.months, e.leaf, e.person_key,
        count(v.day) FILTER (v.day <= t.day + 90) > 0 AS first_session,
        count(v.day) FILTER (v.day >= t.day + INTERVAL 6 MONTH) > 0 AS active_6,
        count(v.day) FILTER (v.day >= t.day + INTERVAL 12 MONTH) > 0 AS active_12
    FROM trained t
    JOIN window_slot w ON t.day < w.window_start AND t.day >= w.window_start - INTERVAL 12 MONTH
    JOIN eligible e ON e.window_end = w.window_end AND e.months = w.months AND e.person_key = t.person_key
    LEFT JOIN event v
        ON v.person_key = t.person_key AND v.class = 'MS' AND v.role = 'mentor' AND v.day BETWEEN t.day AND e.window_end
    WHERE e.months = 12
    GROUP BY e.window_end, e.months, e.leaf, e.person_key
)

SELECT c.window_end, c.months, c.leaf, c.person_key, s.breakdown, s.category, s.done::INTEGER AS num
FROM cohort c, LATERAL (VALUES
    ('', '', c.first_session),
    ('stage', '', false),
    ('stage', 'first_session', c.first_session),
    ('stage', 'active_6', c.active_6),
    ('stage', 'active_12', c.active_12)
) s (breakdown, category, done)
