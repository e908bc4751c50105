-- +goose Up
-- Why a visit was cancelled, in the words of who did.
ALTER TABLE visits ADD COLUMN cancel_reason TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE visits DROP COLUMN cancel_reason;
