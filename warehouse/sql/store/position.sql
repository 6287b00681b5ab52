CREATE TABLE position (
    position BIGINT NOT NULL,
    format   INTEGER NOT NULL
);

COMMENT ON TABLE position IS 'One row: how far the journal has been read, and in what shape the file is';
COMMENT ON COLUMN position.position IS 'Journal position that all committed batches have reached';
COMMENT ON COLUMN position.format IS 'Version of these tables';
