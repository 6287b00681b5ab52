SELECT source, verb, object_type, reason, count(*)
FROM set_aside
GROUP BY ALL;
