-- Reflection follow-through: sessions of mentees and peers of E that the same person reflected on within seven days.
-- A session whose seven days are not over at the cut-off is left out, as is one the person declined to reflect on.
-- A session may stand twice in fact_session, for a reflection can point at its activity or at its statement.
WITH held AS (
    SELECT person_key, activity_id, end_ts, date_trunc('month', day)::DATE AS month
    FROM fact_session
    WHERE key = 'session:' || activity_id::VARCHAR AND role IN ('mentee', 'peer')
),

followed AS (
    SELECT person_key, activity_id, min(reflected_ts) AS reflected_ts, bool_or(declined) AS declined
    FROM fact_session
    GROUP BY person_key, activity_id
),

judged AS (
    SELECT h.person_key, h.month, f.declined,
        coalesce(f.reflected_ts <= h.end_ts + INTERVAL 7 DAY, false) AS reflected
    FROM held h JOIN followed f USING (person_key, activity_id), cutoff
    WHERE h.end_ts + INTERVAL 7 DAY <= cutoff.as_of::TIMESTAMP
)

SELECT e.window_end, e.months, e.leaf, e.person_key, count(*) FILTER (j.reflected) AS num, count(*) AS den
FROM judged j
JOIN window_month m USING (month)
JOIN eligible e ON e.person_key = j.person_key AND e.window_end = m.window_end AND e.months = m.months
WHERE e.months IN (1, 3, 12) AND (j.reflected OR NOT j.declined)
GROUP BY e.window_end, e.months, e.leaf, e.person_key
