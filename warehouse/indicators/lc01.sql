-- Participation reach: those of E with at least one learning event in the window, mandatory courses left out.
-- Coded: the courses, of which those of unknown `mandatory` count toward the 30 % rule.
WITH seen AS (
    SELECT m.window_end, m.months, t.person_key,
        sum(t.voluntary) AS voluntary, sum(t.courses) AS courses, sum(t.unknown_courses) AS unknown_courses
    FROM tally t JOIN window_month m USING (month)
    WHERE m.months = 3
    GROUP BY ALL
)

SELECT e.window_end, e.months, e.leaf, e.person_key, coalesce(s.voluntary > 0, false)::INTEGER AS num,
    coalesce(s.courses, 0) AS coded, coalesce(s.unknown_courses, 0) AS unknown
FROM eligible e LEFT JOIN seen s USING (window_end, months, person_key)
WHERE e.months = 3
