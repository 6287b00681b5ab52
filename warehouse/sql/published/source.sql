CREATE TABLE source (
    name        VARCHAR NOT NULL,
    agency      VARCHAR,
    feeds       VARCHAR[] NOT NULL,
    units       VARCHAR[] NOT NULL,
    since       DATE,
    purpose     VARCHAR,
    dpia        VARCHAR,
    cooperation VARCHAR,
    revoked     BOOLEAN NOT NULL
);

COMMENT ON TABLE source IS 'Where the data come from: what was declared of each source when this release was made';
COMMENT ON COLUMN source.name IS 'The source';
COMMENT ON COLUMN source.agency IS 'The agency whose staff it tells of; NULL for a source of several agencies';
COMMENT ON COLUMN source.feeds IS 'What it brings: mentoring, moments, reflections, courses, pulse; empty for what only describes the organisation';
COMMENT ON COLUMN source.units IS 'Units it covers; empty covers the whole agency';
COMMENT ON COLUMN source.since IS 'First day it covers';
COMMENT ON COLUMN source.purpose IS 'What its data are collected for';
COMMENT ON COLUMN source.dpia IS 'Reference to the data protection impact assessment';
COMMENT ON COLUMN source.cooperation IS 'Reference to the record of the co-operation procedure';
COMMENT ON COLUMN source.revoked IS 'It brings nothing any more';
