INSERT INTO made.headcount BY NAME
SELECT agency_id AS agency, department, date_trunc('month', window_end)::DATE AS month,
    (round(count(*) / 10.0) * 10)::INTEGER AS people
FROM placed
WHERE $agency IS NULL OR agency_id = $agency
GROUP BY ALL
ORDER BY ALL
