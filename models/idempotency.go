package models

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"
)

// ErrOtherBody is an Idempotency-Key that came before with a different body.
var ErrOtherBody = errors.New("this idempotency key was used with a different body")

const idempotencyKept = 24 * time.Hour

// IdempotencyKey is a create that happened, and the answer that was given. It is stored in the commit of the create.
type IdempotencyKey struct {
	Owner    string `gorm:"primaryKey"` // who chose the key: "key:7", "user:3", "public"; "place" for links to a place in line
	Key      string `gorm:"primaryKey"`
	BodyHash string
	Status   int
	Answer   string // the API's body, or where a form led to
	At       Instant
}

// FindAnswer returns the answer given to this key before: nil where there was none, ErrOtherBody where the body was another.
// It is asked inside the Write that would do the work.
func FindAnswer(tx *Tx, owner, key string, body []byte) (*IdempotencyKey, error) {
	if err := oneAtATime(tx, owner+" "+key); err != nil {
		return nil, err
	}
	row := new(IdempotencyKey)
	since := At(TxNow(tx).Add(-idempotencyKept))
	err := found(tx.Where("owner = ? AND key = ? AND at > ?", owner, key, since).Take(row).Error)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case row.BodyHash != hashBody(body):
		return nil, ErrOtherBody
	}
	return row, nil
}

// KeepAnswer stores the answer with the change that it reports, and forgets those older than 24 hours.
func KeepAnswer(tx *Tx, owner, key string, body []byte, status int, answer string) error {
	now := TxNow(tx)
	if err := tx.Exec("DELETE FROM idempotency_keys WHERE at <= ?", At(now.Add(-idempotencyKept))).Error; err != nil {
		return err
	}
	return tx.Create(&IdempotencyKey{
		Owner: owner, Key: key, BodyHash: hashBody(body), Status: status, Answer: answer, At: now,
	}).Error
}

func hashBody(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// oneAtATime makes Writes that name the same thing wait for each other on PostgreSQL; SQLite has one writer anyway.
func oneAtATime(tx *Tx, name string) error {
	if tx.Name() != "postgres" {
		return nil
	}
	return tx.Exec("SELECT pg_advisory_xact_lock(hashtext(?))", name).Error
}
