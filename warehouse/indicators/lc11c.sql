-- Learning in working time: of the respondents who answered the item, those who agree (4 or 5 of 5).
WITH person AS (
    SELECT wave, respondent, min(unit_id) AS leaf, arg_max(value, (position, id)) AS value
    FROM pulse_answer
    WHERE item = 'load-worktime' AND scale_max = 5
    GROUP BY wave, respondent
)

SELECT s.window_end, 0 AS months, p.wave, p.leaf, md5(p.respondent)::UUID AS person_key, (p.value >= 4)::INTEGER AS num
FROM person p JOIN unit_agency u ON u.unit_id = p.leaf JOIN wave_slot s USING (wave, agency_id)
