-- An invented state of any size, straight into the tables of the warehouse: what is here, the steps would have made of as
-- many statements. Rates a person and month are those of a real year of such agencies; everybody is told apart by a hash,
-- so the same numbers give the same rows.
CREATE TEMP MACRO chance(a, b, c) AS (hash(a, b, c) % 1000000) / 1000000.0;
CREATE TEMP MACRO id(a, b) AS md5(a || ' ' || b)::UUID;

CREATE TEMP TABLE person AS
SELECT n, id('person', n) AS person_key, 'A' || n // $agency AS agency_id, 'A' || n // $agency || '-U' || n % $agency // 18 AS unit_id
FROM range($people) r (n);

INSERT INTO dim_unit
SELECT DISTINCT agency_id, NULL, agency_id, agency_id, agency_id, DATE '2020-01-01', DATE '9999-12-31', 'agency', true, NULL FROM person
UNION ALL
SELECT DISTINCT agency_id || '-D' || n % $agency // 260, agency_id, agency_id, 'D', 'D', DATE '2020-01-01', DATE '9999-12-31',
    'department', true, NULL FROM person
UNION ALL
SELECT DISTINCT ON (unit_id) unit_id, agency_id || '-D' || n % $agency // 260, agency_id, 'U', 'U', DATE '2020-01-01',
    DATE '9999-12-31', 'unit', true, NULL FROM person ORDER BY unit_id;

INSERT INTO dim_person_org
SELECT person_key, unit_id, DATE '2020-01-01', DATE '9999-12-31', n % 14 = 0, CASE WHEN n % 16 = 0 THEN 'sv' ELSE 'fi' END FROM person;

INSERT INTO dim_coverage
SELECT DISTINCT 'hr ' || agency_id, agency_id, f.feed, NULL, DATE '2024-08-01'
FROM person, (VALUES ('courses'), ('mentoring'), ('moments'), ('reflections'), ('pulse')) f (feed);

CREATE TEMP TABLE happened AS
SELECT p.*, c.class, c.kinds[(1 + hash(p.n, m.m, c.class) % len(c.kinds))::INTEGER] AS kind,
    (DATE '2024-08-01' + to_months(m.m::INTEGER) + to_days((hash(p.n, m.m, c.class, 'day') % 28)::INTEGER))::DATE AS day,
    hash(p.n, m.m, c.class, 'x') AS x, p.n || '-' || m.m || '-' || c.class AS name
FROM person p, range($months) m (m), (VALUES
    ('LM', 0.30, ['problem-solved', 'success', 'help-given', 'help-received', 'job-crafting', 'feedback-given']),
    ('MS', 0.06, [NULL]), ('BK', 0.07, [NULL]), ('CC', 0.22, [NULL]), ('WS', 0.015, [NULL]), ('NE', 0.006, [NULL]),
    ('SC', 0.035, ['story', 'story-circle']), ('RQ', 0.01, [NULL])
) c (class, rate, kinds)
WHERE chance(p.n, m.m, c.class) < c.rate;

INSERT INTO participation BY NAME
SELECT id('row', name) AS id, 7 AS position, person_key, agency_id, 'hr ' || agency_id AS source,
    CASE class WHEN 'LM' THEN CASE WHEN kind LIKE 'help%' THEN 'T09' WHEN kind LIKE 'feedback%' THEN 'T10' ELSE 'T06' END
        WHEN 'MS' THEN 'T01' WHEN 'CC' THEN 'T16' WHEN 'BK' THEN 'T03' WHEN 'RQ' THEN 'T02' WHEN 'SC' THEN 'T11' ELSE 'T12' END AS template,
    class, kind, id('activity', CASE WHEN class = 'MS' THEN agency_id || day || x % 3 WHEN class IN ('NE', 'WS') THEN class || day ELSE name END)
        AS activity_id, id('statement', name) AS statement_id,
    CASE WHEN class IN ('MS', 'BK', 'RQ') THEN id('series', agency_id || n % 97) END AS series_id,
    day::TIMESTAMP + INTERVAL 10 HOUR AS end_ts, day, CASE WHEN class IN ('MS', 'WS', 'NE') THEN 3600 END AS duration_s,
    CASE WHEN class = 'MS' THEN CASE WHEN n % 12 = 0 THEN 'mentor' ELSE 'mentee' END
        WHEN class IN ('WS', 'SC') AND n % 40 = 0 THEN 'facilitator' END AS role,
    CASE WHEN class IN ('LM', 'MS') THEN (['own_task', 'problem_situation', 'team_meeting', 'colleague_talk', 'mentoring', NULL])[(1 + x % 6)::INTEGER] END AS place,
    CASE WHEN class <> 'BK' THEN (['employee', 'joint', 'employer', NULL])[(1 + x % 4)::INTEGER] END AS initiative,
    CASE WHEN class IN ('LM', 'SC') THEN (['same_unit', 'other_unit', 'other_agency'])[(1 + x % 3)::INTEGER] END AS scope,
    CASE WHEN kind = 'job-crafting' THEN (['structural_resources', 'social_resources'])[(1 + x % 2)::INTEGER] END AS crafting_type,
    CASE WHEN class = 'CC' THEN x % 5 < 2 END AS mandatory, []::VARCHAR[] AS keys
FROM happened;

INSERT INTO participation BY NAME
SELECT id('reflection', statement_id) AS id, 7 AS position, person_key, agency_id, source, 'T05' AS template, 'RF' AS class,
    id('reflected', statement_id) AS activity_id, id('statement of', statement_id) AS statement_id, activity_id AS about_activity_id,
    end_ts + INTERVAL 3 DAY AS end_ts, day + 3 AS day, false AS declined, 'short' AS text_shape, 'written' AS reflection_mode,
    []::VARCHAR[] AS keys
FROM participation WHERE class = 'MS' AND hash(id) % 2 = 0;

INSERT INTO fact_month
SELECT person_key, 'month:' || strftime(day, '%Y-%m'), date_trunc('month', day)::DATE, count(*) FILTER (class = 'MS'),
    count(*) FILTER (class = 'LM'), count(*) FILTER (class = 'SC'), count(*) FILTER (class = 'NE'), count(*) FILTER (class = 'WS'),
    coalesce(sum(duration_s) FILTER (class = 'MS' AND role = 'mentor'), 0)
FROM participation WHERE class IN ('MS', 'LM', 'SC', 'NE', 'WS') GROUP BY ALL;

INSERT INTO fact_session
SELECT s.person_key, 'session:' || s.activity_id, s.activity_id, any_value(s.series_id), any_value(s.role), min(s.end_ts), min(s.day),
    min(r.end_ts), false
FROM participation s LEFT JOIN participation r ON r.class = 'RF' AND r.person_key = s.person_key AND r.about_activity_id = s.activity_id
WHERE s.class = 'MS' GROUP BY ALL;

INSERT INTO fact_completion
SELECT person_key, 'course:' || activity_id, activity_id, end_ts, day, mandatory, initiative FROM participation WHERE class = 'CC';

CREATE TEMP TABLE wave AS
SELECT DISTINCT p.agency_id, p.agency_id || '-' || w.m AS wave, (DATE '2024-08-01' + to_months(w.m::INTEGER))::DATE AS opened
FROM person p, (SELECT unnest(range(1, $months, 3)) AS m) w;

INSERT INTO dim_pulse
SELECT w.wave, w.agency_id, w.opened, p.unit_id, count(*) FROM wave w JOIN person p USING (agency_id) GROUP BY ALL;

INSERT INTO pulse_answer
SELECT id(w.wave || p.n, i.item), 7, w.wave, p.unit_id, md5(w.wave || p.n), i.item, 1 + (hash(w.wave, p.n, i.item) % i.most)::BIGINT, i.most
FROM wave w JOIN person p USING (agency_id), (VALUES
    ('load-time', 5), ('load-demands', 5), ('load-recovery', 5), ('load-worktime', 5), ('craft-01', 5), ('ps-01', 7), ('ps-02', 7),
    ('ps-03', 7), ('ps-04', 7), ('ps-05', 7), ('ps-06', 7), ('ps-07', 7)
) i (item, most)
WHERE chance(w.wave, p.n, 'answers') < 0.62;

INSERT INTO dim_goal
SELECT DISTINCT agency_id || g.g, agency_id, 1, 'G', 'G', 'LC05', NULL, 0.2, 0.5, DATE '2024-09-01', DATE '2026-12-31', 0.3, DATE '2025-09-01'
FROM person, range(4) g (g);

UPDATE position SET position = 7;
