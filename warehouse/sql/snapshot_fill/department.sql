-- Each person's department on the last day of each month; below ten people a department is not told.
-- The department is the unit right below the agency's top, or the unit itself where nothing is between.
CREATE OR REPLACE TEMP TABLE placed AS
WITH depth AS (
    SELECT a.window_end, a.unit_id, a.ancestor, count(*) AS above
    FROM above a JOIN above b ON b.window_end = a.window_end AND b.unit_id = a.ancestor
    GROUP BY ALL
),

department AS (
    SELECT window_end, unit_id, arg_max(ancestor, -above) FILTER (above >= 2) AS department FROM depth GROUP BY ALL
),

held AS (
    SELECT DISTINCT w.window_end, p.person_key, u.agency_id,
        last_value(d.department) OVER (
            PARTITION BY w.window_end, p.person_key, u.agency_id ORDER BY p.valid_from, p.unit_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS department
    FROM window_slot w
    JOIN dim_person_org p ON w.window_end BETWEEN p.valid_from AND p.valid_to
    JOIN unit_agency u USING (unit_id)
    LEFT JOIN department d ON d.window_end = w.window_end AND d.unit_id = p.unit_id
    WHERE w.months = 1 AND p.person_key NOT IN (SELECT person_key FROM restricted)
)

SELECT window_end, person_key, agency_id,
    CASE WHEN count(*) OVER (PARTITION BY window_end, agency_id, department) >= 10 THEN department END AS department
FROM held;
