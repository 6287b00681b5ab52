-- Every table and view of the published file with what its comments say, views to begin with first; columns in order.
SELECT c.table_name AS "table", coalesce(v.comment, t.comment) AS table_says, v.view_name IS NOT NULL AS stable,
    c.column_name AS "column", c.data_type AS type, c.comment AS column_says
FROM duckdb_columns() c
LEFT JOIN (FROM duckdb_views() WHERE NOT internal) v ON v.view_name = c.table_name
LEFT JOIN (FROM duckdb_tables() WHERE NOT internal) t ON t.table_name = c.table_name
WHERE NOT c.internal
ORDER BY stable DESC, c.table_name, c.column_index;
