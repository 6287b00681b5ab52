-- Where do people say they learn? The places behind LC06 in the latest period that an agency has. Parts of one figure are
-- shown or hidden together, so an agency has all of them or none.
SELECT agency, period, category AS place, bound, value
FROM mart_indicator
WHERE indicator = 'LC06' AND level = 'agency' AND breakdown = 'place' AND state IN ('value', 'zero')
QUALIFY period_end = max(period_end) OVER (PARTITION BY agency)
ORDER BY agency, value DESC, place;
