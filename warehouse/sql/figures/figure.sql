-- One indicator's persons summed into its figures: for each node, window and part, also where nobody contributes.
-- Sums are over integers and decimals only, so that their order cannot matter.
WITH summed AS (
    SELECT c.window_end, c.months, c.wave, o.node, c.breakdown, c.category,
        count(*) FILTER (c.den > 0) AS persons,
        sum(c.num::DECIMAL(18, 9)) AS num,
        sum(c.den)::BIGINT AS den,
        sum(c.square::DECIMAL(20, 18)) AS squares,
        max(c.num::DECIMAL(18, 9), 2) AS largest_num,
        max(c.den, 2) AS largest_den,
        sum(c.coded)::BIGINT AS coded,
        sum(c.unknown)::BIGINT AS unknown
    FROM contribution c JOIN node_of o ON o.leaf = c.leaf
    GROUP BY ALL
)

SELECT i.indicator, s.label AS "window", s.period, s.window_start AS period_start, s.window_end AS period_end, s.node,
    p.breakdown, p.category,
    coalesce(x.persons, 0) AS persons,
    coalesce(x.num, 0) AS num,
    coalesce(x.den, 0) AS den,
    x.squares,
    coalesce(x.largest_num, []) AS largest_num,
    coalesce(x.largest_den, []) AS largest_den,
    coalesce(x.coded, 0) AS coded,
    coalesce(x.unknown, 0) AS unknown,
    coalesce(h.eligible, 0) AS eligible,
    coalesce(h.covered, 0) AS covered,
    r.invited,
    coalesce(r.respondents, 0) AS respondents
FROM due i
JOIN slot s ON s.months = i.months
JOIN part p ON p.indicator = i.indicator
LEFT JOIN summed x
    ON x.window_end = s.window_end AND x.months = s.months AND x.wave = s.wave AND x.node = s.node
    AND x.breakdown = p.breakdown AND x.category = p.category
LEFT JOIN headcount h
    ON h.indicator = i.indicator AND h.window_end = s.window_end AND h.months = s.months AND h.node = s.node
LEFT JOIN response r ON r.wave = s.wave AND r.node = s.node
WHERE i.indicator = ?
ORDER BY s.window_end, s.period, s.months, s.node, p.breakdown, p.category;
