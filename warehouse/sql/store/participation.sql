CREATE TABLE participation (
    id                UUID NOT NULL,
    position          BIGINT NOT NULL,
    person_key        UUID NOT NULL,
    agency_id         VARCHAR NOT NULL,
    source            VARCHAR NOT NULL,
    template          VARCHAR NOT NULL,
    class             VARCHAR NOT NULL,
    kind              VARCHAR,
    activity_id       UUID NOT NULL,
    statement_id      UUID NOT NULL,
    series_id         UUID,
    about_activity_id UUID,
    programme_id      UUID,
    end_ts            TIMESTAMP NOT NULL,
    day               DATE NOT NULL,
    duration_s        BIGINT,
    mode              VARCHAR,
    role              VARCHAR,
    place             VARCHAR,
    initiative        VARCHAR,
    scope             VARCHAR,
    counterpart_role  VARCHAR,
    crafting_type     VARCHAR,
    mandatory         BOOLEAN,
    declined          BOOLEAN,
    text_shape        VARCHAR,
    reflection_mode   VARCHAR,
    keys              VARCHAR[] NOT NULL
);

COMMENT ON TABLE participation IS 'One person''s part in one event, as classified from one reduced statement; also a contribution to the folds in keys';
COMMENT ON COLUMN participation.id IS 'The reduced statement it was made of';
COMMENT ON COLUMN participation.position IS 'Journal position; of two rows with one id the higher one holds';
COMMENT ON COLUMN participation.person_key IS 'Pseudonym, random, one per agency and person';
COMMENT ON COLUMN participation.agency_id IS 'Agency the source belongs to';
COMMENT ON COLUMN participation.source IS 'Credentialed sender or declared file feed';
COMMENT ON COLUMN participation.template IS 'Statement template of the profile, T01 to T16';
COMMENT ON COLUMN participation.class IS 'Learning events: MS mentoring session, LM learning moment, SC story, NE network event, WS workshop, CC course. Others: RF reflection, RQ session requested, BK booked, CX cancelled';
COMMENT ON COLUMN participation.kind IS 'Kind of a learning moment or story, e.g. problem-solved, story-circle; NULL for other classes';
COMMENT ON COLUMN participation.activity_id IS 'Keyed hash of the session, course or moment';
COMMENT ON COLUMN participation.statement_id IS 'Keyed hash of the source''s statement id, without the person';
COMMENT ON COLUMN participation.series_id IS 'Keyed hash of the registration: a series of sessions, one enrolment in a course';
COMMENT ON COLUMN participation.about_activity_id IS 'Keyed hash of the activity, else of the statement, that it is about: a reflection''s session or moment, help''s help event, a cancellation''s booking';
COMMENT ON COLUMN participation.programme_id IS 'Keyed hash of the programme it belongs to, the first grouping activity';
COMMENT ON COLUMN participation.end_ts IS 'When it ended, UTC';
COMMENT ON COLUMN participation.day IS 'Local day (Europe/Helsinki) of end_ts: decides the period';
COMMENT ON COLUMN participation.duration_s IS 'Seconds; NULL when the source did not say';
COMMENT ON COLUMN participation.mode IS 'Session mode: pair or group; NULL is unknown';
COMMENT ON COLUMN participation.role IS 'mentor, mentee, peer, facilitator or observer; NULL is unknown';
COMMENT ON COLUMN participation.place IS 'Place of learning, closed list; NULL is unknown';
COMMENT ON COLUMN participation.initiative IS 'employee, joint or employer; NULL is unknown';
COMMENT ON COLUMN participation.scope IS 'Counterpart scope: same_unit, other_unit, other_agency, outside; NULL is unknown';
COMMENT ON COLUMN participation.counterpart_role IS 'The other side''s position: supervisor or other; NULL is unknown';
COMMENT ON COLUMN participation.crafting_type IS 'Type of job crafting, closed list; NULL is unknown';
COMMENT ON COLUMN participation.mandatory IS 'Of a course: the employer requires it; NULL is unknown, which is not false';
COMMENT ON COLUMN participation.declined IS 'Of a reflection: the person declined to reflect';
COMMENT ON COLUMN participation.text_shape IS 'Of a reflection: none, short, medium or long; the text itself is never kept';
COMMENT ON COLUMN participation.reflection_mode IS 'Of a reflection: written, spoken or declined';
COMMENT ON COLUMN participation.keys IS 'Folds the row contributes to, as step:key; with person_key a fold''s key';
