CREATE TABLE dim_unit (
    unit_id        VARCHAR NOT NULL,
    parent_id      VARCHAR,
    agency_id      VARCHAR NOT NULL,
    name_fi        VARCHAR NOT NULL,
    name_sv        VARCHAR NOT NULL,
    valid_from     DATE NOT NULL,
    valid_to       DATE NOT NULL,
    level          VARCHAR,
    reporting_unit BOOLEAN,
    reported_with  VARCHAR
);

COMMENT ON TABLE dim_unit IS 'Dated rows of the organisation; an agency''s top row has no parent and the agency''s code as its id';
COMMENT ON COLUMN dim_unit.unit_id IS 'The unit';
COMMENT ON COLUMN dim_unit.parent_id IS 'The unit above; NULL for an agency''s top row';
COMMENT ON COLUMN dim_unit.agency_id IS 'The agency';
COMMENT ON COLUMN dim_unit.name_fi IS 'Name in Finnish';
COMMENT ON COLUMN dim_unit.name_sv IS 'Name in Swedish; empty when HR gave none';
COMMENT ON COLUMN dim_unit.valid_from IS 'First day';
COMMENT ON COLUMN dim_unit.valid_to IS 'Last day that counts; 9999-12-31 when open';
COMMENT ON COLUMN dim_unit.level IS 'agency, department or unit, as HR names it';
COMMENT ON COLUMN dim_unit.reporting_unit IS 'Figures are reported at this unit';
COMMENT ON COLUMN dim_unit.reported_with IS 'Sibling that a node under ten persons is merged with';
