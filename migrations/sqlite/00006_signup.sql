-- +goose Up
ALTER TABLE accounts ADD COLUMN embed_origins TEXT NOT NULL DEFAULT '';
ALTER TABLE families ADD COLUMN contact TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE families DROP COLUMN contact;
ALTER TABLE accounts DROP COLUMN embed_origins;
