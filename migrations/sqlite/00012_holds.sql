-- +goose Up
-- Whose hold it is while it is one: the hash of a visitor's network.
ALTER TABLE visits ADD COLUMN held_from TEXT NOT NULL DEFAULT '';

-- Times that were held and never booked.
CREATE INDEX visits_unkept ON visits (completed_time) WHERE state = 'COMPLETE' AND booking_time IS NULL AND waitlist_time IS NULL;

-- The locations that a calendar feed was shared for; none = all of the resource's.
CREATE TABLE feed_locations (
    resource_id INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    location_id INTEGER NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    PRIMARY KEY (resource_id, location_id)
);
CREATE INDEX feed_locations_location ON feed_locations (location_id);
INSERT INTO feed_locations (resource_id, location_id)
    SELECT rl.resource_id, rl.location_id FROM resource_locations rl JOIN resources r ON r.id = rl.resource_id WHERE r.feed_hash IS NOT NULL;

-- +goose Down
DROP TABLE feed_locations;
DROP INDEX visits_unkept;
ALTER TABLE visits DROP COLUMN held_from;
