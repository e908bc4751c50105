-- +goose Up
ALTER TABLE locations ADD COLUMN hours TEXT NOT NULL DEFAULT '[]';
ALTER TABLE locations ADD COLUMN breaks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE locations ADD COLUMN overrides TEXT NOT NULL DEFAULT '[]';
ALTER TABLE locations ADD COLUMN is_public BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE locations ADD COLUMN is_queue_open BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE locations ADD COLUMN is_queue_paused BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE locations ADD COLUMN shows_names BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE locations ADD COLUMN queue_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE locations ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE locations ADD COLUMN status_dirty BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE locations ADD COLUMN late_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE locations ADD COLUMN late_day TEXT;
CREATE INDEX locations_dirty ON locations (id) WHERE status_dirty;

CREATE TABLE services (
    id                INTEGER PRIMARY KEY,
    public_id         TEXT NOT NULL UNIQUE,
    slug              TEXT NOT NULL UNIQUE,
    name              TEXT NOT NULL,
    description       TEXT NOT NULL DEFAULT '',
    duration          INTEGER NOT NULL CHECK (duration > 0),
    buffer_before     INTEGER NOT NULL DEFAULT 0,
    buffer_after      INTEGER NOT NULL DEFAULT 0,
    minimum_notice    INTEGER NOT NULL DEFAULT 0,
    maximum_notice    INTEGER NOT NULL DEFAULT 0,
    cancel_notice     INTEGER NOT NULL DEFAULT 0,
    reschedule_notice INTEGER NOT NULL DEFAULT 0,
    capacity          INTEGER NOT NULL DEFAULT 1 CHECK (capacity > 0),
    manual_confirm    BOOLEAN NOT NULL DEFAULT FALSE,
    price             TEXT NOT NULL DEFAULT '0.00',
    currency          TEXT NOT NULL DEFAULT '',
    is_public         BOOLEAN NOT NULL DEFAULT TRUE,
    rank              INTEGER NOT NULL DEFAULT 0,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        TEXT NOT NULL,
    archived_at       TEXT
);

CREATE TABLE resources (
    id          INTEGER PRIMARY KEY,
    public_id   TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    email       TEXT NOT NULL DEFAULT '',
    capacity    INTEGER NOT NULL DEFAULT 1 CHECK (capacity > 0),
    is_active   BOOLEAN NOT NULL DEFAULT TRUE,
    user_id     INTEGER REFERENCES users (id) ON DELETE SET NULL,
    hours       TEXT NOT NULL DEFAULT '[]',
    feed_hash   TEXT UNIQUE,
    version     INTEGER NOT NULL DEFAULT 1,
    created_at  TEXT NOT NULL,
    archived_at TEXT
);

CREATE TABLE service_locations (
    service_id  INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    location_id INTEGER NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    PRIMARY KEY (service_id, location_id)
);
CREATE INDEX service_locations_location ON service_locations (location_id);

CREATE TABLE service_resources (
    service_id  INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    resource_id INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    PRIMARY KEY (service_id, resource_id)
);
CREATE INDEX service_resources_resource ON service_resources (resource_id);

CREATE TABLE resource_locations (
    resource_id INTEGER NOT NULL REFERENCES resources (id) ON DELETE CASCADE,
    location_id INTEGER NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    PRIMARY KEY (resource_id, location_id)
);
CREATE INDEX resource_locations_location ON resource_locations (location_id);

CREATE TABLE visits (
    id                    INTEGER PRIMARY KEY,
    public_id             TEXT NOT NULL UNIQUE,
    short_id              TEXT NOT NULL UNIQUE,
    token_hash            TEXT UNIQUE,
    location_id           INTEGER NOT NULL REFERENCES locations (id),
    person_id             INTEGER REFERENCES people (id),
    first_name            TEXT NOT NULL DEFAULT '',
    last_name             TEXT NOT NULL DEFAULT '',
    phone                 TEXT NOT NULL DEFAULT '',
    email                 TEXT NOT NULL DEFAULT '',
    notes                 TEXT NOT NULL DEFAULT '',
    answers               TEXT NOT NULL DEFAULT '{}',
    state                 TEXT NOT NULL,
    tags                  TEXT NOT NULL DEFAULT '[]',
    party_size            INTEGER NOT NULL DEFAULT 1 CHECK (party_size > 0),
    date                  TEXT NOT NULL DEFAULT '',
    time_zone             TEXT NOT NULL,
    starts_at             TEXT,
    ends_at               TEXT,
    duration              INTEGER NOT NULL DEFAULT 0,
    buffer_before         INTEGER NOT NULL DEFAULT 0,
    buffer_after          INTEGER NOT NULL DEFAULT 0,
    ticket_day            TEXT,
    ticket_number         INTEGER,
    queue_order           REAL NOT NULL DEFAULT 0,
    position              INTEGER,
    original_position     INTEGER,
    last_waiting_position INTEGER,
    est_wait              INTEGER,
    prev_est_wait         INTEGER,
    original_est_wait     INTEGER,
    quoted_wait           INTEGER,
    wait_duration         INTEGER,
    visit_number          INTEGER NOT NULL DEFAULT 1,
    pending_expire_time   TEXT,
    is_extended           BOOLEAN NOT NULL DEFAULT FALSE,
    is_unconfirmed        BOOLEAN NOT NULL DEFAULT FALSE,
    booking_time          TEXT,
    waitlist_time         TEXT,
    alerted_time          TEXT,
    arrived_time          TEXT,
    confirmed_time        TEXT,
    delayed_time          TEXT,
    serve_time            TEXT,
    completed_time        TEXT,
    cancelled_time        TEXT,
    no_show_time          TEXT,
    expired_time          TEXT,
    declined_time         TEXT,
    source                TEXT NOT NULL DEFAULT '',
    locale                TEXT NOT NULL DEFAULT '',
    remote_ip             TEXT NOT NULL DEFAULT '',
    ics_sequence          INTEGER NOT NULL DEFAULT 0,
    version               INTEGER NOT NULL DEFAULT 1,
    created_at            TEXT NOT NULL,
    created_by            TEXT NOT NULL DEFAULT '',
    updated_at            TEXT NOT NULL,
    updated_by            TEXT NOT NULL DEFAULT ''
);
CREATE INDEX visits_queue ON visits (location_id, queue_order, id) WHERE state = 'WAITING';
CREATE INDEX visits_serving ON visits (location_id, serve_time) WHERE state = 'SERVING';
CREATE INDEX visits_served ON visits (location_id, serve_time) WHERE wait_duration IS NOT NULL;
CREATE INDEX visits_start ON visits (location_id, starts_at, id);
CREATE INDEX visits_booked ON visits (starts_at) WHERE state = 'BOOKED';
CREATE INDEX visits_created ON visits (created_at, id);
CREATE INDEX visits_completed ON visits (location_id, completed_time) WHERE state = 'COMPLETE';
CREATE INDEX visits_holds ON visits (pending_expire_time) WHERE state = 'PENDING';
CREATE INDEX visits_person ON visits (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX visits_day ON visits (location_id, ticket_day, ticket_number);
CREATE UNIQUE INDEX visits_ticket ON visits (location_id, ticket_number) WHERE state <> 'COMPLETE';

CREATE TABLE visit_services (
    visit_id   INTEGER NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
    service_id INTEGER NOT NULL REFERENCES services (id),
    PRIMARY KEY (visit_id, service_id)
);
CREATE INDEX visit_services_service ON visit_services (service_id);

CREATE TABLE visit_resources (
    visit_id    INTEGER NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
    resource_id INTEGER NOT NULL REFERENCES resources (id),
    PRIMARY KEY (visit_id, resource_id)
);
CREATE INDEX visit_resources_resource ON visit_resources (resource_id);

-- A lane is time in which nothing overlaps: a resource has as many as its capacity, a service that needs no resource has one at each location.
CREATE TABLE lanes (
    id          INTEGER PRIMARY KEY,
    resource_id INTEGER REFERENCES resources (id) ON DELETE CASCADE,
    unit        INTEGER NOT NULL DEFAULT 1,
    service_id  INTEGER REFERENCES services (id) ON DELETE CASCADE,
    location_id INTEGER REFERENCES locations (id) ON DELETE CASCADE,
    CHECK ((resource_id IS NULL) <> (service_id IS NULL))
);
CREATE UNIQUE INDEX lanes_resource ON lanes (resource_id, unit) WHERE resource_id IS NOT NULL;
CREATE UNIQUE INDEX lanes_service ON lanes (service_id, location_id) WHERE service_id IS NOT NULL;

-- A slot is taken time of a lane in unix seconds, half-open; several visits share one where a service has room for several.
CREATE TABLE slots (
    id            INTEGER PRIMARY KEY,
    lane_id       INTEGER NOT NULL REFERENCES lanes (id) ON DELETE CASCADE,
    service_id    INTEGER REFERENCES services (id),
    starts        INTEGER NOT NULL,
    ends          INTEGER NOT NULL,
    buffer_before INTEGER NOT NULL DEFAULT 0,
    buffer_after  INTEGER NOT NULL DEFAULT 0,
    seats         INTEGER NOT NULL,
    taken         INTEGER NOT NULL,
    CHECK (ends > starts),
    CHECK (taken BETWEEN 0 AND seats)
);
CREATE UNIQUE INDEX slots_time ON slots (lane_id, starts);

CREATE TABLE visit_slots (
    visit_id INTEGER NOT NULL REFERENCES visits (id),
    slot_id  INTEGER NOT NULL REFERENCES slots (id),
    seats    INTEGER NOT NULL CHECK (seats > 0),
    PRIMARY KEY (visit_id, slot_id)
);
CREATE INDEX visit_slots_slot ON visit_slots (slot_id);

-- +goose StatementBegin
CREATE TRIGGER slots_apart BEFORE INSERT ON slots
WHEN EXISTS (SELECT 1 FROM slots s WHERE s.lane_id = NEW.lane_id AND s.starts < NEW.ends AND s.starts > NEW.starts - 172800 AND s.ends > NEW.starts)
BEGIN
    SELECT RAISE(ABORT, 'slots of a lane overlap');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER slots_stay BEFORE UPDATE OF lane_id, starts, ends ON slots
BEGIN
    SELECT RAISE(ABORT, 'the time of a slot does not change');
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER slots_stay; DROP TRIGGER slots_apart;
DROP TABLE visit_slots; DROP TABLE slots; DROP TABLE lanes; DROP TABLE visit_resources; DROP TABLE visit_services; DROP TABLE visits;
DROP TABLE resource_locations; DROP TABLE service_resources; DROP TABLE service_locations; DROP TABLE resources; DROP TABLE services;
DROP INDEX locations_dirty;
ALTER TABLE locations DROP COLUMN late_day;
ALTER TABLE locations DROP COLUMN late_seconds;
ALTER TABLE locations DROP COLUMN status_dirty;
ALTER TABLE locations DROP COLUMN status;
ALTER TABLE locations DROP COLUMN queue_version;
ALTER TABLE locations DROP COLUMN is_queue_paused;
ALTER TABLE locations DROP COLUMN is_queue_open;
ALTER TABLE locations DROP COLUMN is_public;
ALTER TABLE locations DROP COLUMN overrides;
ALTER TABLE locations DROP COLUMN breaks;
ALTER TABLE locations DROP COLUMN hours;
