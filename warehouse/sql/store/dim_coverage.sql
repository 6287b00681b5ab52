CREATE TABLE dim_coverage (
    source    VARCHAR NOT NULL,
    agency_id VARCHAR NOT NULL,
    feed      VARCHAR NOT NULL,
    unit_id   VARCHAR,
    since     DATE NOT NULL
);

COMMENT ON TABLE dim_coverage IS 'Which units a source covers since when; a unit covers what lies below it';
COMMENT ON COLUMN dim_coverage.source IS 'Credentialed sender or declared file feed';
COMMENT ON COLUMN dim_coverage.agency_id IS 'The agency';
COMMENT ON COLUMN dim_coverage.feed IS 'mentoring, moments, reflections, courses or pulse';
COMMENT ON COLUMN dim_coverage.unit_id IS 'The unit covered; NULL covers the whole agency';
COMMENT ON COLUMN dim_coverage.since IS 'First day covered';
