-- +goose Up
CREATE TABLE accounts (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    public_id          TEXT NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    time_zone          TEXT NOT NULL,
    country            TEXT NOT NULL,
    language           TEXT NOT NULL DEFAULT 'en',
    added_date_key     TEXT NOT NULL DEFAULT 'AddedDate',
    requested_date_key TEXT NOT NULL DEFAULT 'RequestedDate',
    night_at           TEXT NOT NULL DEFAULT '03:00',
    signup_text        TEXT NOT NULL DEFAULT '',
    version            INTEGER NOT NULL DEFAULT 1,
    changes            INTEGER NOT NULL DEFAULT 0,
    created_at         TEXT NOT NULL
);

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
INSERT INTO counters (name, value) VALUES ('event', 0), ('person', 0);

CREATE TABLE locations (
    id          INTEGER PRIMARY KEY,
    public_id   TEXT NOT NULL UNIQUE,
    slug        TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    time_zone   TEXT NOT NULL,
    address     TEXT NOT NULL DEFAULT '',
    phone       TEXT NOT NULL DEFAULT '',
    version     INTEGER NOT NULL DEFAULT 1,
    created_at  TEXT NOT NULL,
    archived_at TEXT
);

CREATE TABLE families (
    id         INTEGER PRIMARY KEY,
    public_id  TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
);

CREATE TABLE priorities (
    id         INTEGER PRIMARY KEY,
    public_id  TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE,
    rank       INTEGER NOT NULL,
    siblings   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TEXT NOT NULL
);

CREATE TABLE people (
    id           INTEGER PRIMARY KEY,
    public_id    TEXT NOT NULL UNIQUE,
    guid         TEXT NOT NULL UNIQUE,
    family_id    INTEGER NOT NULL REFERENCES families (id),
    first_name   TEXT NOT NULL DEFAULT '',
    last_name    TEXT NOT NULL DEFAULT '',
    normal_name  TEXT NOT NULL DEFAULT '',
    birthdate    TEXT,
    phone        TEXT NOT NULL DEFAULT '',
    normal_phone TEXT NOT NULL DEFAULT '',
    email        TEXT NOT NULL DEFAULT '',
    normal_email TEXT NOT NULL DEFAULT '',
    priority_id  INTEGER REFERENCES priorities (id),
    source       TEXT NOT NULL DEFAULT '',
    version      INTEGER NOT NULL DEFAULT 1,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
);
CREATE INDEX people_family ON people (family_id);
CREATE INDEX people_name ON people (normal_name, id);
CREATE INDEX people_phone ON people (normal_phone) WHERE normal_phone <> '';
CREATE INDEX people_email ON people (normal_email) WHERE normal_email <> '';
CREATE INDEX people_priority ON people (priority_id) WHERE priority_id IS NOT NULL;
CREATE INDEX people_created ON people (created_at, id);
CREATE INDEX people_age ON people (COALESCE(birthdate, '9999'), id);

CREATE TABLE words (
    word      TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (word, person_id)
) WITHOUT ROWID;
CREATE INDEX words_person ON words (person_id);

CREATE TABLE fields (
    id          INTEGER PRIMARY KEY,
    public_id   TEXT NOT NULL UNIQUE,
    key         TEXT NOT NULL UNIQUE,
    label       TEXT NOT NULL,
    help        TEXT NOT NULL DEFAULT '',
    type        TEXT NOT NULL,
    purpose     TEXT NOT NULL DEFAULT '',
    choices     TEXT NOT NULL DEFAULT '[]',
    required    BOOLEAN NOT NULL DEFAULT FALSE,
    on_signup   BOOLEAN NOT NULL DEFAULT FALSE,
    rank        INTEGER NOT NULL,
    created_at  TEXT NOT NULL,
    archived_at TEXT
);
CREATE UNIQUE INDEX fields_purpose ON fields (purpose) WHERE purpose <> '';

CREATE TABLE answers (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    field_id  INTEGER NOT NULL REFERENCES fields (id),
    value     TEXT NOT NULL,
    UNIQUE (person_id, field_id)
);
CREATE INDEX answers_field ON answers (field_id);

CREATE TABLE notes (
    id         INTEGER PRIMARY KEY,
    public_id  TEXT NOT NULL UNIQUE,
    person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    text       TEXT NOT NULL,
    author     TEXT NOT NULL,
    author_id  INTEGER,
    pinned     BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TEXT NOT NULL,
    edited_at  TEXT,
    edited_by  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX notes_person ON notes (person_id);

CREATE TABLE waitlists (
    id               INTEGER PRIMARY KEY,
    public_id        TEXT NOT NULL UNIQUE,
    slug             TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL UNIQUE,
    description      TEXT NOT NULL DEFAULT '',
    location_id      INTEGER REFERENCES locations (id),
    min_months       INTEGER,
    max_months       INTEGER,
    age_at           TEXT NOT NULL DEFAULT 'today',
    cutoff_date      TEXT,
    next_waitlist_id INTEGER REFERENCES waitlists (id),
    capacity         INTEGER,
    is_public        BOOLEAN NOT NULL DEFAULT TRUE,
    is_open          BOOLEAN NOT NULL DEFAULT TRUE,
    show_place       BOOLEAN NOT NULL DEFAULT TRUE,
    confirm_days     INTEGER NOT NULL DEFAULT 0,
    grace_days       INTEGER NOT NULL DEFAULT 14,
    confirm_since    TEXT,
    rank             INTEGER NOT NULL DEFAULT 0,
    version          INTEGER NOT NULL DEFAULT 1,
    created_at       TEXT NOT NULL,
    archived_at      TEXT
);

CREATE TABLE entries (
    id                   INTEGER PRIMARY KEY,
    public_id            TEXT NOT NULL UNIQUE,
    person_id            INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    waitlist_id          INTEGER NOT NULL REFERENCES waitlists (id),
    status               TEXT NOT NULL,
    priority_id          INTEGER REFERENCES priorities (id),
    added_at             TEXT NOT NULL,
    added_reason         TEXT NOT NULL DEFAULT '',
    added_by             TEXT NOT NULL DEFAULT '',
    requested_date       TEXT,
    position             INTEGER,
    sort_rank            INTEGER NOT NULL,
    sort_at              TEXT NOT NULL,
    sort_id              INTEGER NOT NULL,
    tie                  REAL NOT NULL DEFAULT 0,
    borrowed_priority_id INTEGER REFERENCES priorities (id),
    borrowed_at          TEXT,
    borrowed_id          INTEGER,
    placed_at            TEXT,
    placed_by            TEXT NOT NULL DEFAULT '',
    offered_at           TEXT,
    offer_until          TEXT,
    confirmed_at         TEXT,
    confirmed_by         TEXT NOT NULL DEFAULT '',
    ended_at             TEXT,
    ended_by             TEXT NOT NULL DEFAULT '',
    end_reason           TEXT NOT NULL DEFAULT '',
    left_at              TEXT,
    version              INTEGER NOT NULL DEFAULT 1,
    created_at           TEXT NOT NULL
);
CREATE INDEX entries_person ON entries (person_id);
CREATE UNIQUE INDEX entries_active ON entries (person_id, waitlist_id) WHERE ended_at IS NULL;
CREATE INDEX entries_order ON entries (waitlist_id, sort_rank, sort_at, sort_id, tie, id) WHERE ended_at IS NULL;
CREATE INDEX entries_place ON entries (waitlist_id, position) WHERE ended_at IS NULL;
CREATE INDEX entries_status ON entries (waitlist_id, status);
CREATE INDEX entries_confirm ON entries (waitlist_id, COALESCE(confirmed_at, created_at)) WHERE ended_at IS NULL;
CREATE INDEX entries_ended ON entries (waitlist_id, ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX entries_enrolled ON entries (person_id) WHERE status = 'enrolled' AND left_at IS NULL;

CREATE TABLE events (
    sequence          INTEGER PRIMARY KEY,
    public_id         TEXT NOT NULL UNIQUE,
    subject_kind      TEXT NOT NULL,
    subject_id        INTEGER NOT NULL,
    subject_public_id TEXT NOT NULL,
    change            TEXT NOT NULL,
    before            TEXT NOT NULL DEFAULT '',
    after             TEXT NOT NULL DEFAULT '',
    by_kind           TEXT NOT NULL,
    by_name           TEXT NOT NULL DEFAULT '',
    by_user_id        INTEGER,
    quiet             BOOLEAN NOT NULL DEFAULT FALSE,
    at                TEXT NOT NULL
);
CREATE INDEX events_subject ON events (subject_kind, subject_id, sequence);
CREATE INDEX events_at ON events (at);
CREATE INDEX events_deleted ON events (sequence) WHERE subject_kind = 'person' AND change = 'deleted';

CREATE TABLE audits (
    id           INTEGER PRIMARY KEY,
    at           TEXT NOT NULL,
    by_kind      TEXT NOT NULL,
    by_name      TEXT NOT NULL DEFAULT '',
    by_user_id   INTEGER,
    address      TEXT NOT NULL DEFAULT '',
    action       TEXT NOT NULL,
    subject_kind TEXT NOT NULL DEFAULT '',
    subject_id   INTEGER,
    detail       TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX audits_subject ON audits (subject_kind, subject_id, id);

-- +goose Down
DROP TABLE audits; DROP TABLE events; DROP TABLE entries; DROP TABLE waitlists; DROP TABLE notes; DROP TABLE answers;
DROP TABLE fields; DROP TABLE words; DROP TABLE people; DROP TABLE priorities; DROP TABLE families; DROP TABLE locations;
DROP TABLE counters; DROP TABLE accounts;
