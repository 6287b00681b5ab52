CREATE TABLE set_aside (
    id           UUID NOT NULL,
    position     BIGINT NOT NULL,
    person_key   UUID,
    statement_id UUID NOT NULL,
    source       VARCHAR NOT NULL,
    verb         VARCHAR NOT NULL,
    object_type  VARCHAR NOT NULL,
    reason       VARCHAR NOT NULL
);

COMMENT ON TABLE set_aside IS 'Reduced statements that no template covers: kept in view, never guessed';
COMMENT ON COLUMN set_aside.id IS 'The reduced statement it was made of';
COMMENT ON COLUMN set_aside.position IS 'Journal position; of two rows with one id the higher one holds';
COMMENT ON COLUMN set_aside.person_key IS 'Pseudonym; NULL where the statement is about nobody';
COMMENT ON COLUMN set_aside.statement_id IS 'Keyed hash of the source''s statement id, without the person';
COMMENT ON COLUMN set_aside.source IS 'Credentialed sender or declared file feed';
COMMENT ON COLUMN set_aside.verb IS 'Verb IRI of the reduced statement';
COMMENT ON COLUMN set_aside.object_type IS 'Activity type IRI of the reduced statement';
COMMENT ON COLUMN set_aside.reason IS 'Why it was set aside';
