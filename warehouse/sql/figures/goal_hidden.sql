-- Goals that count nowhere on a day, for the figure they are measured by was suppressed when they were reviewed: filled
-- by `warehouse.goals.hide`, once the figures are.
CREATE OR REPLACE TEMP TABLE goal_hidden (window_end DATE, agency_id VARCHAR, goal_id VARCHAR);
