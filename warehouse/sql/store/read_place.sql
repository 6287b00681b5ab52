CREATE TABLE read_place (
    topic       VARCHAR NOT NULL,
    "partition" INTEGER NOT NULL,
    "next"      BIGINT NOT NULL,
    mark        BIGINT NOT NULL
);

COMMENT ON TABLE read_place IS 'One row a partition of each topic on Kafka: how far it has been loaded; empty without Kafka';
COMMENT ON COLUMN read_place.topic IS 'Name of the topic';
COMMENT ON COLUMN read_place."partition" IS 'Number of the partition';
COMMENT ON COLUMN read_place."next" IS 'Offset of the first record that has not been loaded';
COMMENT ON COLUMN read_place.mark IS 'Journal position up to which everything in this partition has come';
