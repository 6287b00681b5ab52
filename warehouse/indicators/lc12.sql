-- Progress on the agency's own goals: of the goals that are active on the window's last day, those on track then.
-- Progress is clamp((value - baseline) / (target - baseline)) of the last review, or the part of the milestones met;
-- a goal that was never reviewed has made none. On track is who is at most 0.10 behind the time gone by.
WITH active AS (
    SELECT w.window_end, w.months, g.*
    FROM window_slot w JOIN dim_goal g ON w.window_end BETWEEN g.start AND g.due
    WHERE w.months = 1
    QUALIFY g.version = max(g.version) OVER (PARTITION BY w.window_end, g.agency_id, g.goal_id)
),

reviewed AS (
    SELECT window_end, months, agency_id, goal_id, milestone,
        arg_max(baseline, (reviewed_at, value))::DECIMAL(18, 9) AS baseline,
        arg_max(target, (reviewed_at, value))::DECIMAL(18, 9) AS target,
        (arg_max(value, (reviewed_at, value)) FILTER (reviewed_at <= window_end))::DECIMAL(18, 9) AS value,
        min(start) AS start, max(due) AS due
    FROM active
    GROUP BY window_end, months, agency_id, goal_id, milestone
),

goal AS (
    SELECT window_end, months, agency_id, goal_id,
        avg(CASE
            WHEN value IS NULL THEN 0
            WHEN target = baseline THEN (value >= target)::INTEGER
            ELSE greatest(least((value - baseline) / (target - baseline), 1), 0)
        END)::DECIMAL(18, 9) AS progress,
        ((window_end - min(start)) / greatest(max(due) - min(start), 1))::DECIMAL(18, 9) AS expected
    FROM reviewed
    GROUP BY window_end, months, agency_id, goal_id
)

SELECT window_end, months, agency_id AS leaf, (progress >= expected - 0.10)::INTEGER AS num FROM goal
