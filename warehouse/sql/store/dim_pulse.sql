CREATE TABLE dim_pulse (
    wave      VARCHAR NOT NULL,
    agency_id VARCHAR NOT NULL,
    opened    DATE NOT NULL,
    unit_id   VARCHAR,
    invited   BIGINT
);

COMMENT ON TABLE dim_pulse IS 'Waves of the pulse and how many were invited in each batch';
COMMENT ON COLUMN dim_pulse.wave IS 'The wave';
COMMENT ON COLUMN dim_pulse.agency_id IS 'The agency';
COMMENT ON COLUMN dim_pulse.opened IS 'Day the wave opened';
COMMENT ON COLUMN dim_pulse.unit_id IS 'Reporting unit of the batch; NULL for a wave without batches';
COMMENT ON COLUMN dim_pulse.invited IS 'Number invited in the batch; NULL is unknown';
