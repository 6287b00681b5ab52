CREATE TABLE restricted (
    person_key UUID NOT NULL,
    position   BIGINT NOT NULL
);

COMMENT ON TABLE restricted IS 'Persons whose processing is restricted: they count in nothing';
COMMENT ON COLUMN restricted.person_key IS 'Pseudonym, random, one per agency and person';
COMMENT ON COLUMN restricted.position IS 'Journal position of the restriction';
