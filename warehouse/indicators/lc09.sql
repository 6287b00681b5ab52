-- Psychological safety: the mean score of the respondents who answered at least five of the seven items, from 0 (all
-- answers at the bad end) to 1. Items 1, 3 and 5 are put ill, so they are reversed.
-- Aside stands each item's answers, from which the agreement between the respondents is told.
WITH answer AS (
    SELECT wave, respondent, item, min(unit_id) AS leaf, arg_max(value, (position, id)) AS value
    FROM pulse_answer
    WHERE item IN ('ps-01', 'ps-02', 'ps-03', 'ps-04', 'ps-05', 'ps-06', 'ps-07') AND scale_max = 7
    GROUP BY wave, respondent, item
),

turned AS (
    SELECT wave, respondent, leaf, item,
        CASE WHEN item IN ('ps-01', 'ps-03', 'ps-05') THEN 8 - value ELSE value END AS value,
        count(*) OVER (PARTITION BY wave, respondent) AS answered
    FROM answer
),

person AS (
    SELECT wave, respondent, min(leaf) AS leaf, '' AS category,
        ((sum(value) - count(*)) / (6 * count(*)))::DECIMAL(10, 9) AS num
    FROM turned
    WHERE answered >= 5
    GROUP BY wave, respondent
    UNION ALL
    SELECT wave, respondent, leaf, item, value FROM turned WHERE answered >= 5
)

SELECT s.window_end, 0 AS months, p.wave, p.leaf, md5(p.respondent)::UUID AS person_key, p.category, p.num, p.num * p.num AS square
FROM person p JOIN unit_agency u ON u.unit_id = p.leaf JOIN wave_slot s USING (wave, agency_id)
