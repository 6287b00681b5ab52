-- Who was invited and who answered anything at all. One batch with an unknown number makes the wave's number unknown.
CREATE OR REPLACE TEMP TABLE response AS
WITH invited AS (
    SELECT wave, agency_id AS node,
        CASE WHEN count(*) = count(invited) THEN sum(invited)::BIGINT END AS invited
    FROM dim_pulse
    GROUP BY wave, agency_id
),

answered AS (
    SELECT a.wave, o.node, count(DISTINCT a.respondent) AS respondents
    FROM pulse_answer a JOIN node_of o ON o.leaf = a.unit_id
    GROUP BY a.wave, o.node
)

SELECT i.wave, i.node, i.invited, coalesce(a.respondents, 0) AS respondents
FROM invited i LEFT JOIN answered a USING (wave, node);
