-- +goose Up
-- The place in line that a held time is offered to; one time at a time.
ALTER TABLE visits ADD COLUMN entry_id BIGINT REFERENCES entries (id) ON DELETE SET NULL;
CREATE INDEX visits_entry ON visits (entry_id) WHERE entry_id IS NOT NULL;
CREATE UNIQUE INDEX visits_offer ON visits (entry_id) WHERE entry_id IS NOT NULL AND state = 'PENDING';

-- +goose Down
DROP INDEX visits_offer;
DROP INDEX visits_entry;
ALTER TABLE visits DROP COLUMN entry_id;
