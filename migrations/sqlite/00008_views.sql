-- +goose Up
CREATE TABLE list_views (
    id          INTEGER PRIMARY KEY,
    waitlist_id INTEGER NOT NULL REFERENCES waitlists (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    query       TEXT NOT NULL,
    shared      BOOLEAN NOT NULL DEFAULT FALSE,
    created_at  TEXT NOT NULL,
    UNIQUE (waitlist_id, user_id, name)
);
CREATE INDEX list_views_user ON list_views (user_id);

-- +goose Down
DROP TABLE list_views;
