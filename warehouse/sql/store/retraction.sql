CREATE TABLE retraction (
    id         UUID NOT NULL,
    person_key UUID,
    position   BIGINT NOT NULL
);

COMMENT ON TABLE retraction IS 'Tombstones: the participation of this id does not hold at or below the position';
COMMENT ON COLUMN retraction.id IS 'The reduced statement it was made of';
COMMENT ON COLUMN retraction.person_key IS 'Pseudonym; NULL where the statement was about nobody';
COMMENT ON COLUMN retraction.position IS 'Journal position; of two rows with one id the higher one holds';
