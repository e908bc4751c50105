-- +goose Up
CREATE TABLE job_leases (
    name       TEXT PRIMARY KEY,
    holder     TEXT NOT NULL,
    fence      INTEGER NOT NULL,
    held_until TEXT NOT NULL
);

CREATE TABLE age_out_runs (
    id          INTEGER PRIMARY KEY,
    scope       TEXT NOT NULL,
    local_date  TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    moved       INTEGER NOT NULL DEFAULT 0,
    aged_out    INTEGER NOT NULL DEFAULT 0,
    unknown     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (scope, local_date)
);

CREATE TABLE age_out_moves (
    id               INTEGER PRIMARY KEY,
    run_id           INTEGER NOT NULL REFERENCES age_out_runs (id) ON DELETE CASCADE,
    person_id        INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    entry_id         INTEGER NOT NULL,
    from_waitlist_id INTEGER NOT NULL REFERENCES waitlists (id),
    to_waitlist_id   INTEGER REFERENCES waitlists (id),
    at               TEXT NOT NULL
);
CREATE INDEX age_out_moves_run ON age_out_moves (run_id, id);
CREATE INDEX age_out_moves_person ON age_out_moves (person_id);
CREATE INDEX age_out_moves_from ON age_out_moves (from_waitlist_id);
CREATE INDEX age_out_moves_to ON age_out_moves (to_waitlist_id);

-- +goose Down
DROP TABLE age_out_moves; DROP TABLE age_out_runs; DROP TABLE job_leases;
