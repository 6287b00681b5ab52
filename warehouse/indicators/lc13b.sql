-- Facilitation: those of E who facilitated, and how many sessions each did; the formula makes an effective number of it.
SELECT e.window_end, e.months, e.leaf, e.person_key, [count(*)] AS spread
FROM event v
JOIN window_month m USING (month)
JOIN eligible e ON e.person_key = v.person_key AND e.window_end = m.window_end AND e.months = m.months
WHERE e.months = 12 AND v.role = 'facilitator' AND v.class IN ('MS', 'SC', 'WS', 'NE')
GROUP BY e.window_end, e.months, e.leaf, e.person_key
