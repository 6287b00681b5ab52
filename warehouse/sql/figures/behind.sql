-- Who is behind an indicator's figures of one period: each person once a window, in the one seat they sit in when nothing
-- below `level` is told apart, with a digest of what they contribute. A correction is held against it; nothing of it is
-- ever published.
SELECT $level::INTEGER AS level, s.label AS "window", s.agency_id AS agency, s.node AS seat, c.person_key::VARCHAR AS person,
    hash(list((c.breakdown, c.category, c.num, c.den, c.square, c.coded, c.unknown, c.spread) ORDER BY c.breakdown, c.category))
        AS said
FROM contribution c
JOIN node_of o ON o.window_end = c.window_end AND o.leaf = c.leaf AND o.seat = $level AND (o.seat > 0 OR o.depth = 0)
JOIN (
    SELECT DISTINCT label, period, months, wave, window_end, node, agency_id FROM slot
) s ON s.window_end = c.window_end AND s.months = c.months AND s.wave = c.wave AND s.node = o.node
WHERE s.period = $period AND c.person_key IS NOT NULL
GROUP BY ALL;
