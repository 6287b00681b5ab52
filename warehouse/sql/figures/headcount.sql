-- The coverage rule of domain 2.1 counts those of E whose unit had all needed sources connected in the whole window.
CREATE OR REPLACE TEMP TABLE leaf_count AS
SELECT e.window_end, e.months, w.window_start, e.leaf, e.agency_id, count(*) AS persons
FROM eligible e JOIN window_slot w USING (window_end, months)
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE connected AS
SELECT l.window_end, l.months, l.leaf, c.feed
FROM leaf_count l JOIN dim_coverage c ON c.unit_id IS NULL AND c.agency_id = l.agency_id AND c.since <= l.window_start
UNION
SELECT l.window_end, l.months, l.leaf, c.feed
FROM leaf_count l
JOIN above a ON a.window_end = l.window_end AND a.unit_id = l.leaf
JOIN dim_coverage c ON c.unit_id = a.ancestor AND c.since <= l.window_start;

CREATE OR REPLACE TEMP TABLE headcount AS
WITH missing AS (
    SELECT DISTINCT n.indicator, l.window_end, l.months, l.leaf
    FROM need n CROSS JOIN leaf_count l
    ANTI JOIN connected c
        ON c.feed = n.feed AND c.window_end = l.window_end AND c.months = l.months AND c.leaf = l.leaf
)

SELECT i.indicator, l.window_end, l.months, o.node, o.seat,
    sum(l.persons)::BIGINT AS eligible,
    coalesce(sum(l.persons) FILTER (m.leaf IS NULL), 0)::BIGINT AS covered
FROM due i
JOIN leaf_count l ON l.months = i.months
JOIN node_of o ON o.window_end = l.window_end AND o.leaf = l.leaf
LEFT JOIN missing m
    ON m.indicator = i.indicator AND m.window_end = l.window_end AND m.months = l.months AND m.leaf = l.leaf
GROUP BY ALL;
