-- Units that can be nodes: agencies (depth 0), departments (1) and units (2) that stand on a window's last day. Teams and
-- what lies below are never nodes. The depth is what HR names the level, else how many units are above.
CREATE OR REPLACE TEMP TABLE standing AS
WITH placed AS (
    SELECT v.window_end, v.unit_id, v.level, v.reported_with, v.name_fi, v.name_sv, count(*) - 1 AS above
    FROM version v JOIN above a USING (window_end, unit_id)
    WHERE v.stands
    GROUP BY ALL
),

levelled AS (
    SELECT *, CASE level WHEN 'agency' THEN 0 WHEN 'department' THEN 1 WHEN 'unit' THEN 2 WHEN 'team' THEN 3 ELSE above END
        AS depth
    FROM placed
),

node AS (
    SELECT l.window_end, l.unit_id, l.depth, l.reported_with, l.name_fi, l.name_sv, u.agency_id
    FROM levelled l JOIN unit_agency u USING (unit_id)
    WHERE l.depth IN (1, 2) OR (l.depth = 0 AND l.unit_id = u.agency_id)
)

SELECT n.*, arg_max(p.unit_id, p.depth) AS parent
FROM node n
LEFT JOIN above a ON a.window_end = n.window_end AND a.unit_id = n.unit_id AND a.ancestor <> n.unit_id
LEFT JOIN node p ON p.window_end = a.window_end AND p.unit_id = a.ancestor AND p.depth < n.depth
GROUP BY ALL;

-- A node of fewer than ten people is merged with the sibling that HR names (domain 2.1). Where two name each other they
-- are one; where the named one is merged itself, they go along.
CREATE OR REPLACE TEMP TABLE merged AS
WITH people AS (
    SELECT e.window_end, a.ancestor AS unit_id, count(*) AS people
    FROM eligible e JOIN above a ON a.window_end = e.window_end AND a.unit_id = e.leaf
    WHERE e.months = 1
    GROUP BY ALL
),

small AS (
    SELECT s.window_end, s.unit_id, t.unit_id AS beside
    FROM standing s
    JOIN standing t
        ON t.window_end = s.window_end AND t.unit_id = s.reported_with AND t.parent = s.parent AND t.depth = s.depth
    LEFT JOIN people p ON p.window_end = s.window_end AND p.unit_id = s.unit_id
    WHERE coalesce(p.people, 0) < 10 AND t.unit_id <> s.unit_id
)

SELECT s.window_end, s.unit_id,
    CASE
        WHEN m.beside IS NULL THEN s.unit_id
        WHEN n.beside IS NULL THEN m.beside
        WHEN n.beside = s.unit_id THEN least(s.unit_id, m.beside)
        ELSE n.beside
    END AS root
FROM standing s
LEFT JOIN small m USING (window_end, unit_id)
LEFT JOIN small n ON n.window_end = s.window_end AND n.unit_id = m.beside;

-- The nodes as they are published; a merged one bears the ids and names of all that are in it.
CREATE OR REPLACE TEMP TABLE node AS
WITH named AS (
    SELECT m.window_end, m.root, s.depth, s.agency_id,
        string_agg(s.unit_id, '+' ORDER BY s.unit_id <> m.root, s.unit_id) AS node,
        string_agg(s.name_fi, ' + ' ORDER BY s.unit_id <> m.root, s.unit_id) AS name_fi,
        string_agg(s.name_sv, ' + ' ORDER BY s.unit_id <> m.root, s.unit_id) AS name_sv
    FROM merged m JOIN standing s USING (window_end, unit_id)
    GROUP BY ALL
)

SELECT n.window_end, n.root, n.node, n.depth, n.agency_id, n.name_fi, n.name_sv, p.node AS parent
FROM named n
JOIN standing s ON s.window_end = n.window_end AND s.unit_id = n.root
LEFT JOIN merged m ON m.window_end = n.window_end AND m.unit_id = s.parent
LEFT JOIN named p ON p.window_end = n.window_end AND p.root = m.root;

-- Which nodes a leaf is summed into: all above it. A leaf of which nothing stands is summed into its agency.
CREATE OR REPLACE TEMP TABLE leaf_node AS
SELECT DISTINCT a.window_end, a.unit_id AS leaf, n.node, n.depth
FROM above a
JOIN merged m ON m.window_end = a.window_end AND m.unit_id = a.ancestor
JOIN node n ON n.window_end = m.window_end AND n.root = m.root
UNION
SELECT w.window_end, u.unit_id, u.agency_id, 0
FROM (SELECT DISTINCT window_end FROM version) w CROSS JOIN unit_agency u;

-- What is summed: nodes as a whole, and beside them the people who sit in a node and in none below it, as deep as an
-- indicator goes (`seat` 1: departments, 2: units). Where nothing is below a node, it is its own seat.
CREATE OR REPLACE TEMP TABLE node_of AS
SELECT window_end, leaf, node, depth, 0 AS seat FROM leaf_node
UNION ALL
SELECT l.window_end, l.leaf, arg_max(l.node, l.depth), max(l.depth), d.deepest
FROM leaf_node l JOIN (VALUES (1), (2)) d (deepest) ON l.depth <= d.deepest
GROUP BY l.window_end, l.leaf, d.deepest;

-- Where a figure is due: each node in each window it stands at the end of, and in each wave of its agency's pulses.
CREATE OR REPLACE TEMP TABLE slot AS
WITH due_node AS (
    SELECT window_end, node, parent, depth, agency_id, 0 AS seat FROM node
    UNION ALL
    SELECT DISTINCT n.window_end, n.node, n.parent, n.depth, n.agency_id, b.depth
    FROM node n JOIN node b ON b.window_end = n.window_end AND b.parent = n.node
    UNION ALL  -- down to units, too, an agency's people may sit in no department
    SELECT DISTINCT n.window_end, n.node, n.parent, n.depth, n.agency_id, 2
    FROM node n JOIN node b ON b.window_end = n.window_end AND b.parent = n.node
    WHERE b.depth = 1
),

period AS (
    SELECT label, months, strftime(window_end, '%Y-%m') AS period, '' AS wave, NULL AS agency_id, window_start, window_end
    FROM window_slot
    UNION ALL
    SELECT 'wave', 0, wave, wave, agency_id, window_start, window_end FROM wave_slot
)

SELECT DISTINCT p.label, p.months, p.period, p.wave, p.window_start, p.window_end,
    n.node, n.parent, n.depth, n.agency_id, n.seat
FROM period p JOIN due_node n ON n.window_end = p.window_end AND n.agency_id = coalesce(p.agency_id, n.agency_id);
