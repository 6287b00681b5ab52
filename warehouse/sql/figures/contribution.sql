-- What an indicator's SELECT fills: one row a person, window and part, each in exactly one leaf. A respondent or an
-- invitation stands for a person under a hash; where no person stands behind a figure, there is no key.
-- A column it does not name keeps what stands here. With `den` NULL the person is not behind the figure: there is only
-- what is unknown of them. With 0 the person took part in what others carry the denominator of.
CREATE OR REPLACE TEMP TABLE contribution (
    window_end DATE,
    months     INTEGER,
    wave       VARCHAR DEFAULT '',
    leaf       VARCHAR,
    person_key UUID,
    breakdown  VARCHAR DEFAULT '',
    category   VARCHAR DEFAULT '',
    num        DECIMAL(18, 9) DEFAULT 0,
    den        BIGINT DEFAULT 1,
    square     DECIMAL(20, 18),
    coded      BIGINT DEFAULT 0,
    unknown    BIGINT DEFAULT 0,
    spread     BIGINT[]
);
