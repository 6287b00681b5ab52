CREATE TABLE correction (
    release VARCHAR NOT NULL,
    period  VARCHAR NOT NULL,
    agency  VARCHAR,
    reason  VARCHAR NOT NULL,
    made    DATE NOT NULL
);

COMMENT ON TABLE correction IS 'Closed periods that were put right, each in a release of its own; the figures before stand in the releases before';
COMMENT ON COLUMN correction.release IS 'The release that put it right; its corrected cells carry it';
COMMENT ON COLUMN correction.period IS 'Last month of the windows, YYYY-MM, or the wave of a pulse';
COMMENT ON COLUMN correction.agency IS 'The agency it was limited to; NULL for all';
COMMENT ON COLUMN correction.reason IS 'Why, in the words of whoever ordered it';
COMMENT ON COLUMN correction.made IS 'The day it was made';
