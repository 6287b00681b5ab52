-- Response rate: of the invitations to a wave, those that were answered: one row an invitation, in its batch.
-- More respondents than invitations tell of a wrong number of invited; they do not make it more than all.
WITH answered AS (
    SELECT wave, unit_id AS leaf, count(DISTINCT respondent) AS respondents FROM pulse_answer GROUP BY wave, unit_id
),

place AS (
    SELECT wave, unit_id AS leaf, unnest(range(1, invited + 1)) AS number FROM dim_pulse WHERE unit_id IS NOT NULL
)

SELECT s.window_end, 0 AS months, p.wave, p.leaf, md5(p.leaf || ' ' || p.number)::UUID AS person_key, (p.number <= coalesce(a.respondents, 0))::INTEGER AS num
FROM place p
JOIN unit_agency u ON u.unit_id = p.leaf
JOIN wave_slot s USING (wave, agency_id)
LEFT JOIN answered a ON a.wave = p.wave AND a.leaf = p.leaf
