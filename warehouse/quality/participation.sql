-- Participations of one month: whether each can be what it says.
SELECT id::VARCHAR AS id, class, template, duration_s,
    day = timezone('Europe/Helsinki', timezone('UTC', end_ts))::DATE AS day_is_local,
    position <= (SELECT position FROM position) AS position_is_reached,
    end_ts < (SELECT as_of FROM told) + INTERVAL 2 DAY AS is_past,
    agency_id IN (SELECT agency_id FROM dim_unit UNION ALL SELECT agency_id FROM dim_coverage) AS agency_is_known
FROM participation
WHERE day >= $month AND day < $month + INTERVAL 1 MONTH
