-- +goose Up
CREATE TABLE endpoints (
    id               INTEGER PRIMARY KEY,
    public_id        TEXT NOT NULL UNIQUE,
    url              TEXT NOT NULL,
    description      TEXT NOT NULL DEFAULT '',
    secret           TEXT NOT NULL,
    old_secret       TEXT NOT NULL DEFAULT '',
    old_secret_until TEXT,
    oauth            TEXT NOT NULL DEFAULT '',
    event_types      TEXT NOT NULL DEFAULT '[]',
    location_ids     TEXT NOT NULL DEFAULT '[]',
    visit_states     TEXT NOT NULL DEFAULT '[]',
    is_active        BOOLEAN NOT NULL DEFAULT TRUE,
    dialect          TEXT NOT NULL DEFAULT 'standard',
    profile          TEXT NOT NULL DEFAULT '',
    slots            INTEGER NOT NULL DEFAULT 4,
    last_sequence    INTEGER NOT NULL DEFAULT 0,
    good_since       TEXT NOT NULL,
    first_failure    TEXT,
    last_failure     TEXT,
    failures         INTEGER NOT NULL DEFAULT 0,
    told             INTEGER NOT NULL DEFAULT 0,
    disabled_at      TEXT,
    disabled_reason  TEXT NOT NULL DEFAULT '',
    created_at       TEXT NOT NULL,
    deleted_at       TEXT
);

CREATE TABLE bodies (
    id         INTEGER PRIMARY KEY,
    sequence   INTEGER NOT NULL,
    dialect    TEXT NOT NULL,
    profile    TEXT NOT NULL DEFAULT '',
    part       INTEGER NOT NULL DEFAULT 0,
    message_id TEXT NOT NULL UNIQUE,
    type       TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    bare       BLOB NOT NULL,
    created_at TEXT NOT NULL
);
CREATE UNIQUE INDEX bodies_event ON bodies (dialect, profile, sequence, part) WHERE sequence > 0;
CREATE INDEX bodies_sequence ON bodies (sequence);
CREATE INDEX bodies_created ON bodies (created_at);

CREATE TABLE deliveries (
    id                INTEGER PRIMARY KEY,
    endpoint_id       INTEGER NOT NULL REFERENCES endpoints (id),
    body_id           INTEGER REFERENCES bodies (id) ON DELETE SET NULL,
    sequence          INTEGER NOT NULL,
    previous          INTEGER NOT NULL,
    type              TEXT NOT NULL,
    subject_kind      TEXT NOT NULL,
    subject_id        INTEGER NOT NULL,
    subject_public_id TEXT NOT NULL,
    cause             TEXT NOT NULL,
    state             TEXT NOT NULL,
    reason            TEXT NOT NULL DEFAULT '',
    tries             INTEGER NOT NULL DEFAULT 0,
    due_at            TEXT NOT NULL,
    lease_by          TEXT NOT NULL DEFAULT '',
    lease_until       TEXT,
    status            INTEGER NOT NULL DEFAULT 0,
    failure           TEXT NOT NULL DEFAULT '',
    took_us           INTEGER NOT NULL DEFAULT 0,
    created_at        TEXT NOT NULL,
    finished_at       TEXT
);
CREATE INDEX deliveries_due ON deliveries (endpoint_id, due_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_subject ON deliveries (endpoint_id, subject_kind, subject_id, id) WHERE state = 'pending';
CREATE INDEX deliveries_leased ON deliveries (lease_by) WHERE lease_by <> '';
CREATE INDEX deliveries_endpoint ON deliveries (endpoint_id, id);
CREATE INDEX deliveries_body ON deliveries (body_id);
CREATE INDEX deliveries_sequence ON deliveries (endpoint_id, sequence);
CREATE INDEX deliveries_day ON deliveries (endpoint_id, created_at, state, cause);

CREATE TABLE attempts (
    id          INTEGER PRIMARY KEY,
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    at          TEXT NOT NULL,
    took_us     INTEGER NOT NULL,
    status      INTEGER NOT NULL DEFAULT 0,
    failure     TEXT NOT NULL DEFAULT '',
    headers     TEXT NOT NULL DEFAULT '{}',
    answer      TEXT NOT NULL DEFAULT '',
    is_late     BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX attempts_delivery ON attempts (delivery_id);
CREATE INDEX attempts_at ON attempts (at);

INSERT INTO counters (name, value) VALUES ('feed', 0);
ALTER TABLE accounts ADD COLUMN kept_bodies INTEGER NOT NULL DEFAULT 30; -- days, as the next
ALTER TABLE accounts ADD COLUMN kept_deliveries INTEGER NOT NULL DEFAULT 90;

-- +goose Down
ALTER TABLE accounts DROP COLUMN kept_bodies;
ALTER TABLE accounts DROP COLUMN kept_deliveries;
DELETE FROM counters WHERE name = 'feed';
DROP TABLE attempts; DROP TABLE deliveries; DROP TABLE bodies; DROP TABLE endpoints;
