-- Cancelled sessions: of the bookings of E, those cancelled and not followed by a new booking of the same series within
-- 14 days. A cancellation names the booking it cancels; one that does not is told by the session.
WITH booking AS (
    SELECT person_key, activity_id, min(statement_id) AS statement_id, min(series_id) AS series_id, min(day) AS day
    FROM participation
    WHERE class = 'BK'
    GROUP BY person_key, activity_id
),

cancelled AS (
    SELECT b.person_key, b.activity_id, b.series_id, min(c.day) AS day
    FROM booking b
    JOIN participation c
        ON c.class = 'CX' AND c.person_key = b.person_key
        AND (c.activity_id = b.activity_id OR c.about_activity_id = b.statement_id)
    GROUP BY b.person_key, b.activity_id, b.series_id
),

lost AS (
    SELECT c.person_key, c.activity_id
    FROM cancelled c
    ANTI JOIN booking again
        ON again.person_key = c.person_key AND again.series_id = c.series_id AND again.activity_id <> c.activity_id
        AND again.day BETWEEN c.day AND c.day + 14
)

SELECT e.window_end, e.months, e.leaf, e.person_key, count(l.activity_id) AS num, count(*) AS den
FROM booking b
JOIN window_slot w ON b.day BETWEEN w.window_start AND w.window_end
JOIN eligible e ON e.window_end = w.window_end AND e.months = w.months AND e.person_key = b.person_key
LEFT JOIN lost l ON l.person_key = b.person_key AND l.activity_id = b.activity_id
WHERE e.months = 12
GROUP BY e.window_end, e.months, e.leaf, e.person_key
