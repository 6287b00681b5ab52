SELECT source, verb, object_type, reason, count(*)
FROM set_aside
GROUP BY ALL
ORDER BY count(*) DESC, source, verb, object_type, reason;
