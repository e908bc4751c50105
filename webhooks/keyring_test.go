package webhooks_test

import (
	"strings"
	"testing"

	"anteroom/webhooks"
)

func ring(t *testing.T, secrets ...string) *webhooks.Keyring {
	t.Helper()
	keys, err := webhooks.NewKeyring(secrets[0], secrets[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestASealedSecretIsReadWithItsKeyAndOwnerOnly(t *testing.T) {
	ours := ring(t, "linden house master secret")
	sealed := ours.Seal("whsec_abc", "endpoint 1 secret")
	if strings.Contains(sealed, "abc") {
		t.Fatalf("readable: %s", sealed)
	}
	if plain, err := ours.Open(sealed, "endpoint 1 secret"); err != nil || plain != "whsec_abc" {
		t.Errorf("opened %q, %v", plain, err)
	}
	if _, err := ours.Open(sealed, "endpoint 2 secret"); err == nil {
		t.Error("it opens in another row")
	}
	if _, err := ring(t, "somebody else's secret").Open(sealed, "endpoint 1 secret"); err == nil || !strings.Contains(err.Error(), "ANTEROOM_SECRET") {
		t.Errorf("another key: %v", err)
	}
	for i := range len(sealed) {
		changed := sealed[:i] + string(sealed[i]^1) + sealed[i+1:]
		if plain, err := ours.Open(changed, "endpoint 1 secret"); err == nil && i < len(sealed)-1 {
			t.Errorf("a changed byte %d still opens as %q", i, plain)
		}
	}
	if ours.Seal("x", "y") == ours.Seal("x", "y") {
		t.Error("sealing repeats itself")
	}
}

func TestAReplacedMasterSecretStillOpensWhatItSealed(t *testing.T) {
	sealed := ring(t, "the master secret of old").Seal("kept", "endpoint 1 secret")
	both := ring(t, "the master secret of now", "the master secret of old")
	if plain, err := both.Open(sealed, "endpoint 1 secret"); err != nil || plain != "kept" {
		t.Errorf("opened %q, %v", plain, err)
	}
	if _, err := ring(t, "the master secret of now").Open(both.Seal("new", "o"), "o"); err != nil {
		t.Errorf("the new key does not seal: %v", err)
	}
	if _, err := webhooks.NewKeyring("short"); err == nil {
		t.Error("a short master secret is accepted")
	}
}
