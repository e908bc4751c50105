-- +goose Up
ALTER TABLE endpoints ADD COLUMN header_name TEXT NOT NULL DEFAULT '';
ALTER TABLE endpoints ADD COLUMN header_value TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE endpoints DROP COLUMN header_value;
ALTER TABLE endpoints DROP COLUMN header_name;
