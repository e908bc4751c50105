package models

import (
	"errors"
	"fmt"

	"gorm.io/gorm/clause"
)

// CreateEndpoint adds an endpoint whose secret is sealed already, within the limits.
func CreateEndpoint(tx *Tx, endpoint *Endpoint) error {
	if err := checkEndpoint(tx, endpoint); err != nil {
		return err
	}
	now := TxNow(tx)
	endpoint.GoodSince, endpoint.CreatedAt = now, now
	if !endpoint.IsActive {
		endpoint.DisabledAt, endpoint.DisabledReason = &now, DisabledByStaff
	}
	if err := tx.Create(endpoint).Error; err != nil {
		return err
	}
	return Record(tx, "endpoint.created", endpoint.Subject(), map[string]string{"id": endpoint.PublicID})
}

// SaveSettings stores what staff may edit: where to, what about, how; health and numbers stay as they are.
func (e *Endpoint) SaveSettings(tx *Tx) error {
	if err := checkEndpoint(tx, e); err != nil {
		return err
	}
	if err := tx.Select("url", "description", "oauth", "header_name", "header_value", "event_types", "location_ids", "visit_states", "dialect", "profile", "slots").
		Updates(e).Error; err != nil {
		return err
	}
	return Record(tx, "endpoint.changed", e.Subject(), map[string]string{"id": e.PublicID})
}

// SaveSecret stores a new sealed secret; the one before signs as well until the given instant.
func (e *Endpoint) SaveSecret(tx *Tx, sealed string, oldUntil Instant) error {
	e.OldSecret, e.OldSecretUntil, e.Secret = e.Secret, &oldUntil, sealed
	if err := e.saveSecrets(tx); err != nil {
		return err
	}
	return Record(tx, "endpoint.secret-rotated", e.Subject(), map[string]string{"id": e.PublicID})
}

// EndOldSecret lets the new secret sign alone from now on.
func (e *Endpoint) EndOldSecret(tx *Tx) error {
	e.OldSecret, e.OldSecretUntil = "", nil
	if err := e.saveSecrets(tx); err != nil {
		return err
	}
	return Record(tx, "endpoint.secret-ended", e.Subject(), map[string]string{"id": e.PublicID})
}

func (e *Endpoint) saveSecrets(tx *Tx) error {
	return tx.Select("secret", "old_secret", "old_secret_until").Updates(e).Error
}

func checkEndpoint(tx *Tx, endpoint *Endpoint) error {
	invalid := Invalid{}
	if endpoint.URL == "" {
		invalid.Add("url", "Please give the URL that webhooks go to.")
	}
	if endpoint.Slots == 0 {
		endpoint.Slots = DefaultSlots
	}
	if endpoint.Slots < 1 || endpoint.Slots > MostSlots {
		invalid.Add("slots", fmt.Sprintf("Please give a number of requests at once from 1 to %d.", MostSlots))
	}
	if len([]rune(endpoint.Description)) > 200 {
		invalid.Add("description", "Please shorten the description to at most 200 characters.")
	}
	if err := checkEndpointLocations(tx, endpoint, invalid); err != nil {
		return err
	}
	return invalid.Err()
}

// checkEndpointLocations holds endpoints to the limits. The account's row is what two creators on PostgreSQL wait for.
func checkEndpointLocations(tx *Tx, endpoint *Endpoint, invalid Invalid) error {
	var account Account
	if err := locking(tx.Session(fresh())).Where("id = 1").Take(&account).Error; err != nil {
		return found(err)
	}
	others, err := Endpoints(tx)
	if err != nil {
		return err
	}
	usage := usageOf(others, endpoint.ID)
	if len(endpoint.LocationIDs) == 0 && usage[""] >= EndpointLimit {
		invalid.Add("locationIds", "There are five account-wide endpoints already, which is the most. Delete one, or give this one locations.")
	}
	for _, id := range endpoint.LocationIDs {
		var location Location
		switch err := found(tx.Where("public_id = ?", id).Take(&location).Error); {
		case errors.Is(err, ErrNotFound):
			invalid.Add("locationIds", "There is no such location. Please choose one of the account's locations.")
		case err != nil:
			return err
		case usage[id] >= EndpointLimit:
			invalid.Add("locationIds", location.Name+" has five endpoints already, which is the most. Delete one first.")
		}
	}
	return nil
}

// locking makes a query of PostgreSQL keep its rows from changing until the commit; SQLite has one writer anyway.
func locking(tx *Tx) *Tx {
	if tx.Name() != "postgres" {
		return tx
	}
	return tx.Clauses(clause.Locking{Strength: "UPDATE"})
}
