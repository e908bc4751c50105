package models

import (
	"context"
	_ "embed"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// Passwords have 12 to 128 characters.
const (
	passwordMin = 12
	passwordMax = 128
)

//go:embed password_common.txt
var commonPasswords string

// CheckPassword refuses what is too short, too long or too easily guessed.
func CheckPassword(password, email string) error {
	length := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return Sentence("Some characters of the password cannot be read. Please type it again.")
	case length < passwordMin:
		return Sentence("Please choose a password of at least 12 characters. Four words that do not belong together are good.")
	case length > passwordMax:
		return Sentence("Please choose a password of at most 128 characters.")
	case easilyGuessed(strings.ToLower(password), NormalEmail(email)):
		return Sentence("This password is easily guessed. Please choose another one; four words that do not belong together are good.")
	}
	return nil
}

// easilyGuessed holds for the account's own address, a few characters repeated, and what common words and digits around them make.
func easilyGuessed(password, email string) bool {
	name, _, _ := strings.Cut(email, "@")
	distinct := map[rune]bool{}
	for _, letter := range password {
		distinct[letter] = true
	}
	if len(distinct) < 5 || password == email || len(name) > 3 && strings.Trim(strings.ReplaceAll(password, name, ""), "0123456789!.-_") == "" {
		return true
	}
	rest := password
	for common := range strings.Lines(commonPasswords) {
		rest = strings.ReplaceAll(rest, strings.TrimSpace(common), "")
	}
	return len(strings.Trim(rest, "0123456789!?.-_*#$@ ")) < 3
}

// Hasher hashes passwords with argon2id, two at once, so that many logins cannot take all memory.
type Hasher struct {
	slots  chan struct{}
	params argon2id.Params
	dummy  string // what an unknown account's password is compared with, taking the same time
}

// NewHasher makes the one hasher of a program.
func NewHasher() (*Hasher, error) {
	h := &Hasher{
		slots:  make(chan struct{}, 2),
		params: argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	}
	var err error
	h.dummy, err = argon2id.CreateHash(NewToken(), &h.params)
	return h, err
}

// Hash makes what is stored instead of a password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.take(ctx); err != nil {
		return "", err
	}
	defer h.give()
	return argon2id.CreateHash(norm.NFC.String(password), &h.params)
}

// Matches compares a password with a stored hash; an empty hash matches nothing and takes as long.
func (h *Hasher) Matches(ctx context.Context, password, hash string) (bool, error) {
	if err := h.take(ctx); err != nil {
		return false, err
	}
	defer h.give()
	known := hash != ""
	if !known {
		hash = h.dummy
	}
	if utf8.RuneCountInString(password) > passwordMax {
		password = ""
	}
	matches, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
	return matches && known, err
}

func (h *Hasher) take(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *Hasher) give() { <-h.slots }
