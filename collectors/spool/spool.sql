-- One wave of a pulse. No table keeps rows in the order in which they came: there are no row numbers, keys are random.

create table wave (
    about text not null             -- JSON: what everybody may know of the wave
);

create table closed (
    at_all integer primary key      -- one row once no more answers are taken
);

create table link (
    token blob primary key,         -- SHA-256 of a link that was not used yet
    unit  text not null             -- the batch it belongs to; nothing says to whom it was sent
) without rowid;

create table sheet (
    respondent text primary key,    -- random, made when the sheet came in; nothing derives it from the link
    unit       text not null,
    answers    text not null        -- JSON: item to value
) without rowid;
