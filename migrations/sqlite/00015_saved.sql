-- +goose Up
-- Who saves the whole of one of these says which version they read: nobody takes back what somebody else saved meanwhile.
ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE fields ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE priorities ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE waitlists ADD COLUMN settings_version INTEGER NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE waitlists DROP COLUMN settings_version;
ALTER TABLE priorities DROP COLUMN version;
ALTER TABLE fields DROP COLUMN version;
ALTER TABLE users DROP COLUMN version;
