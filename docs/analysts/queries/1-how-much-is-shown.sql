-- How much of what is published can be seen? Of each indicator and level: cells by state. Read this before anything else:
-- what is suppressed exists and is hidden; what is not available was not measured.
SELECT indicator, level,
    count(*) FILTER (state IN ('value', 'zero')) AS shown,
    count(*) FILTER (state = 'suppressed') AS suppressed,
    count(*) FILTER (state = 'not_available') AS not_available,
    count(*) AS cells
FROM mart_indicator
WHERE breakdown = ''
GROUP BY indicator, level
ORDER BY indicator, level;
