-- The agencies' own goals on the last day of each month in which they are active, as the version in force says them.
-- Progress is clamp((value - baseline) / (target - baseline)) of the last review, or the part of the milestones met;
-- a goal that was never reviewed has made none. On track is who is at most 0.10 behind the time gone by.
CREATE OR REPLACE TEMP TABLE goal_progress AS
WITH active AS (
    SELECT w.window_end, g.*
    FROM window_slot w JOIN dim_goal g ON w.window_end BETWEEN g.start AND g.due
    WHERE w.months = 1
    QUALIFY g.version = max(g.version) OVER (PARTITION BY w.window_end, g.agency_id, g.goal_id)
),

reviewed AS (
    SELECT window_end, agency_id, goal_id, milestone,
        min(name_fi) AS name_fi,
        min(name_sv) AS name_sv,
        min(indicator) AS indicator,
        arg_max(baseline, (reviewed_at, value))::DECIMAL(18, 9) AS baseline,
        arg_max(target, (reviewed_at, value))::DECIMAL(18, 9) AS target,
        (arg_max(value, (reviewed_at, value)) FILTER (reviewed_at <= window_end))::DECIMAL(18, 9) AS value,
        max(reviewed_at) FILTER (reviewed_at <= window_end) AS reviewed_at,
        min(start) AS start, max(due) AS due
    FROM active
    GROUP BY window_end, agency_id, goal_id, milestone
),

progress AS (
    SELECT *,
        CASE
            WHEN value IS NULL THEN 0
            WHEN target = baseline THEN (value >= target)::INTEGER
            ELSE greatest(least((value - baseline) / (target - baseline), 1), 0)
        END AS done
    FROM reviewed
),

goal AS (
    SELECT window_end, agency_id, goal_id,
        min(name_fi) AS name_fi,
        min(name_sv) AS name_sv,
        min(indicator) AS indicator,
        min(start) AS start,
        max(due) AS due,
        max(reviewed_at) AS reviewed_at,
        min(baseline) FILTER (milestone IS NULL) AS baseline,
        min(target) FILTER (milestone IS NULL) AS target,
        min(value) FILTER (milestone IS NULL) AS value,
        count(milestone) AS milestones,
        count(*) FILTER (milestone IS NOT NULL AND done >= 1) AS met,
        avg(done)::DECIMAL(18, 9) AS progress,
        ((window_end - min(start)) / greatest(max(due) - min(start), 1))::DECIMAL(18, 9) AS expected
    FROM progress
    GROUP BY window_end, agency_id, goal_id
),

first_said AS (
    SELECT agency_id, goal_id, arg_min(target, version)::DECIMAL(18, 9) AS first_target FROM dim_goal GROUP BY agency_id, goal_id
)

SELECT *, progress >= expected - 0.10 AS on_track FROM goal LEFT JOIN first_said USING (agency_id, goal_id);
