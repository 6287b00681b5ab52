CREATE TABLE dim_person_org (
    person_key UUID NOT NULL,
    unit_id    VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_to   DATE NOT NULL,
    supervisor BOOLEAN,
    language   VARCHAR
);

COMMENT ON TABLE dim_person_org IS 'Which unit a person was in, from when to when';
COMMENT ON COLUMN dim_person_org.person_key IS 'Pseudonym, random, one per agency and person';
COMMENT ON COLUMN dim_person_org.unit_id IS 'The unit';
COMMENT ON COLUMN dim_person_org.valid_from IS 'First day';
COMMENT ON COLUMN dim_person_org.valid_to IS 'Last day that counts; 9999-12-31 when open';
COMMENT ON COLUMN dim_person_org.supervisor IS 'Has subordinates; NULL is unknown';
COMMENT ON COLUMN dim_person_org.language IS 'Language of service, fi or sv; NULL is unknown';
