-- How many statements the ledger says hold, and of how many something stands here.
SELECT told.live, (
    SELECT count(DISTINCT statement_id) FROM (
        SELECT statement_id FROM participation UNION ALL SELECT statement_id FROM set_aside
    )
) + (SELECT count(*) FROM pulse_answer) AS held
FROM told
