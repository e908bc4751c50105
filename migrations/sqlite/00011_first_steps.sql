-- +goose Up
ALTER TABLE accounts ADD COLUMN first_steps BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE accounts DROP COLUMN first_steps;
