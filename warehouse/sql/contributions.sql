-- The live participations that contribute to any of the given (person_key, key), each once; of a key with more than
-- `at_most` those of smallest id.
-- First by the persons' narrow columns; whole rows are fetched by rowid, which is several times faster.
FROM participation r
WHERE r.rowid IN (
    SELECT c.spot
    FROM (
        SELECT p.rowid AS spot, p.id, p.person_key, unnest(p.keys) AS key
        FROM participation p
        WHERE p.person_key IN (SELECT person_key::UUID FROM given)
    ) c
    JOIN given g ON g.person_key::UUID = c.person_key AND g.key = c.key
    QUALIFY row_number() OVER (PARTITION BY c.person_key, c.key ORDER BY c.id) <= $at_most
)
