-- Initiative balance: of each person of E the shares of employee, joint and employer among the events of known
-- initiative; the parts are the means of these shares. Mandatory courses are a part of their own, and in no other: of
-- each person their share among these events and them.
-- Coded: events whose template carries the initiative. Courses that cannot say it are left out.
WITH seen AS (
    SELECT m.window_end, m.months, v.person_key,
        count(*) FILTER (v.mandatory) AS mandatory,
        count(*) FILTER (v.mandatory IS NOT true AND v.initiative = 'employee') AS employee,
        count(*) FILTER (v.mandatory IS NOT true AND v.initiative = 'joint') AS joint,
        count(*) FILTER (v.mandatory IS NOT true AND v.initiative = 'employer') AS employer,
        count(*) FILTER (v.class <> 'CC' OR v.mandatory IS NOT true AND v.initiative IS NOT NULL) AS coded
    FROM event v JOIN window_month m USING (month)
    WHERE m.months = 6 AND list_has_any(v.templates, ['T01', 'T06', 'T08', 'T12', 'T16'])
    GROUP BY m.window_end, m.months, v.person_key
),

person AS (
    SELECT *, employee + joint + employer AS known FROM seen
),

shares AS (
    SELECT p.window_end, p.months, p.person_key, s.breakdown, s.category,
        CASE WHEN p.known > 0 THEN (s.events / s.of)::DECIMAL(10, 9) ELSE 0 END AS num,
        CASE WHEN p.known > 0 THEN 1 END AS den, p.coded, p.coded - p.known AS unknown
    FROM person p, LATERAL (VALUES
        ('', '', 0, 1),
        ('initiative', '', 0, 1),
        ('initiative', 'employee', p.employee, p.known),
        ('initiative', 'joint', p.joint, p.known),
        ('initiative', 'employer', p.employer, p.known),
        ('initiative', 'mandatory', p.mandatory, p.known + p.mandatory)
    ) s (breakdown, category, events, of)
)

SELECT e.window_end, e.months, e.leaf, e.person_key, s.breakdown, s.category, s.num, s.den, s.num * s.num AS square,
    s.coded, s.unknown
FROM shares s JOIN eligible e USING (window_end, months, person_key)
