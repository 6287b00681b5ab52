CREATE TABLE dim_analysis (
    theme      VARCHAR NOT NULL,
    agency_id  VARCHAR NOT NULL,
    date       DATE NOT NULL,
    finding_fi VARCHAR NOT NULL,
    finding_sv VARCHAR NOT NULL,
    goal_id    VARCHAR
);

COMMENT ON TABLE dim_analysis IS 'What agencies found when they analysed their learning culture, in their own words';
COMMENT ON COLUMN dim_analysis.theme IS 'Id of an indicator, or a key of the agency''s own';
COMMENT ON COLUMN dim_analysis.agency_id IS 'The agency';
COMMENT ON COLUMN dim_analysis.date IS 'Day of the finding';
COMMENT ON COLUMN dim_analysis.finding_fi IS 'The finding in Finnish';
COMMENT ON COLUMN dim_analysis.finding_sv IS 'The finding in Swedish; empty when the agency gave none';
COMMENT ON COLUMN dim_analysis.goal_id IS 'Goal that was set because of it; NULL for none';
