-- Columns of the published file.
SELECT table_name || '.' || column_name AS name,
    table_name || '.' || column_name IN (SELECT name FROM wanted) AS is_declared
FROM duckdb_columns()
WHERE database_name = 'written' AND NOT internal
