CREATE TABLE fact_session (
    person_key   UUID NOT NULL,
    key          VARCHAR NOT NULL,
    activity_id  UUID NOT NULL,
    series_id    UUID,
    role         VARCHAR,
    end_ts       TIMESTAMP NOT NULL,
    day          DATE NOT NULL,
    reflected_ts TIMESTAMP,
    declined     BOOLEAN NOT NULL
);

COMMENT ON TABLE fact_session IS 'A person''s session with what followed; the same session may stand here by its activity and by its statement';
COMMENT ON COLUMN fact_session.person_key IS 'Pseudonym, random, one per agency and person';
COMMENT ON COLUMN fact_session.key IS 'session:<activity> or session:<statement>; with person_key the fold''s key';
COMMENT ON COLUMN fact_session.activity_id IS 'The session';
COMMENT ON COLUMN fact_session.series_id IS 'The series it belongs to';
COMMENT ON COLUMN fact_session.role IS 'The person''s role; NULL is unknown';
COMMENT ON COLUMN fact_session.end_ts IS 'When the session ended, UTC';
COMMENT ON COLUMN fact_session.day IS 'Local day of end_ts';
COMMENT ON COLUMN fact_session.reflected_ts IS 'First reflection after the end that says something, UTC';
COMMENT ON COLUMN fact_session.declined IS 'The person declined to reflect on it';
