CREATE TABLE participation (
    person          VARCHAR NOT NULL,
    agency          VARCHAR NOT NULL,
    department      VARCHAR,
    day             DATE NOT NULL,
    class           VARCHAR NOT NULL,
    kind            VARCHAR,
    activity        VARCHAR NOT NULL,
    series          VARCHAR,
    about           VARCHAR,
    duration_min    INTEGER,
    mode            VARCHAR,
    role            VARCHAR,
    place           VARCHAR,
    initiative      VARCHAR,
    scope           VARCHAR,
    crafting_type   VARCHAR,
    mandatory       BOOLEAN,
    declined        BOOLEAN,
    text_shape      VARCHAR,
    reflection_mode VARCHAR
);

COMMENT ON TABLE participation IS 'One person''s part in one learning event; names of persons, events and series hold in this snapshot only';
COMMENT ON COLUMN participation.person IS 'Random name, made for this snapshot';
COMMENT ON COLUMN participation.agency IS 'The agency';
COMMENT ON COLUMN participation.department IS 'Department on the last day of the month; NULL where fewer than ten people were in it';
COMMENT ON COLUMN participation.day IS 'Local day on which it ended';
COMMENT ON COLUMN participation.class IS 'MS mentoring session, LM learning moment, SC story, NE network event, WS workshop, CC course, RF reflection, RQ requested, BK booked, CX cancelled';
COMMENT ON COLUMN participation.kind IS 'Kind of a learning moment, e.g. problem-solved';
COMMENT ON COLUMN participation.activity IS 'Random name of the session, course or moment, made for this snapshot';
COMMENT ON COLUMN participation.series IS 'Random name of the series of sessions or the enrolment, made for this snapshot';
COMMENT ON COLUMN participation.about IS 'Of a reflection: the activity it is about, as named in this snapshot';
COMMENT ON COLUMN participation.duration_min IS 'Minutes, to the nearest five; NULL when the source did not say';
COMMENT ON COLUMN participation.mode IS 'Session mode: pair or group; NULL is unknown';
COMMENT ON COLUMN participation.role IS 'mentor, mentee, peer, facilitator or observer; NULL is unknown';
COMMENT ON COLUMN participation.place IS 'Place of learning, closed list; NULL is unknown';
COMMENT ON COLUMN participation.initiative IS 'employee, joint or employer; NULL is unknown';
COMMENT ON COLUMN participation.scope IS 'Counterpart scope: same_unit, other_unit, other_agency, outside; NULL is unknown';
COMMENT ON COLUMN participation.crafting_type IS 'Type of job crafting, closed list; NULL is unknown';
COMMENT ON COLUMN participation.mandatory IS 'Of a course: the employer requires it; NULL is unknown, which is not false';
COMMENT ON COLUMN participation.declined IS 'Of a reflection: the person declined to reflect';
COMMENT ON COLUMN participation.text_shape IS 'Of a reflection: none, short, medium or long';
COMMENT ON COLUMN participation.reflection_mode IS 'Of a reflection: written, spoken or declined';
