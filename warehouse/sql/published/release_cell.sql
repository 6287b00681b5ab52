CREATE TABLE release_cell (
    indicator       VARCHAR NOT NULL,
    formula_version INTEGER NOT NULL,
    node            VARCHAR NOT NULL,
    period          VARCHAR NOT NULL,
    "window"        VARCHAR NOT NULL,
    period_start    DATE NOT NULL,
    period_end      DATE NOT NULL,
    breakdown       VARCHAR NOT NULL,
    category        VARCHAR NOT NULL,
    unit            VARCHAR NOT NULL,
    state           VARCHAR NOT NULL,
    value           DOUBLE,
    bound           VARCHAR NOT NULL,
    low             DOUBLE,
    high            DOUBLE,
    n               VARCHAR NOT NULL,
    change          VARCHAR NOT NULL,
    note            VARCHAR NOT NULL,
    release         VARCHAR NOT NULL
);

COMMENT ON TABLE release_cell IS 'Published figures, as displayed: rounded, banded, never changed once published';
COMMENT ON COLUMN release_cell.indicator IS 'Indicator, e.g. LC02a';
COMMENT ON COLUMN release_cell.formula_version IS 'Version of the formula; a new version begins a new series';
COMMENT ON COLUMN release_cell.node IS 'Organisation node';
COMMENT ON COLUMN release_cell.period IS 'Last month of the window, YYYY-MM; for a pulse the wave';
COMMENT ON COLUMN release_cell."window" IS 'M, R3M, R6M, R12M (whole months) or wave';
COMMENT ON COLUMN release_cell.period_start IS 'First day of the window';
COMMENT ON COLUMN release_cell.period_end IS 'Last day of the window';
COMMENT ON COLUMN release_cell.breakdown IS 'Name of the breakdown; empty for the figure itself';
COMMENT ON COLUMN release_cell.category IS 'Category of the breakdown; empty for the figure itself';
COMMENT ON COLUMN release_cell.unit IS 'What value, low and high are: share (0 to 1), score, index, number, per_hundred or days';
COMMENT ON COLUMN release_cell.state IS 'value, zero, suppressed (exists, not shown) or not_available (not measured or too uncertain)';
COMMENT ON COLUMN release_cell.value IS 'The figure, in its unit; NULL unless the state is value or zero';
COMMENT ON COLUMN release_cell.bound IS '< shown as below value, > as above it, empty otherwise';
COMMENT ON COLUMN release_cell.low IS 'Lower end of the 90 % interval, rounded like the value';
COMMENT ON COLUMN release_cell.high IS 'Upper end of the 90 % interval, rounded like the value';
COMMENT ON COLUMN release_cell.n IS 'Persons in the denominator as a band; empty when there is no value';
COMMENT ON COLUMN release_cell.change IS 'Against the same window a year earlier: up, down, none (no clear change) or empty (not comparable)';
COMMENT ON COLUMN release_cell.note IS 'Why there is no value, or a caution; key of a message, may carry a percentage after a colon';
COMMENT ON COLUMN release_cell.release IS 'Release that first published the cell';
