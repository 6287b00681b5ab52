CREATE TABLE goal (
    agency       VARCHAR NOT NULL,
    id           VARCHAR NOT NULL,
    period       VARCHAR NOT NULL,
    name_fi      VARCHAR NOT NULL,
    name_sv      VARCHAR NOT NULL,
    indicator    VARCHAR,
    start        DATE NOT NULL,
    due          DATE NOT NULL,
    reviewed_at  DATE,
    baseline     DOUBLE,
    first_target DOUBLE,
    target       DOUBLE,
    value        DOUBLE,
    milestones   INTEGER NOT NULL,
    met          INTEGER NOT NULL,
    state        VARCHAR NOT NULL,
    progress     DOUBLE,
    expected     DOUBLE NOT NULL,
    on_track     BOOLEAN
);

COMMENT ON TABLE goal IS 'The agencies'' own goals that were active on the last day of the newest closed month: the list behind LC12';
COMMENT ON COLUMN goal.agency IS 'The agency';
COMMENT ON COLUMN goal.id IS 'The agency''s own name for the goal';
COMMENT ON COLUMN goal.period IS 'The month, YYYY-MM';
COMMENT ON COLUMN goal.name_fi IS 'What the goal is, in Finnish';
COMMENT ON COLUMN goal.name_sv IS 'What it is, in Swedish; empty when it is not told';
COMMENT ON COLUMN goal.indicator IS 'The indicator it is measured by; NULL for one with milestones or a measure of the agency''s own';
COMMENT ON COLUMN goal.start IS 'The day it began';
COMMENT ON COLUMN goal.due IS 'The day it is due';
COMMENT ON COLUMN goal.reviewed_at IS 'The day of the last review; NULL before the first';
COMMENT ON COLUMN goal.baseline IS 'Where it began; NULL for one with milestones';
COMMENT ON COLUMN goal.first_target IS 'The target when it was set; NULL for one with milestones';
COMMENT ON COLUMN goal.target IS 'The target now; NULL for one with milestones';
COMMENT ON COLUMN goal.value IS 'What the last review found; NULL before the first, for milestones, and where it is hidden';
COMMENT ON COLUMN goal.milestones IS 'How many milestones it has; 0 for one with a target';
COMMENT ON COLUMN goal.met IS 'How many of them were reviewed as met';
COMMENT ON COLUMN goal.state IS 'value, or suppressed where the figure it is measured by is';
COMMENT ON COLUMN goal.progress IS 'From 0 to 1; NULL where it is hidden';
COMMENT ON COLUMN goal.expected IS 'The part of its time that had gone by';
COMMENT ON COLUMN goal.on_track IS 'At most 0.10 behind the time gone by; NULL where it is hidden';
