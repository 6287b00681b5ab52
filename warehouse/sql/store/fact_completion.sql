CREATE TABLE fact_completion (
    person_key   UUID NOT NULL,
    key          VARCHAR NOT NULL,
    activity_id  UUID NOT NULL,
    completed_ts TIMESTAMP NOT NULL,
    day          DATE NOT NULL,
    mandatory    BOOLEAN,
    initiative   VARCHAR
);

COMMENT ON TABLE fact_completion IS 'One course completed once by one person, however many verbs said so';
COMMENT ON COLUMN fact_completion.person_key IS 'Pseudonym, random, one per agency and person';
COMMENT ON COLUMN fact_completion.key IS 'course:<registration> or course:<activity>:<day>; with person_key the fold''s key';
COMMENT ON COLUMN fact_completion.activity_id IS 'The course';
COMMENT ON COLUMN fact_completion.completed_ts IS 'First completion, UTC';
COMMENT ON COLUMN fact_completion.day IS 'Local day of completed_ts';
COMMENT ON COLUMN fact_completion.mandatory IS 'The employer requires it; NULL is unknown, which is not false';
COMMENT ON COLUMN fact_completion.initiative IS 'employee, joint or employer; NULL is unknown';
