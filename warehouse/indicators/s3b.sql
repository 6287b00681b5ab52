-- Fresh sources: of the sources that an agency had connected on the window's last day, those that brought something
-- that happened in its last seven days.
WITH source AS (
    SELECT DISTINCT w.window_end, w.months, c.agency_id, c.source
    FROM window_slot w JOIN dim_coverage c ON c.since <= w.window_end
    WHERE w.months = 1
),

fresh AS (
    SELECT DISTINCT w.window_end, p.agency_id, p.source
    FROM window_slot w JOIN participation p ON p.day BETWEEN w.window_end - 6 AND w.window_end
    WHERE w.months = 1
)

SELECT s.window_end, s.months, s.agency_id AS leaf, (f.source IS NOT NULL)::INTEGER AS num
FROM source s LEFT JOIN fresh f USING (window_end, agency_id, source)
