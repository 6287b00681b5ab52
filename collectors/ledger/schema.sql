-- The ledger: the only place with identities, and the single source of truth.
-- Positions of the journal are never used twice (autoincrement), also after an erasure.

create table if not exists meta (
    name  text primary key,             -- schema, key; related: that `related` and `reference` are whole;
                                        -- unwiped: an erasure whose traces are still in the file's free space
    value blob not null                 -- `key` keys every hash that crosses the boundary
) without rowid;

create table if not exists source (
    id          integer primary key,
    name        text not null unique,
    agency      text not null,          -- code of the agency it belongs to; '' = any, found by the identifier
    key         text not null unique,   -- user part of its Basic credentials
    secret_hash text not null,          -- argon2
    about       text not null,          -- JSON: scopes, feeds, units, since, purpose, dpia, cooperation
    revoked     integer not null default 0
);

create table if not exists term (
    id   integer primary key,
    text text not null unique           -- IRI of a verb or activity, or a registration
);

create table if not exists agent (
    id      integer primary key,
    key     text not null unique,       -- canonical inverse functional identifier
    holders text not null default '[]'  -- JSON: who it stood for, see collectors/identity.py
);

create table if not exists person (
    id          integer primary key,
    agency      text not null,          -- '' for a provisional person met through a source of any agency
    person_id   text,                   -- as HR gives it; null while provisional
    pseudonym   text not null unique,   -- random UUID: nothing derives it
    source      integer,                -- of a provisional person: where it was met first
    history     text not null default '[]', -- JSON: assignments
    unique (agency, person_id)
);

create table if not exists unit (
    id     text primary key,
    agency text not null,
    rows   text not null                -- JSON: dated rows
) without rowid;

create table if not exists wave (
    id      text primary key,
    agency  text not null,
    opened  text not null,
    batches text not null               -- JSON: unit, invited
) without rowid;

create table if not exists goal (
    agency text not null,
    id     text not null,
    rows   text not null,               -- JSON: versions, milestones and reviews
    primary key (agency, id)
) without rowid;

create table if not exists analysis (
    agency text not null,
    theme  text not null,
    rows   text not null,               -- JSON: dated findings
    primary key (agency, theme)
) without rowid;

create table if not exists statement (
    seq          integer primary key,
    id           blob not null unique,  -- 16 bytes
    body         blob not null,         -- byte for byte as sent
    stored       integer not null,      -- microseconds since 1970, strictly increasing over write groups
    source       integer not null,
    verb         integer not null,
    activity     integer,               -- when the object is an activity
    registration integer,
    target       blob,                  -- when the object is a StatementRef
    voiding      integer not null default 0,
    given        integer not null,      -- what of it the sender gave and how (bits): collectors/ledger/work.py
    stated_at    integer not null,      -- journal position
    voided_at    integer,               -- journal position
    altered      integer not null default 0 -- 1: a mention of an erased person was replaced, 2: of one concerned
);
create index if not exists statement_stored on statement (stored);
create index if not exists statement_verb on statement (verb, seq);
create index if not exists statement_activity on statement (activity, seq) where activity is not null;
create index if not exists statement_registration on statement (registration, seq) where registration is not null;
create index if not exists statement_target on statement (target) where target is not null;

create table if not exists record (
    key       blob primary key,         -- 16 bytes: keyed hash of a source and its record
    seq       integer not null,         -- the statement it made last
    revision  integer not null,         -- how often it has said something else
    retracted integer not null          -- 1: it says nothing any more, 2: and somebody had withdrawn what it said
) without rowid;
create index if not exists record_seq on record (seq);

create table if not exists document (
    resource     text not null,         -- state, activity or agent (profiles)
    activity     text not null,         -- IRI; '' for an agent's profile
    agent        integer not null,      -- 0 for an activity's profile
    registration text not null,         -- '' without
    id           text not null,         -- stateId or profileId
    content_type text not null,
    body         blob not null,         -- as sent, or merged
    updated      integer not null,      -- microseconds since 1970
    source       integer not null,      -- who wrote it last
    unique (agent, resource, activity, registration, id)
);

create table if not exists mention (
    agent integer not null,
    seq   integer not null,
    part  text not null,                -- a actor, o object, m member, t team member, g acting or object Group;
                                        -- i instructor and the like, x authority and extensions
    primary key (agent, seq)
) without rowid;
create index if not exists mention_seq on mention (seq);

create table if not exists related (
    activity integer not null,          -- a term: an Activity of the context or of a SubStatement
    seq      integer not null,
    primary key (activity, seq)
) without rowid;
create index if not exists related_seq on related (seq);

create table if not exists reference (
    seq    integer not null,            -- a statement about a statement, perhaps about another in its turn
    target integer not null,            -- each of those
    primary key (seq, target)
) without rowid;
create index if not exists reference_target on reference (target, seq);

create table if not exists attachment (
    id      integer primary key,
    sha2    text not null unique,       -- of the content
    content blob not null
);

create table if not exists attached (
    seq        integer not null,
    attachment integer not null,
    media_type text not null,           -- as the statement says
    primary key (seq, attachment)
) without rowid;
create index if not exists attached_attachment on attached (attachment);

create table if not exists journal (
    position integer primary key autoincrement,
    kind     text not null,             -- stated voided linked erased expired person unit coverage pulse goal analysis
    seq      integer,                   -- of the statement concerned; entries refer, they do not copy
    subject  text,                      -- id of the agent, person, unit, source, wave, goal or theme concerned
    data     text                       -- JSON: the whole current history of the subject
);
create index if not exists journal_subject on journal (kind, subject, position) where subject is not null;
create index if not exists journal_seq on journal (seq) where seq is not null;

create table if not exists quarantine (
    source text not null,
    kind   text not null,
    file   text not null,               -- SHA-256 of the file, or the name of what is watched
    row    integer not null,
    field  text not null,
    rule   text not null,               -- never a value
    at     integer not null,
    primary key (source, kind, file, row, field)
) without rowid;

create table if not exists watched (
    kind      text not null,            -- calendar, pull
    name      text not null,            -- as the settings call it
    state     text not null,            -- JSON: how far it was read
    ran       integer not null,         -- microseconds since 1970
    fault     text not null,            -- why the last run failed; '' if it did not; never a value
    added     integer not null,         -- statements of the last run
    set_aside integer not null,
    primary key (kind, name)
) without rowid;

create table if not exists hand_in (    -- that a person handed in a file on /hand-in, never what was in it
    at        integer not null,
    agency    text not null,
    person_id text not null,
    source    text not null,
    kind      text not null,
    file      text not null,            -- SHA-256 of the file
    rows      integer not null
);
create index if not exists hand_in_person on hand_in (agency, person_id);

create table if not exists withdrawn (
    seq integer primary key,            -- taken back by the person it is about: to everybody else as if never stated
    at  integer not null
);

create table if not exists erasure_request (
    person integer primary key,         -- who asked to be erased; the erasure takes it away
    at     integer not null
);

create table if not exists capacity (
    person integer primary key,         -- a mentor's own word
    free   integer not null,            -- 1: can take more
    at     integer not null
);

create table if not exists handed_out (
    person integer not null,
    source integer not null,            -- whose credentials read statements about the person
    hour   integer not null,            -- whole hours since 1970
    count  integer not null,            -- statements read in that hour
    primary key (person, source, hour)
) without rowid;

create table if not exists snapshot (
    name    text primary key,           -- of its folder
    agency  text not null,              -- '' for all agencies
    holder  text not null,              -- to whom it was handed
    purpose text not null,
    expires text not null,              -- the last day it may be used
    made    integer not null,           -- microseconds since 1970
    gone    integer                     -- when our copy was deleted
) without rowid;
