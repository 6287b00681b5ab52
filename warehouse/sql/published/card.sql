CREATE TABLE card (
    id               VARCHAR NOT NULL,
    version          INTEGER NOT NULL,
    name_fi          VARCHAR NOT NULL,
    name_sv          VARCHAR NOT NULL,
    name_en          VARCHAR NOT NULL,
    question_fi      VARCHAR NOT NULL,
    question_sv      VARCHAR NOT NULL,
    question_en      VARCHAR NOT NULL,
    does_not_tell_fi VARCHAR NOT NULL,
    does_not_tell_sv VARCHAR NOT NULL,
    does_not_tell_en VARCHAR NOT NULL,
    must_not_use_fi  VARCHAR NOT NULL,
    must_not_use_sv  VARCHAR NOT NULL,
    must_not_use_en  VARCHAR NOT NULL,
    unit             VARCHAR NOT NULL,
    min_n            INTEGER NOT NULL,
    sensitive        BOOLEAN NOT NULL,
    pair             VARCHAR NOT NULL,
    definition       VARCHAR NOT NULL
);

COMMENT ON TABLE card IS 'Definitions of the indicators as they were when the release was made';
COMMENT ON COLUMN card.id IS 'Indicator, e.g. LC02a';
COMMENT ON COLUMN card.version IS 'Version of the formula';
COMMENT ON COLUMN card.name_fi IS 'Name, in Finnish';
COMMENT ON COLUMN card.name_sv IS 'Name, in Swedish';
COMMENT ON COLUMN card.name_en IS 'Name, in English';
COMMENT ON COLUMN card.question_fi IS 'What the figure answers, in Finnish';
COMMENT ON COLUMN card.question_sv IS 'What the figure answers, in Swedish';
COMMENT ON COLUMN card.question_en IS 'What the figure answers, in English';
COMMENT ON COLUMN card.does_not_tell_fi IS 'What the figure does not tell, in Finnish';
COMMENT ON COLUMN card.does_not_tell_sv IS 'What the figure does not tell, in Swedish';
COMMENT ON COLUMN card.does_not_tell_en IS 'What the figure does not tell, in English';
COMMENT ON COLUMN card.must_not_use_fi IS 'What it must not be used for, in Finnish';
COMMENT ON COLUMN card.must_not_use_sv IS 'What it must not be used for, in Swedish';
COMMENT ON COLUMN card.must_not_use_en IS 'What it must not be used for, in English';
COMMENT ON COLUMN card.unit IS 'share, score, index, number, per_hundred or days';
COMMENT ON COLUMN card.min_n IS 'Fewest persons in the denominator';
COMMENT ON COLUMN card.sensitive IS 'Published under the stricter rules';
COMMENT ON COLUMN card.pair IS 'Indicator it is to be read with';
COMMENT ON COLUMN card.definition IS 'The whole card as JSON';
