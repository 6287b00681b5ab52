-- The agency of a unit, also of a unit that has ended or that only a pulse has named.
CREATE OR REPLACE TEMP TABLE unit_agency AS
WITH named AS (
    SELECT unit_id, agency_id, valid_from FROM dim_unit
    UNION ALL
    SELECT unit_id, agency_id, DATE '0001-01-01' FROM dim_pulse WHERE unit_id IS NOT NULL
)

SELECT unit_id, arg_max(agency_id, (valid_from, agency_id)) AS agency_id FROM named GROUP BY unit_id;

-- Where a pulse's wave stands in time: the month it opened in. It is due when that has ended before the cut-off.
CREATE OR REPLACE TEMP TABLE wave_slot AS
SELECT p.wave, p.agency_id, min(p.opened) AS window_start, last_day(min(p.opened)) AS window_end
FROM dim_pulse p, cutoff
GROUP BY p.wave, p.agency_id, cutoff.as_of
HAVING last_day(min(p.opened)) < cutoff.as_of;

-- Each unit's place on the organisation version of a window's last day; a unit that has ended by then keeps its last.
CREATE OR REPLACE TEMP TABLE version AS
WITH latest AS (
    SELECT w.window_end, u.unit_id, last(u ORDER BY u.valid_from, u.valid_to, u.parent_id) AS row
    FROM (SELECT window_end FROM window_slot UNION SELECT window_end FROM wave_slot) w
    JOIN dim_unit u ON u.valid_from <= w.window_end
    GROUP BY ALL
)

SELECT window_end, unit_id, row.parent_id, row.level, row.reported_with, row.name_fi, row.name_sv,
    row.valid_to >= window_end AS stands
FROM latest;

-- The units above a unit, itself included. The depth is bounded, for a ring in HR data must not hang a release.
CREATE OR REPLACE TEMP TABLE above AS
WITH RECURSIVE climb AS (
    SELECT window_end, unit_id, unit_id AS ancestor, 0 AS depth FROM version
    UNION ALL
    SELECT c.window_end, c.unit_id, v.parent_id, c.depth + 1
    FROM climb c JOIN version v ON v.window_end = c.window_end AND v.unit_id = c.ancestor
    WHERE v.parent_id IS NOT NULL AND c.depth < 16
)

SELECT DISTINCT window_end, unit_id, ancestor FROM climb;

-- The department of a leaf: what stands right below its agency. People right at the agency are a department of it.
CREATE OR REPLACE TEMP TABLE department AS
SELECT a.window_end, a.unit_id AS leaf,
    coalesce(min(a.ancestor) FILTER (v.parent_id IS NOT NULL AND top.parent_id IS NULL), a.unit_id) AS department
FROM above a
JOIN version v ON v.window_end = a.window_end AND v.unit_id = a.ancestor
LEFT JOIN version top ON top.window_end = a.window_end AND top.unit_id = v.parent_id
GROUP BY a.window_end, a.unit_id;
