-- For each source that covers anything: days from what it told last to the cut-off.
SELECT c.source, date_diff('day', max(p.day), (SELECT as_of FROM told)) AS days
FROM (SELECT DISTINCT source FROM dim_coverage) c JOIN participation p USING (source)
GROUP BY c.source
