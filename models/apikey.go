package models

import (
	"errors"
	"strings"
	"time"
)

// KindAPIKey names a key in the audit log.
const KindAPIKey Kind = "key"

// APIKey lets another program in. Its secret is shown once; the hash is kept.
type APIKey struct {
	ID        int64
	PublicID  string
	Name      string
	Prefix    string // the first characters, to recognise it by
	TokenHash string
	Scope     KeyScope
	CreatedBy string
	CreatedAt Instant
	UsedAt    *Instant // to within some minutes
	RevokedAt *Instant
}

const (
	keyPrefix   = "anteroom_"
	keyUseSteps = 5 * time.Minute
)

// CreateAPIKey makes a key; the secret is returned once and never again. A name is free again when its key is revoked.
func CreateAPIKey(tx *Tx, name string, scope KeyScope) (key *APIKey, secret string, err error) {
	invalid := Invalid{}
	name, err = CleanLine(name, 100)
	if err := invalid.Check("name", err); err != nil {
		return nil, "", err
	}
	if name == "" {
		invalid.Add("name", "Please give the key a name, such as the program that uses it.")
	}
	if !scope.Known() {
		invalid.Add("scope", "Please choose read, write or admin.")
	}
	var taken int64
	if err := tx.Model(&APIKey{}).Where("name = ? AND revoked_at IS NULL", name).Count(&taken).Error; err != nil {
		return nil, "", err
	}
	if taken > 0 {
		invalid.Add("name", "There is a key of this name already. Please choose another one, or revoke that one first.")
	}
	if err := invalid.Err(); err != nil {
		return nil, "", err
	}
	secret = keyPrefix + NewToken()
	key = &APIKey{
		PublicID: NewPublicID(), Name: name, Prefix: secret[:len(keyPrefix)+4], TokenHash: HashToken(secret),
		Scope: scope, CreatedBy: TxBy(tx).Name, CreatedAt: TxNow(tx),
	}
	if err := tx.Create(key).Error; err != nil {
		return nil, "", err
	}
	return key, secret, key.record(tx, "key.created")
}

// FindAPIKey finds the living key of a secret.
func FindAPIKey(tx *Tx, secret string) (*APIKey, error) {
	if !strings.HasPrefix(secret, keyPrefix) {
		return nil, ErrNotFound
	}
	key := new(APIKey)
	return key, found(tx.Where("token_hash = ? AND revoked_at IS NULL", HashToken(secret)).Take(key).Error)
}

// APIKeys are all keys, those in use first.
func APIKeys(tx *Tx) ([]APIKey, error) {
	var keys []APIKey
	return keys, tx.Order("revoked_at IS NOT NULL, name, id").Find(&keys).Error
}

// FindAPIKeyByPublicID loads a key by the id that URLs carry.
func FindAPIKeyByPublicID(tx *Tx, publicID string) (*APIKey, error) {
	key := new(APIKey)
	return key, found(tx.Where("public_id = ?", publicID).Take(key).Error)
}

// FindAPIKeyByName loads the living key of a name.
func FindAPIKeyByName(tx *Tx, name string) (*APIKey, error) {
	key := new(APIKey)
	err := found(tx.Where("name = ? AND revoked_at IS NULL", strings.TrimSpace(name)).Take(key).Error)
	if errors.Is(err, ErrNotFound) {
		return nil, Invalid{"name": "There is no key of this name in use."}
	}
	return key, err
}

// Revoke ends the key at once.
func (k *APIKey) Revoke(tx *Tx) error {
	if k.RevokedAt != nil {
		return nil
	}
	now := TxNow(tx)
	k.RevokedAt = &now
	if err := tx.Save(k).Error; err != nil {
		return err
	}
	return k.record(tx, "key.revoked")
}

// NeedsTouch says that the last use was noted long enough ago to be noted again.
func (k *APIKey) NeedsTouch(now time.Time) bool {
	return k.UsedAt == nil || now.Sub(k.UsedAt.Time) >= keyUseSteps
}

// TouchAPIKey notes that a key was used.
func TouchAPIKey(tx *Tx, id int64) error {
	return tx.Exec("UPDATE api_keys SET used_at = ? WHERE id = ?", TxNow(tx), id).Error
}

func (k *APIKey) record(tx *Tx, action string) error {
	return Record(tx, action, Subject{KindAPIKey, k.ID}, map[string]string{"name": k.Name, "scope": string(k.Scope)})
}
