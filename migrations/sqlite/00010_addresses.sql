-- +goose Up
CREATE TABLE old_slugs (
    kind      TEXT NOT NULL,
    slug      TEXT NOT NULL,
    target_id INTEGER NOT NULL,
    PRIMARY KEY (kind, slug)
);

-- +goose Down
DROP TABLE old_slugs;
