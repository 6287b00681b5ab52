-- Who was invited and who answered anything at all. One batch with an unknown number makes a node's number unknown.
CREATE OR REPLACE TEMP TABLE response AS
WITH batch AS (
    SELECT wave, agency_id, coalesce(unit_id, agency_id) AS leaf, sum(invited)::BIGINT AS invited,
        count(*) = count(invited) AS known
    FROM dim_pulse
    GROUP BY ALL
),

answered AS (
    SELECT wave, unit_id AS leaf, count(DISTINCT respondent) AS respondents FROM pulse_answer GROUP BY ALL
)

SELECT b.wave, o.node, o.seat,
    CASE WHEN bool_and(b.known) THEN sum(b.invited)::BIGINT END AS invited,
    coalesce(sum(a.respondents), 0)::BIGINT AS respondents
FROM batch b
JOIN wave_slot s ON s.wave = b.wave AND s.agency_id = b.agency_id
JOIN node_of o ON o.window_end = s.window_end AND o.leaf = b.leaf
LEFT JOIN answered a ON a.wave = b.wave AND a.leaf = b.leaf
GROUP BY b.wave, o.node, o.seat;
