-- A person's month with its courses: all counts the indicators take from months.
-- Mandatory are courses only: no other template carries the field (domain 3.5), and a compulsory workshop counts.
-- Of a course only `mandatory = false` is voluntary: unknown is not false, and is counted beside.
CREATE OR REPLACE TEMP TABLE tally AS
WITH part AS (
    SELECT person_key, month, sessions, moments, stories, network, workshops,
        0 AS courses, 0 AS voluntary_courses, 0 AS unknown_courses
    FROM fact_month
    UNION ALL
    SELECT person_key, date_trunc('month', day)::DATE, 0, 0, 0, 0, 0,
        1, (mandatory IS NOT DISTINCT FROM false)::INTEGER, (mandatory IS NULL)::INTEGER
    FROM fact_completion
)

SELECT person_key, month,
    sum(sessions)::BIGINT AS sessions,
    sum(stories)::BIGINT AS stories,
    sum(courses)::BIGINT AS courses,
    sum(unknown_courses)::BIGINT AS unknown_courses,
    sum(sessions + moments + stories + network + workshops + voluntary_courses)::BIGINT AS voluntary,
    sum(moments)::BIGINT AS in_work,
    sum(sessions + stories + network)::BIGINT AS with_others,
    sum(workshops + courses)::BIGINT AS separate
FROM part
GROUP BY person_key, month;
