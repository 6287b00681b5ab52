-- What a person's learning events and reflections say of themselves: each event once, whatever number of statements
-- tell of it. Sessions of one series on one day are one meeting split up, and a day with more than five moments was
-- entered in bulk: each is one event (domain 2.1, gaming). Of what differs the earliest that is known holds.
CREATE OR REPLACE TEMP TABLE event AS
WITH told AS (
    SELECT person_key, class, activity_id,
        min(end_ts) AS end_ts,
        min(day) AS day,
        min(template) AS template,
        min(kind) AS kind,
        arg_min(series_id, (end_ts, series_id)) AS series_id,
        arg_min(about_activity_id, (end_ts, about_activity_id)) AS about_activity_id,
        arg_min(programme_id, (end_ts, programme_id)) AS programme_id,
        arg_min(counterpart_role, (end_ts, counterpart_role)) AS counterpart_role,
        arg_min(role, (end_ts, role)) AS role,
        arg_min(place, (end_ts, place)) AS place,
        arg_min(initiative, (end_ts, initiative)) AS initiative,
        arg_min(scope, (end_ts, scope)) AS scope,
        arg_min(crafting_type, (end_ts, crafting_type)) AS crafting_type
    FROM participation
    WHERE class IN ('MS', 'LM', 'SC', 'NE', 'WS', 'RF') AND declined IS NOT true
    GROUP BY person_key, class, activity_id
),

grouped AS (
    SELECT *,
        CASE
            WHEN class = 'MS' AND series_id IS NOT NULL THEN series_id::VARCHAR || day
            WHEN class = 'LM' AND count(*) OVER (PARTITION BY person_key, class, day) > 5 THEN day::VARCHAR
            ELSE activity_id::VARCHAR
        END AS occasion
    FROM told
)

SELECT person_key, class, occasion, min(day) AS day, date_trunc('month', min(day))::DATE AS month,
    min(series_id) AS series_id,
    min(programme_id) AS programme_id,
    list(DISTINCT about_activity_id) FILTER (about_activity_id IS NOT NULL) AS about,
    list(DISTINCT counterpart_role) FILTER (counterpart_role IS NOT NULL) AS counterpart_roles,
    list(DISTINCT template) AS templates,
    list(DISTINCT kind) FILTER (kind IS NOT NULL) AS kinds,
    arg_min(role, (end_ts, role)) AS role,
    arg_min(place, (end_ts, place)) AS place,
    arg_min(initiative, (end_ts, initiative)) AS initiative,
    arg_min(scope, (end_ts, scope)) AS scope,
    arg_min(crafting_type, (end_ts, crafting_type)) AS crafting_type,
    false AS mandatory
FROM grouped
GROUP BY person_key, class, occasion
UNION ALL
SELECT person_key, 'CC', key, day, date_trunc('month', day)::DATE, NULL, NULL, NULL, NULL, ['T16'], NULL, NULL, NULL, initiative, NULL,
    NULL, mandatory
FROM fact_completion;
