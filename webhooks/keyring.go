package webhooks

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

const sealVersion = "s1"

// Keyring keeps at rest what must be readable again: secrets of endpoints, OAuth keys.
// The first key seals; every key opens what carries its id.
type Keyring struct {
	keys []sealingKey
}

type sealingKey struct {
	id   string
	aead cipher.AEAD
}

// NewKeyring derives one key from each secret (ANTEROOM_SECRET first, then those it replaced).
func NewKeyring(secret string, older ...string) (*Keyring, error) {
	ring := &Keyring{}
	for _, one := range append([]string{secret}, older...) {
		if len(one) < secretMinLength {
			return nil, errors.New("ANTEROOM_SECRET is too short: give at least 16 characters")
		}
		key, err := deriveKey(one)
		if err != nil {
			return nil, err
		}
		ring.keys = append(ring.keys, key)
	}
	return ring, nil
}

// Seal encrypts with AES-256-GCM. Only Open with the same owner (such as "endpoint abc secret") reads it again,
// so that a sealed text is of no use in another row.
func (r *Keyring) Seal(plain, owner string) string {
	key := r.keys[0]
	nonce := make([]byte, key.aead.NonceSize())
	rand.Read(nonce)
	sealed := key.aead.Seal(nonce, nonce, []byte(plain), []byte(owner))
	return sealVersion + "." + key.id + "." + base64.RawURLEncoding.EncodeToString(sealed)
}

// Open reads what Seal wrote. It fails when the key is another one or the text was changed.
func (r *Keyring) Open(sealed, owner string) (string, error) {
	parts := strings.Split(sealed, ".")
	if len(parts) != 3 || parts[0] != sealVersion {
		return "", errors.New("this is not a sealed text")
	}
	for _, key := range r.keys {
		if key.id == parts[1] {
			return key.open(parts[2], owner)
		}
	}
	return "", fmt.Errorf("sealed with key %q, which ANTEROOM_SECRET does not give: start with the secret used then", parts[1])
}

func (k sealingKey) open(encoded, owner string) (string, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || len(sealed) < k.aead.NonceSize() {
		return "", errors.New("the sealed text is damaged")
	}
	nonce, text := sealed[:k.aead.NonceSize()], sealed[k.aead.NonceSize():]
	plain, err := k.aead.Open(nil, nonce, text, []byte(owner))
	if err != nil {
		return "", fmt.Errorf("the sealed text is damaged or belongs elsewhere: %w", err)
	}
	return string(plain), nil
}

func deriveKey(secret string) (sealingKey, error) {
	id, err := hkdf.Key(sha256.New, []byte(secret), nil, "anteroom key id", 4)
	if err != nil {
		return sealingKey{}, fmt.Errorf("derive the key id: %w", err)
	}
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "anteroom sealing", 32)
	if err != nil {
		return sealingKey{}, fmt.Errorf("derive the key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealingKey{}, fmt.Errorf("make the cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return sealingKey{}, fmt.Errorf("make the cipher: %w", err)
	}
	return sealingKey{id: hex.EncodeToString(id), aead: aead}, nil
}
