-- Mentor load: of those of E who mentored in three months, those with more than eight hours of it in any one month.
WITH mentor AS (
    SELECT DISTINCT m.window_end, m.months, v.person_key
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 3 AND v.class = 'MS' AND v.role = 'mentor'
),

hours AS (
    SELECT m.window_end, m.months, f.person_key, max(f.mentor_s) AS mentor_s
    FROM fact_month f JOIN window_month m USING (month)
    WHERE m.months = 3
    GROUP BY m.window_end, m.months, f.person_key
)

SELECT e.window_end, e.months, e.leaf, e.person_key, (h.mentor_s > 8 * 60 * 60)::INTEGER AS num
FROM mentor t
JOIN hours h USING (window_end, months, person_key)
JOIN eligible e USING (window_end, months, person_key)
