-- Supervisors' peer support: of the supervisors of E, those who met another supervisor as a peer in a session of a
-- programme, or helped or were helped by one. The other one is known by HR's flag, or by what the event itself says.
WITH met AS (
    SELECT person_key, month, occasion AS meeting, counterpart_roles
    FROM event
    WHERE class = 'MS' AND role = 'peer' AND programme_id IS NOT NULL
    UNION ALL
    SELECT person_key, month, unnest(coalesce(about, [NULL]))::VARCHAR, counterpart_roles
    FROM event
    WHERE class = 'LM' AND list_has_any(kinds, ['help-given', 'help-received'])
),

supervisor AS (
    SELECT window_end, months, person_key, leaf, agency_id FROM eligible WHERE months = 6 AND supervisor
),

attended AS (
    SELECT s.window_end, s.person_key, s.agency_id, t.meeting,
        coalesce(bool_or(list_contains(t.counterpart_roles, 'supervisor')), false) AS said
    FROM met t
    JOIN window_month m ON m.month = t.month AND m.months = 6
    JOIN supervisor s ON s.window_end = m.window_end AND s.person_key = t.person_key
    GROUP BY s.window_end, s.person_key, s.agency_id, t.meeting
),

together AS (
    SELECT window_end, person_key,
        said OR meeting IS NOT NULL AND count(*) OVER (PARTITION BY window_end, agency_id, meeting) > 1 AS peers
    FROM attended
)

SELECT s.window_end, s.months, s.leaf, s.person_key, coalesce(bool_or(t.peers), false)::INTEGER AS num
FROM supervisor s LEFT JOIN together t ON t.window_end = s.window_end AND t.person_key = s.person_key
GROUP BY s.window_end, s.months, s.leaf, s.person_key
