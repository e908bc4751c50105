-- +goose Up
CREATE INDEX visits_requests ON visits (ends_at) WHERE state = 'DRAFT';

-- +goose Down
DROP INDEX visits_requests;
