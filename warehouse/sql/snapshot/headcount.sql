CREATE TABLE headcount (
    agency     VARCHAR NOT NULL,
    department VARCHAR,
    month      DATE NOT NULL,
    people     INTEGER NOT NULL
);

COMMENT ON TABLE headcount IS 'How many people were in each department, whether they took part in anything or not';
COMMENT ON COLUMN headcount.agency IS 'The agency';
COMMENT ON COLUMN headcount.department IS 'The department; NULL holds all departments of fewer than ten people together';
COMMENT ON COLUMN headcount.month IS 'First day of the month; people are those of its last day';
COMMENT ON COLUMN headcount.people IS 'Number of people, to the nearest ten';
