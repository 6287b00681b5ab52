INSERT INTO made.participation BY NAME
SELECT name_of(p.person_key::VARCHAR) AS person, p.agency_id AS agency, d.department, p.day, p.class, p.kind,
    name_of(p.activity_id::VARCHAR) AS activity, name_of(p.series_id::VARCHAR) AS series,
    name_of(p.about_activity_id::VARCHAR) AS about, (round(p.duration_s / 300.0) * 5)::INTEGER AS duration_min,
    p.mode, p.role, p.place, p.initiative, p.scope, p.crafting_type, p.mandatory, p.declined, p.text_shape,
    p.reflection_mode
FROM participation p
LEFT JOIN placed d ON d.person_key = p.person_key AND d.agency_id = p.agency_id AND d.window_end = last_day(p.day)
WHERE ($agency IS NULL OR p.agency_id = $agency) AND p.person_key NOT IN (SELECT person_key FROM restricted)
ORDER BY day, person, activity
