-- Diversity of places: of each person of E the share of each place among the events of known place; the parts are the
-- means of these shares, and the figure is the effective number of places that they make.
-- Coded: moments and sessions. Of reflections, whose template does not carry the place, only those that say it count.
WITH seen AS (
    SELECT m.window_end, m.months, v.person_key, v.place, count(*) AS events
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 6 AND (v.class IN ('LM', 'MS') OR v.class = 'RF' AND v.place IS NOT NULL)
    GROUP BY m.window_end, m.months, v.person_key, v.place
),

person AS (
    SELECT window_end, months, person_key,
        sum(events)::BIGINT AS coded, coalesce(sum(events) FILTER (place IS NULL), 0)::BIGINT AS unknown
    FROM seen
    GROUP BY window_end, months, person_key
),

shares AS (
    SELECT window_end, months, person_key, breakdown, '' AS category, 0 AS num,
        CASE WHEN coded > unknown THEN 1 END AS den, coded, unknown
    FROM person, (VALUES (''), ('place')) b (breakdown)
    UNION ALL
    SELECT s.window_end, s.months, s.person_key, 'place', s.place,
        (s.events / (p.coded - p.unknown))::DECIMAL(10, 9), 1, 0, 0
    FROM seen s JOIN person p USING (window_end, months, person_key)
    WHERE s.place IS NOT NULL
)

SELECT e.window_end, e.months, e.leaf, e.person_key, s.breakdown, s.category, s.num, s.den, s.num * s.num AS square,
    s.coded, s.unknown
FROM shares s JOIN eligible e USING (window_end, months, person_key)
