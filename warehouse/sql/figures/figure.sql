-- One indicator's persons summed into its figures: for each node, window and part, also where nobody contributes.
-- Parts of a breakdown share one denominator: the row that names the breakdown and no category. What they miss is 0.
-- Sums are over integers and decimals only, so that their order cannot matter. Windows that end from $first to $last: of
-- many people all windows at once would need more memory than a release has.
WITH summed AS (
    SELECT c.window_end, c.months, c.wave, o.node, o.seat, c.breakdown, c.category,
        count(c.den) AS persons,
        count(*) FILTER (c.den > 0) AS counted,
        sum(c.num) AS num,
        sum(c.den)::BIGINT AS den,
        sum(c.square) AS squares,
        max(c.num, 2) AS largest_num,
        max(c.den, 2) AS largest_den,
        sum(c.coded)::BIGINT AS coded,
        sum(c.unknown)::BIGINT AS unknown,
        list_sort(flatten(list(c.spread) FILTER (c.spread IS NOT NULL))) AS spread
    FROM contribution c
    JOIN node_of o ON o.window_end = c.window_end AND o.leaf = c.leaf
    WHERE o.depth <= $deepest AND o.seat IN (0, $deepest) AND c.window_end BETWEEN $first AND $last
    GROUP BY ALL
)

SELECT i.indicator, s.label AS "window", s.period, s.window_start AS period_start, s.window_end AS period_end,
    s.node, s.parent, s.depth, s.agency_id AS agency, s.seat > 0 AS seated,
    p.breakdown, p.category,
    coalesce(b.persons, 0) AS persons,
    coalesce(b.counted, 0) AS counted,
    coalesce(x.num, 0) AS num,
    coalesce(b.den, 0) AS den,
    CASE WHEN b.squares IS NOT NULL THEN coalesce(x.squares, 0) END AS squares,
    coalesce(x.largest_num, []) AS largest_num,
    coalesce(b.largest_den, []) AS largest_den,
    coalesce(b.coded, 0) AS coded,
    coalesce(b.unknown, 0) AS unknown,
    coalesce(x.spread, []) AS spread,
    coalesce(h.eligible, 0) AS eligible,
    coalesce(h.covered, 0) AS covered,
    r.invited,
    coalesce(r.respondents, 0) AS respondents
FROM due i
JOIN slot s ON s.months = i.months AND s.depth <= $deepest AND s.seat IN (0, $deepest)
JOIN part p ON p.indicator = i.indicator
LEFT JOIN summed x
    ON x.window_end = s.window_end AND x.months = s.months AND x.wave = s.wave AND x.node = s.node AND x.seat = s.seat
    AND x.breakdown = p.breakdown AND x.category = p.category
LEFT JOIN summed b
    ON b.window_end = s.window_end AND b.months = s.months AND b.wave = s.wave AND b.node = s.node AND b.seat = s.seat
    AND b.breakdown = p.breakdown AND b.category = CASE WHEN p.breakdown = '' THEN p.category ELSE '' END
LEFT JOIN headcount h
    ON h.indicator = i.indicator AND h.window_end = s.window_end AND h.months = s.months AND h.node = s.node AND h.seat = s.seat
LEFT JOIN response r ON r.wave = s.wave AND r.node = s.node AND r.seat = s.seat
WHERE i.indicator = $indicator AND s.window_end BETWEEN $first AND $last
ORDER BY s.window_end, s.period, s.months, s.agency_id, s.node, s.seat, p.breakdown, p.category;
