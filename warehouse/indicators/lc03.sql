-- Peer reciprocity: of those of E who gave help, feedback, a story or guidance, or received it, those who did both.
-- Coded: sessions and stories, whose template carries the role.
WITH seen AS (
    SELECT m.window_end, m.months, v.person_key,
        coalesce(bool_or(
            v.role IN ('mentor', 'facilitator', 'peer')
            OR list_has_any(v.kinds, ['help-given', 'feedback-given', 'story'])
        ), false) AS gave,
        coalesce(bool_or(
            v.role IN ('mentee', 'peer') OR list_has_any(v.kinds, ['help-received', 'feedback-received'])
        ), false) AS received,
        count(*) FILTER (v.class <> 'LM') AS coded,
        count(*) FILTER (v.class <> 'LM' AND v.role IS NULL) AS unknown
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 12 AND v.class IN ('LM', 'MS', 'SC')
    GROUP BY m.window_end, m.months, v.person_key
)

SELECT e.window_end, e.months, e.leaf, e.person_key, (s.gave AND s.received)::INTEGER AS num,
    CASE WHEN s.gave OR s.received THEN 1 END AS den, s.coded, s.unknown
FROM seen s JOIN eligible e USING (window_end, months, person_key)
