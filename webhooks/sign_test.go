package webhooks_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"anteroom/webhooks"
)

const textSecret = "linden house shared secret"

func signed(secrets []string, id string, at time.Time, body []byte) http.Header {
	header := http.Header{}
	header.Set("webhook-id", id)
	header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	header.Set("webhook-signature", webhooks.Sign(secrets, id, at, body))
	return header
}

func TestASignatureIsThatOfTheSpecification(t *testing.T) {
	got := webhooks.Sign(
		[]string{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
		"msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`),
	)
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestWhileRotatingBothSecretsSign(t *testing.T) {
	now, body := time.Unix(1_800_000_000, 0), []byte(`{}`)
	secrets := []string{webhooks.NewSecret(), textSecret}
	header := signed(secrets, "msg_1", now, body)
	if got := len(strings.Fields(header.Get("webhook-signature"))); got != 2 {
		t.Fatalf("%d signatures, want 2", got)
	}
	for _, secret := range secrets {
		if err := webhooks.Verify(secret, header, body, time.Minute, now); err != nil {
			t.Errorf("%s: %v", secret, err)
		}
	}
	if err := webhooks.Verify(webhooks.NewSecret(), header, body, time.Minute, now); err == nil {
		t.Error("a stranger's secret fits")
	}
}

func TestVerifyRefusesWhatWasChangedOldOrIncomplete(t *testing.T) {
	now, body := time.Unix(1_800_000_000, 0), []byte(`{"a":1}`)
	secret := webhooks.NewSecret()
	for name, change := range map[string]func(http.Header) ([]byte, time.Time){
		"another body":  func(http.Header) ([]byte, time.Time) { return []byte(`{"a":2}`), now },
		"another id":    func(h http.Header) ([]byte, time.Time) { h.Set("webhook-id", "msg_2"); return body, now },
		"no id":         func(h http.Header) ([]byte, time.Time) { h.Del("webhook-id"); return body, now },
		"rubbish time":  func(h http.Header) ([]byte, time.Time) { h.Set("webhook-timestamp", "soon"); return body, now },
		"too old":       func(http.Header) ([]byte, time.Time) { return body, now.Add(6 * time.Minute) },
		"from tomorrow": func(http.Header) ([]byte, time.Time) { return body, now.Add(-6 * time.Minute) },
		"other version": func(h http.Header) ([]byte, time.Time) {
			h.Set("webhook-signature", "v2,"+h.Get("webhook-signature")[3:])
			return body, now
		},
		"empty v1": func(h http.Header) ([]byte, time.Time) { h.Set("webhook-signature", "v1,"); return body, now },
		"signature only": func(h http.Header) ([]byte, time.Time) {
			h.Set("webhook-signature", h.Get("webhook-signature")[3:])
			return body, now
		},
	} {
		header := signed([]string{secret}, "msg_1", now, body)
		sent, at := change(header)
		if err := webhooks.Verify(secret, header, sent, 5*time.Minute, at); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestTheURLSignatureUsesTheSecretAsShown(t *testing.T) {
	// echo -n 'https://hooks.linden.test/in{"a":1}' | openssl dgst -sha256 -hmac 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' -binary | base64
	got := webhooks.SignURL("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "https://hooks.linden.test/in", []byte(`{"a":1}`))
	if want := "WSzISnEYXlqgGjdBG94c+SF45+N2T8gAwjGxIBMEfkc="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestASecretIsCheckedBeforeItIsKept(t *testing.T) {
	for _, good := range []string{webhooks.NewSecret(), "sixteen_letters_", "with a space in the middle", "sechzehn Töne ♪♪♪", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"} {
		if problem := webhooks.CheckSecret(good); problem != "" {
			t.Errorf("%q: %s", good, problem)
		}
	}
	for _, bad := range []string{"", "short", " a space in front of it", "a\nline in the middle", "sixteen letters \xff", "whsec_", "whsec_????????????", "whsec_c2hvcnQ=", strings.Repeat("x", 201), "sixteen letters\x00"} {
		if webhooks.CheckSecret(bad) == "" {
			t.Errorf("%q is accepted", bad)
		}
	}
	if webhooks.NewSecret() == webhooks.NewSecret() {
		t.Error("two secrets are the same")
	}
}

func FuzzSignaturesHoldInTheOfficialLibrary(f *testing.F) {
	f.Add([]byte("12345678901234567890123456789012"), "msg_1", []byte(`{"a":1}`), true)
	f.Add([]byte("a secret of one's own"), "msg.with.dots", []byte{0, 0xff}, false)
	f.Fuzz(func(t *testing.T, key []byte, id string, body []byte, encoded bool) {
		if id == "" || len(key) == 0 {
			return
		}
		now := time.Now()
		secret := string(key)
		official, err := standardwebhooks.NewWebhookRaw(key)
		if err != nil {
			t.Fatal(err)
		}
		if encoded {
			secret = webhooks.EncodeSecret(key)
			if official, err = standardwebhooks.NewWebhook(secret); err != nil {
				t.Fatal(err)
			}
		} else if strings.HasPrefix(secret, "whsec_") {
			return
		}
		header := signed([]string{"another secret entirely", secret}, id, now, body)
		if err := official.Verify(body, header); err != nil {
			t.Errorf("the official library refuses ours: %v", err)
		}
		theirs, err := official.Sign(id, now, body)
		if err != nil {
			t.Fatal(err)
		}
		header.Set("webhook-signature", theirs)
		if err := webhooks.Verify(secret, header, body, time.Minute, now); err != nil {
			t.Errorf("we refuse the official library's: %v", err)
		}
		if err := webhooks.Verify(secret, header, append(body, 'x'), time.Minute, now); err == nil {
			t.Error("a longer body is accepted")
		}
	})
}
