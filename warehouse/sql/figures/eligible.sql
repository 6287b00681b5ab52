-- E(u,w) of domain 2.1: who counts in a window, each in exactly one leaf. Held once for all indicators.
-- Days are counted once even where HR data overlap: a person's assignments in an agency are first merged into stints.
CREATE OR REPLACE TEMP TABLE stint AS
WITH assigned AS (
    SELECT p.person_key, a.agency_id, p.valid_from, p.valid_to
    FROM dim_person_org p JOIN unit_agency a USING (unit_id)
    WHERE p.valid_from <= p.valid_to AND p.person_key NOT IN (SELECT person_key FROM restricted)
),

reached AS (
    SELECT *, max(valid_to) OVER (
        PARTITION BY person_key, agency_id ORDER BY valid_from, valid_to
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS before
    FROM assigned
),

numbered AS (
    SELECT *, count(*) FILTER (before IS NULL OR before < valid_from) OVER (
        PARTITION BY person_key, agency_id ORDER BY valid_from, valid_to ROWS UNBOUNDED PRECEDING
    ) AS stint
    FROM reached
)

SELECT person_key, agency_id, min(valid_from) AS valid_from, max(valid_to) AS valid_to
FROM numbered
GROUP BY person_key, agency_id, stint;

CREATE OR REPLACE TEMP TABLE eligible AS
WITH present AS (
    SELECT w.window_end, w.months, w.window_start, s.person_key, s.agency_id,
        sum(date_diff('day', greatest(s.valid_from, w.window_start), least(s.valid_to, w.window_end)) + 1) AS days
    FROM window_slot w JOIN stint s ON s.valid_from <= w.window_end AND s.valid_to >= w.window_start
    GROUP BY ALL
),

enough AS (
    SELECT * FROM present WHERE days * 2 >= date_diff('day', window_start, window_end) + 1
)

SELECT e.window_end, e.months, e.person_key, e.agency_id,
    arg_max(p.unit_id, (least(p.valid_to, e.window_end), p.valid_from, p.unit_id)) AS leaf,
    coalesce(arg_max(p.supervisor, (least(p.valid_to, e.window_end), p.valid_from, p.unit_id)), false) AS supervisor
FROM enough e
JOIN dim_person_org p ON p.person_key = e.person_key AND p.valid_from <= e.window_end AND p.valid_to >= e.window_start
JOIN unit_agency a ON a.unit_id = p.unit_id AND a.agency_id = e.agency_id
WHERE p.valid_from <= p.valid_to
GROUP BY e.window_end, e.months, e.person_key, e.agency_id;
