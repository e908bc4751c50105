package webhooks

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	secretPrefix    = "whsec_"
	secretBytes     = 32
	secretMinLength = 16
	secretMaxLength = 200
)

// NewSecret makes the secret of an endpoint: 32 random bytes in the Standard Webhooks spelling.
func NewSecret() string {
	key := make([]byte, secretBytes)
	rand.Read(key)
	return EncodeSecret(key)
}

// EncodeSecret spells a key as a secret.
func EncodeSecret(key []byte) string {
	return secretPrefix + base64.StdEncoding.EncodeToString(key)
}

// CheckSecret says in a sentence for people what is wrong with a secret that an integrator chose, or "". Any text will do that comes
// through a form and a copy as it is.
func CheckSecret(secret string) string {
	if length := utf8.RuneCountInString(secret); length < secretMinLength || length > secretMaxLength {
		return "Give a secret of 16 to 200 characters, or leave it empty and Anteroom makes one."
	}
	if !utf8.ValidString(secret) || strings.ContainsFunc(secret, unicode.IsControl) || strings.TrimSpace(secret) != secret {
		return "Use letters, digits, signs and spaces in the secret, without a space at its beginning or end."
	}
	if strings.HasPrefix(secret, secretPrefix) {
		if key, err := decodeSecret(secret); err != nil || len(key) < secretMinLength {
			return "A secret that begins with whsec_ continues with the base64 of at least 16 bytes."
		}
	}
	return ""
}

// Sign makes the value of webhook-signature (Standard Webhooks 1.0): one "v1,…" for each secret, the newest first.
func Sign(secrets []string, id string, at time.Time, body []byte) string {
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		signatures[i] = "v1," + signature(secret, id, strconv.FormatInt(at.Unix(), 10), body)
	}
	return strings.Join(signatures, " ")
}

// SignURL makes the value of X-Waitwhile-Signature. Its key is the text of the secret exactly as it was shown.
func SignURL(secret, url string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(url))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// Verify is the receiver's side of Sign: it says why a request cannot be trusted, or nil.
func Verify(secret string, header http.Header, body []byte, tolerance time.Duration, now time.Time) error {
	id, sent, given := header.Get("webhook-id"), header.Get("webhook-timestamp"), header.Get("webhook-signature")
	if id == "" || sent == "" || given == "" {
		return errors.New("webhook-id, webhook-timestamp or webhook-signature is missing")
	}
	seconds, err := strconv.ParseInt(sent, 10, 64)
	if err != nil {
		return fmt.Errorf("webhook-timestamp is not a number of seconds: %w", err)
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > tolerance || age < -tolerance {
		return fmt.Errorf("webhook-timestamp is %s away from this clock, more than %s", age.Abs(), tolerance)
	}
	expected := signature(secret, id, sent, body)
	for one := range strings.SplitSeq(given, " ") {
		version, value, _ := strings.Cut(one, ",")
		if version == "v1" && hmac.Equal([]byte(value), []byte(expected)) {
			return nil
		}
	}
	return errors.New("no signature matches the secret and the body")
}

func signature(secret, id, seconds string, body []byte) string {
	mac := hmac.New(sha256.New, signingKey(secret))
	mac.Write([]byte(id + "." + seconds + "."))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// signingKey is what a whsec_ secret encodes; any other text is its own key.
func signingKey(secret string) []byte {
	if key, err := decodeSecret(secret); err == nil {
		return key
	}
	return []byte(secret)
}

func decodeSecret(secret string) ([]byte, error) {
	encoded, found := strings.CutPrefix(secret, secretPrefix)
	if !found || encoded == "" {
		return nil, errors.New("not a whsec_ secret")
	}
	return base64.StdEncoding.DecodeString(encoded)
}
