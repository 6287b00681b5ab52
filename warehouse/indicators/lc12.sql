-- Progress on the agency's own goals: of the goals that are active on the window's last day and may be told of, those on
-- track then.
SELECT window_end, 1 AS months, agency_id AS leaf, on_track::INTEGER AS num
FROM goal_progress ANTI JOIN goal_hidden USING (window_end, agency_id, goal_id)
