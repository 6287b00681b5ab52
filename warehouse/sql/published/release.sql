CREATE TABLE release (
    id           VARCHAR NOT NULL,
    as_of        DATE NOT NULL,
    position     BIGINT NOT NULL,
    previous     VARCHAR,
    demo         BOOLEAN NOT NULL,
    k            INTEGER NOT NULL,
    k_sensitive  INTEGER NOT NULL,
    cells        BIGINT NOT NULL,
    cells_sha256 VARCHAR NOT NULL,
    format       INTEGER NOT NULL
);

COMMENT ON TABLE release IS 'One row: the release this file is';
COMMENT ON COLUMN release.id IS 'Date of the cut-off and a running number';
COMMENT ON COLUMN release.as_of IS 'Date of the cut-off';
COMMENT ON COLUMN release.position IS 'Journal position of the cut-off';
COMMENT ON COLUMN release.previous IS 'Release before this one';
COMMENT ON COLUMN release.demo IS 'All names and data are invented';
COMMENT ON COLUMN release.k IS 'Fewest persons behind a figure';
COMMENT ON COLUMN release.k_sensitive IS 'Fewest persons behind a sensitive figure';
COMMENT ON COLUMN release.cells IS 'Number of cells';
COMMENT ON COLUMN release.cells_sha256 IS 'Digest of cells.ndjson';
COMMENT ON COLUMN release.format IS 'Version of this folder''s shape';
