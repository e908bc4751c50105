-- +goose Up
CREATE TABLE merges (
    id        INTEGER PRIMARY KEY,
    kept_id   INTEGER NOT NULL,
    gone_id   INTEGER NOT NULL,
    by_name   TEXT NOT NULL DEFAULT '',
    log       TEXT NOT NULL DEFAULT '',
    at        TEXT NOT NULL,
    undone_at TEXT
);
CREATE INDEX merges_kept ON merges (kept_id, id);
CREATE INDEX merges_gone ON merges (gone_id);
CREATE INDEX merges_log ON merges (at) WHERE log <> '';

-- +goose Down
DROP TABLE merges;
