CREATE TABLE fact_month (
    person_key UUID NOT NULL,
    key        VARCHAR NOT NULL,
    month      DATE NOT NULL,
    sessions   BIGINT NOT NULL,
    moments    BIGINT NOT NULL,
    stories    BIGINT NOT NULL,
    network    BIGINT NOT NULL,
    workshops  BIGINT NOT NULL,
    mentor_s   BIGINT NOT NULL
);

COMMENT ON TABLE fact_month IS 'A person''s month, courses excepted: counts of learning events';
COMMENT ON COLUMN fact_month.person_key IS 'Pseudonym, random, one per agency and person';
COMMENT ON COLUMN fact_month.key IS 'month:YYYY-MM; with person_key the fold''s key';
COMMENT ON COLUMN fact_month.month IS 'First day of the month';
COMMENT ON COLUMN fact_month.sessions IS 'Mentoring sessions; those of one series on one day count once';
COMMENT ON COLUMN fact_month.moments IS 'Learning moments; a day with more than five counts once';
COMMENT ON COLUMN fact_month.stories IS 'Stories and story circles';
COMMENT ON COLUMN fact_month.network IS 'Network events';
COMMENT ON COLUMN fact_month.workshops IS 'Workshops';
COMMENT ON COLUMN fact_month.mentor_s IS 'Seconds of mentoring in the role of mentor';
