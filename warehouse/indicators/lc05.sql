-- Learning in work: over those of E with at least three learning events in six months, the mean of each person's share.
-- The figure itself is the share in work; its parts are the three ways of learning, which sum to one for each person.
WITH seen AS (
    SELECT m.window_end, m.months, t.person_key,
        sum(t.in_work) AS in_work, sum(t.with_others) AS with_others, sum(t.separate) AS separate
    FROM tally t JOIN window_month m USING (month)
    WHERE m.months = 6
    GROUP BY ALL
    HAVING sum(t.in_work + t.with_others + t.separate) >= 3
),

shares AS (
    SELECT s.window_end, s.months, s.person_key, p.breakdown, p.category,
        (p.events / (s.in_work + s.with_others + s.separate))::DECIMAL(10, 9) AS num
    FROM seen s, LATERAL (VALUES
        ('', '', s.in_work),
        ('mode', '', 0),
        ('mode', 'in_work', s.in_work),
        ('mode', 'with_others', s.with_others),
        ('mode', 'separate', s.separate)
    ) p (breakdown, category, events)
)

SELECT e.window_end, e.months, e.leaf, e.person_key, s.breakdown, s.category, s.num, s.num * s.num AS square
FROM shares s JOIN eligible e USING (window_end, months, person_key)
