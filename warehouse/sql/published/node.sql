CREATE TABLE node (
    id      VARCHAR NOT NULL,
    parent  VARCHAR,
    agency  VARCHAR NOT NULL,
    name_fi VARCHAR NOT NULL,
    name_sv VARCHAR NOT NULL,
    level   VARCHAR NOT NULL
);

COMMENT ON TABLE node IS 'Nodes of the organisation that figures are published for';
COMMENT ON COLUMN node.id IS 'Node; an agency''s top node has the agency''s code';
COMMENT ON COLUMN node.parent IS 'The node above; NULL for an agency';
COMMENT ON COLUMN node.agency IS 'The agency';
COMMENT ON COLUMN node.name_fi IS 'Name in Finnish';
COMMENT ON COLUMN node.name_sv IS 'Name in Swedish; empty when there is none';
COMMENT ON COLUMN node.level IS 'agency, department or unit';
