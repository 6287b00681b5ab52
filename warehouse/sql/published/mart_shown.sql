CREATE VIEW mart_shown AS
SELECT c.indicator, n.level, n.agency, k.sensitive, c.state, c.note, count(*) AS cells
FROM release_cell c JOIN node n ON n.id = c.node JOIN card k ON k.id = c.indicator AND k.version = c.formula_version
WHERE c.breakdown = ''
GROUP BY ALL;

COMMENT ON VIEW mart_shown IS 'What disclosure control did: how many figures of the formulas in force are shown, and how many hidden for which reason';
COMMENT ON COLUMN mart_shown.indicator IS 'Indicator';
COMMENT ON COLUMN mart_shown.level IS 'agency, department or unit';
COMMENT ON COLUMN mart_shown.agency IS 'The agency';
COMMENT ON COLUMN mart_shown.sensitive IS 'The indicator is sensitive: more people must stand behind it';
COMMENT ON COLUMN mart_shown.state IS 'value, zero, suppressed or not_available';
COMMENT ON COLUMN mart_shown.note IS 'Why there is no value, or a caution';
COMMENT ON COLUMN mart_shown.cells IS 'How many figures';
