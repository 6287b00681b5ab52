-- For each source, how much of what it tells stands a second time with the same person, moment and content.
WITH twin AS (
    SELECT source, count(*) OVER (
        PARTITION BY person_key, class, kind, end_ts, duration_s, role, place, initiative, scope, about_activity_id
    ) AS alike
    FROM participation
)

SELECT source, count(*) AS participations, count(*) FILTER (alike > 1) / count(*) AS doubled
FROM twin
GROUP BY source
HAVING count(*) >= 50
