-- Participations that some fold leaves out because its key is full: beyond the cap, in order of id. Counted anew each
-- time from what is stored, so that a retraction that makes room is seen. First by the persons: few have so many.
WITH crowded AS (
    SELECT person_key FROM participation GROUP BY person_key HAVING count(*) > $cap
),

beyond AS (
    SELECT k.id, k.source, k.template, k.kind
    FROM (
        SELECT p.id, p.source, p.template, p.kind, p.person_key, unnest(p.keys) AS key
        FROM participation p SEMI JOIN crowded USING (person_key)
    ) k
    QUALIFY row_number() OVER (PARTITION BY k.person_key, k.key ORDER BY k.id) > $cap
)

SELECT source, template, kind, count(DISTINCT id)
FROM beyond
GROUP BY ALL;
