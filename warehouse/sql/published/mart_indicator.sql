CREATE VIEW mart_indicator AS
SELECT c.node, n.name_fi AS node_fi, n.name_sv AS node_sv, n.level, n.parent, n.agency, c.indicator,
       k.name_fi AS indicator_fi, k.name_sv AS indicator_sv, k.name_en AS indicator_en,
       c.breakdown, c.category, c."window", c.period, c.period_start, c.period_end,
       c.unit, c.state, c.value, c.bound, c.low, c.high, c.n, c.change, c.note, c.formula_version, c.release
FROM release_cell c JOIN node n ON n.id = c.node JOIN card k ON k.id = c.indicator AND k.version = c.formula_version;

COMMENT ON VIEW mart_indicator IS 'Cells of the formulas in force with the names of nodes and indicators: the view to begin with';
COMMENT ON COLUMN mart_indicator.node IS 'Organisation node';
COMMENT ON COLUMN mart_indicator.node_fi IS 'Its name in Finnish';
COMMENT ON COLUMN mart_indicator.node_sv IS 'Its name in Swedish; empty when there is none';
COMMENT ON COLUMN mart_indicator.level IS 'agency, department or unit';
COMMENT ON COLUMN mart_indicator.parent IS 'The node above; NULL for an agency';
COMMENT ON COLUMN mart_indicator.agency IS 'The agency';
COMMENT ON COLUMN mart_indicator.indicator IS 'Indicator, e.g. LC02a';
COMMENT ON COLUMN mart_indicator.indicator_fi IS 'Its name in Finnish';
COMMENT ON COLUMN mart_indicator.indicator_sv IS 'Its name in Swedish';
COMMENT ON COLUMN mart_indicator.indicator_en IS 'Its name in English';
COMMENT ON COLUMN mart_indicator.breakdown IS 'Name of the breakdown; empty for the figure itself';
COMMENT ON COLUMN mart_indicator.category IS 'Category of the breakdown; empty for the figure itself';
COMMENT ON COLUMN mart_indicator."window" IS 'M, R3M, R6M, R12M (whole months) or wave';
COMMENT ON COLUMN mart_indicator.period IS 'Last month of the window, YYYY-MM; for a pulse the wave';
COMMENT ON COLUMN mart_indicator.period_start IS 'First day of the window';
COMMENT ON COLUMN mart_indicator.period_end IS 'Last day of the window';
COMMENT ON COLUMN mart_indicator.unit IS 'What value, low and high are: share (0 to 1), score, index, number, per_hundred or days';
COMMENT ON COLUMN mart_indicator.state IS 'value, zero, suppressed or not_available';
COMMENT ON COLUMN mart_indicator.value IS 'The figure, in its unit';
COMMENT ON COLUMN mart_indicator.bound IS '< shown as below value, > as above it';
COMMENT ON COLUMN mart_indicator.low IS 'Lower end of the 90 % interval';
COMMENT ON COLUMN mart_indicator.high IS 'Upper end of the 90 % interval';
COMMENT ON COLUMN mart_indicator.n IS 'Persons in the denominator as a band';
COMMENT ON COLUMN mart_indicator.change IS 'Against a year earlier: up, down, none or empty (not comparable)';
COMMENT ON COLUMN mart_indicator.note IS 'Why there is no value, or a caution';
COMMENT ON COLUMN mart_indicator.formula_version IS 'Version of the formula';
COMMENT ON COLUMN mart_indicator.release IS 'Release that first published the cell';
