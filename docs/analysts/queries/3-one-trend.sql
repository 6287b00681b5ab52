-- One indicator of each agency over time, with its 90 % interval and the figure a year earlier. Compare an agency only with
-- its own past; `change` says up or down only where the two intervals are apart.
SELECT now.agency, now.period, now.state, now.bound, now.value, now.low, now.high, now.n,
    before.value AS a_year_earlier, now.change
FROM mart_indicator now
LEFT JOIN mart_indicator before
    ON (before.indicator, before.node, before."window", before.breakdown)
        = (now.indicator, now.node, now."window", now.breakdown)
    AND before.period_start = now.period_start - INTERVAL 1 YEAR
WHERE now.indicator = 'LC05' AND now."window" = 'R6M' AND now.level = 'agency' AND now.breakdown = ''
ORDER BY now.agency, now.period_end;
