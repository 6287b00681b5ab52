CREATE TABLE finding (
    agency     VARCHAR NOT NULL,
    date       DATE NOT NULL,
    theme      VARCHAR NOT NULL,
    finding_fi VARCHAR NOT NULL,
    finding_sv VARCHAR NOT NULL,
    goal       VARCHAR
);

COMMENT ON TABLE finding IS 'What agencies found when they analysed their own learning culture, in their own words';
COMMENT ON COLUMN finding.agency IS 'The agency';
COMMENT ON COLUMN finding.date IS 'Day of the finding';
COMMENT ON COLUMN finding.theme IS 'Id of an indicator, or a key of the agency''s own';
COMMENT ON COLUMN finding.finding_fi IS 'The finding in Finnish';
COMMENT ON COLUMN finding.finding_sv IS 'The finding in Swedish; empty when it is not told';
COMMENT ON COLUMN finding.goal IS 'The goal that was set because of it (goal.id); NULL for none';
