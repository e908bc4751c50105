-- +goose Up
CREATE TABLE imports (
    id           INTEGER PRIMARY KEY,
    state        TEXT NOT NULL,
    file_name    TEXT NOT NULL DEFAULT '',
    encoding     TEXT NOT NULL DEFAULT '',
    delimiter    TEXT NOT NULL DEFAULT '',
    header       TEXT NOT NULL,
    targets      TEXT NOT NULL DEFAULT '[]',
    date_format  TEXT NOT NULL DEFAULT '',
    date_sure    BOOLEAN NOT NULL DEFAULT FALSE,
    update_known BOOLEAN NOT NULL DEFAULT TRUE,
    keep_order   BOOLEAN NOT NULL DEFAULT FALSE,
    quiet        BOOLEAN NOT NULL DEFAULT FALSE,
    total        INTEGER NOT NULL DEFAULT 0,
    tries        INTEGER NOT NULL DEFAULT 0,
    stopped      TEXT NOT NULL DEFAULT '',
    author       TEXT NOT NULL DEFAULT '',
    author_id    INTEGER,
    created_at   TEXT NOT NULL,
    started_at   TEXT,
    finished_at  TEXT,
    undone_at    TEXT
);
CREATE INDEX imports_state ON imports (state);

CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    line      INTEGER NOT NULL,
    cells     TEXT NOT NULL,
    extra     INTEGER NOT NULL DEFAULT 0,
    status    TEXT NOT NULL DEFAULT '',
    problem   TEXT NOT NULL DEFAULT '',
    family    TEXT NOT NULL DEFAULT '',
    person_id INTEGER,
    PRIMARY KEY (import_id, line)
) WITHOUT ROWID;
CREATE INDEX import_rows_status ON import_rows (import_id, status, line);
CREATE INDEX import_rows_family ON import_rows (import_id, family, line) WHERE family <> '';
CREATE INDEX import_rows_person ON import_rows (person_id) WHERE person_id IS NOT NULL;

-- +goose Down
DROP TABLE import_rows; DROP TABLE imports;
