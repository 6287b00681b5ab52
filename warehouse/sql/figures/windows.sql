-- Months begin with the first coverage that anybody declared, and no earlier than the data are kept (36 months).
-- A window is one or more whole months; one that would reach before the first month is no window,
-- and one that ends before `cutoff.since` is settled and not made again.
CREATE OR REPLACE TEMP TABLE window_slot AS
WITH bounds AS (
    SELECT
        date_trunc('month', greatest(
            coalesce(
                (SELECT min(since) FROM dim_coverage),
                (SELECT min(day) FROM participation WHERE class IN ('MS', 'LM', 'SC', 'NE', 'WS', 'CC'))
            ),
            as_of - INTERVAL 36 MONTH
        ))::DATE AS first_month,
        (date_trunc('month', as_of) - INTERVAL 1 MONTH)::DATE AS last_month,
        since
    FROM cutoff
),

month AS (
    SELECT unnest(generate_series(first_month, last_month, INTERVAL 1 MONTH))::DATE AS month, first_month, since FROM bounds
)

SELECT
    l.label,
    l.months,
    last_day(month) AS window_end,
    (month - to_months(l.months - 1))::DATE AS window_start
FROM month, (VALUES ('M', 1), ('R3M', 3), ('R6M', 6), ('R12M', 12)) l (label, months)
WHERE month - to_months(l.months - 1) >= first_month AND last_day(month) >= since;

CREATE OR REPLACE TEMP TABLE window_month AS
SELECT window_end, months, unnest(generate_series(window_start, window_end, INTERVAL 1 MONTH))::DATE AS month
FROM window_slot;
