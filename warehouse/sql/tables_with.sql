-- Our tables that have a column of this name (a LIKE pattern).
SELECT DISTINCT table_name
FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal AND column_name LIKE ?
  AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary)
ORDER BY table_name;
