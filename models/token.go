package models

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

const idLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// NewPublicID is a random id of 20 letters and digits, about 119 bits, for dialects whose ids are texts.
func NewPublicID() string { return randomLetters(20) }

// NewShortID is a random id of 6 letters and digits, short enough to be read aloud; the column it goes to must be unique.
func NewShortID() string { return randomLetters(6) }

// NewGUID is a random UUID (version 4) in small letters. It names, it opens nothing.
func NewGUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// NewToken is a secret of 32 random bytes, fit for a URL. Only its HashToken is stored.
func NewToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// HashToken is the SHA-256 of a token in hex, to store and to look up. The hash of an empty token is a new random one each time,
// so that it finds no row whatever the rows hold.
func HashToken(token string) string {
	if token == "" {
		token = NewToken()
	}
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// randomLetters throws away the bytes that would make some letters likelier than others. Reading from crypto/rand never fails.
func randomLetters(length int) string {
	const fair = 256 - 256%len(idLetters)
	id := make([]byte, 0, length)
	for buffer := make([]byte, 2*length); ; {
		_, _ = rand.Read(buffer)
		for _, b := range buffer {
			if int(b) >= fair {
				continue
			}
			if id = append(id, idLetters[int(b)%len(idLetters)]); len(id) == length {
				return string(id)
			}
		}
	}
}
