-- Learning load risk: respondents whose mean of three items is at least 4, of those who answered all three.
-- Time for learning and recovery are put well, so they are reversed. A mean of 4 is a total of 12.
WITH answer AS (
    SELECT wave, respondent, item, min(unit_id) AS leaf, arg_max(value, (position, id)) AS value
    FROM pulse_answer
    WHERE item IN ('load-time', 'load-demands', 'load-recovery') AND scale_max = 5
    GROUP BY wave, respondent, item
),

person AS (
    SELECT wave, respondent, min(leaf) AS leaf, sum(CASE WHEN item = 'load-demands' THEN value ELSE 6 - value END) AS total
    FROM answer
    GROUP BY wave, respondent
    HAVING count(*) = 3
)

SELECT s.window_end, 0 AS months, p.wave, p.leaf, md5(p.respondent)::UUID AS person_key, (p.total >= 12)::INTEGER AS num
FROM person p JOIN unit_agency u ON u.unit_id = p.leaf JOIN wave_slot s USING (wave, agency_id)
