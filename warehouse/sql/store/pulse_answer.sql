CREATE TABLE pulse_answer (
    id         UUID NOT NULL,
    position   BIGINT NOT NULL,
    wave       VARCHAR NOT NULL,
    unit_id    VARCHAR NOT NULL,
    respondent VARCHAR NOT NULL,
    item       VARCHAR NOT NULL,
    value      BIGINT NOT NULL,
    scale_max  BIGINT NOT NULL
);

COMMENT ON TABLE pulse_answer IS 'One item of one respondent of one wave; has no person and joins to nothing else';
COMMENT ON COLUMN pulse_answer.id IS 'The reduced statement it was made of';
COMMENT ON COLUMN pulse_answer.position IS 'Journal position; of two rows with one id the higher one holds';
COMMENT ON COLUMN pulse_answer.wave IS 'Wave of the pulse';
COMMENT ON COLUMN pulse_answer.unit_id IS 'Reporting unit of the invitation batch, never taken from HR data';
COMMENT ON COLUMN pulse_answer.respondent IS 'Keyed hash of a random id that is valid in this wave only';
COMMENT ON COLUMN pulse_answer.item IS 'Item key, e.g. load-time';
COMMENT ON COLUMN pulse_answer.value IS 'Answer as given; reversed items are reversed by the indicators';
COMMENT ON COLUMN pulse_answer.scale_max IS 'Highest value of the item''s scale, which begins at 1';
