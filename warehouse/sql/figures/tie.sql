-- Sharing with others, as LC07 counts it: one row a person of E, twelve months and event of known scope.
-- `elsewhere` is how far it went to another department of the agency, `outside` whether it left the agency.
-- Moments and stories say their scope; of a mentoring session it is the part of the others who sit elsewhere.
-- An event with more than twelve participants makes no ties.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT e.window_end, e.person_key, e.agency_id, d.department
FROM eligible e JOIN department d ON d.window_end = e.window_end AND d.leaf = e.leaf
WHERE e.months = 12;

CREATE OR REPLACE TEMP TABLE tie AS
WITH small AS (
    SELECT occasion FROM event WHERE class IN ('MS', 'SC') GROUP BY occasion HAVING count(*) <= 12
),

said AS (
    SELECT m.window_end, v.person_key, v.scope
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 12
      AND (v.class = 'LM' AND list_has_any(v.templates, ['T09', 'T10'])
        OR v.class = 'SC' AND v.occasion IN (SELECT occasion FROM small))
),

met AS (
    SELECT m.window_end, p.person_key,
        count(*) OVER (PARTITION BY m.window_end, v.occasion, p.agency_id) AS together,
        count(*) OVER (PARTITION BY m.window_end, v.occasion, p.agency_id, p.department) AS own
    FROM event v
    JOIN small s ON s.occasion = v.occasion
    JOIN window_month m ON m.month = v.month AND m.months = 12
    JOIN placed p ON p.window_end = m.window_end AND p.person_key = v.person_key
    WHERE v.class = 'MS'
)

SELECT window_end, person_key, scope IS NOT NULL AS known, scope IN ('other_agency', 'outside') AS outside,
    (scope = 'other_unit')::INTEGER::DECIMAL(10, 9) AS elsewhere, true AS carries
FROM said
UNION ALL
SELECT window_end, person_key, true, false, ((together - own) / (together - 1))::DECIMAL(10, 9), false
FROM met
WHERE together > 1;
