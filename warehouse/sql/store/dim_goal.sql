CREATE TABLE dim_goal (
    goal_id     VARCHAR NOT NULL,
    agency_id   VARCHAR NOT NULL,
    version     BIGINT NOT NULL,
    name_fi     VARCHAR NOT NULL,
    name_sv     VARCHAR NOT NULL,
    indicator   VARCHAR,
    milestone   VARCHAR,
    baseline    DOUBLE NOT NULL,
    target      DOUBLE NOT NULL,
    start       DATE NOT NULL,
    due         DATE NOT NULL,
    value       DOUBLE,
    reviewed_at DATE
);

COMMENT ON TABLE dim_goal IS 'Goals that agencies set for their own learning culture: a row for each version, milestone and review';
COMMENT ON COLUMN dim_goal.goal_id IS 'The goal, unique within its agency';
COMMENT ON COLUMN dim_goal.agency_id IS 'The agency that set it';
COMMENT ON COLUMN dim_goal.version IS 'Counted from 1; a changed target is a new version, so that the first one stays visible';
COMMENT ON COLUMN dim_goal.name_fi IS 'Name in Finnish';
COMMENT ON COLUMN dim_goal.name_sv IS 'Name in Swedish; empty when the agency gave none';
COMMENT ON COLUMN dim_goal.indicator IS 'Indicator it is measured by; NULL for a goal of milestones';
COMMENT ON COLUMN dim_goal.milestone IS 'Name of the milestone; NULL for a goal with an indicator';
COMMENT ON COLUMN dim_goal.baseline IS 'Where it started; 0 for a milestone';
COMMENT ON COLUMN dim_goal.target IS 'What is aimed at; 1 for a milestone';
COMMENT ON COLUMN dim_goal.start IS 'First day of the time planned';
COMMENT ON COLUMN dim_goal.due IS 'Last day of the time planned';
COMMENT ON COLUMN dim_goal.value IS 'What the review found, 1 for a milestone met; NULL when not reviewed';
COMMENT ON COLUMN dim_goal.reviewed_at IS 'Day of the review; NULL when not reviewed';
