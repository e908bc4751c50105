package models_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func newUser(t *testing.T, db *models.DB, email string, role models.Role) *models.User {
	t.Helper()
	user := &models.User{Email: email, Name: "Nora Weiss", Role: role, AllLocations: true, PasswordHash: "x"}
	modelstest.Write(t, db, func(tx *models.Tx) error { return user.Create(tx) })
	return user
}

func TestOnlyHashesOfTokensAreStored(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		user := newUser(t, db, "nora@linden.example", models.RoleAdmin)
		var session, link, setup, key string
		modelstest.Write(t, db, func(tx *models.Tx) (err error) {
			if session, err = models.StartSession(tx, user, "", ""); err != nil {
				return err
			}
			if link, err = user.NewLink(tx); err != nil {
				return err
			}
			if setup, err = models.NewSetupToken(tx); err != nil {
				return err
			}
			_, key, err = models.CreateAPIKey(tx, "Billing", models.ScopeRead)
			return err
		})
		for table, secret := range map[string]string{"sessions": session, "one_time_tokens": link + setup, "api_keys": key} {
			var hashes []string
			if err := db.Read(t.Context()).Table(table).Pluck("token_hash", &hashes).Error; err != nil {
				t.Fatal(err)
			}
			for _, hash := range hashes {
				if len(hash) != 64 || strings.Contains(secret, hash) {
					t.Errorf("%s holds %q", table, hash)
				}
			}
		}
	})
}

func TestAnEmptyOrWrongTokenFindsNothing(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		newUser(t, db, "nora@linden.example", models.RoleAdmin)
		for _, token := range []string{"", "x", models.NewToken()} {
			read := db.Read(t.Context())
			if _, err := models.FindSession(read, token, db.Now()); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("session %q: %v", token, err)
			}
			if _, err := models.FindAPIKey(read, token); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("key %q: %v", token, err)
			}
			if _, err := models.FindOneTimeToken(read, token, db.Now(), models.TokenSetup, models.TokenInvite, models.TokenReset); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("link %q: %v", token, err)
			}
		}
	})
}

func TestALinkOpensItsPurposeAloneAndExpires(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		user := newUser(t, db, "nora@linden.example", models.RoleAdmin)
		var first, link string
		modelstest.Write(t, db, func(tx *models.Tx) (err error) {
			if first, err = user.NewLink(tx); err != nil {
				return err
			}
			link, err = user.NewLink(tx)
			return err
		})
		find := func(token string, at time.Time, purpose models.TokenPurpose) error {
			_, err := models.FindOneTimeToken(db.Read(t.Context()), token, at, purpose)
			return err
		}
		if err := find(link, db.Now(), models.TokenReset); err != nil {
			t.Fatal(err)
		}
		if find(link, db.Now(), models.TokenSetup) == nil {
			t.Error("a reset link opens setup")
		}
		if find(first, db.Now(), models.TokenReset) == nil {
			t.Error("an earlier link still works")
		}
		if find(link, db.Now().Add(2*time.Hour+time.Second), models.TokenReset) == nil {
			t.Error("the link does not expire")
		}
	})
}

func TestARoleCoversThoseBelowIt(t *testing.T) {
	for i, role := range models.Roles() {
		for j, other := range models.Roles() {
			if role.Covers(other) != (i >= j) {
				t.Errorf("%s covers %s: %v", role, other, role.Covers(other))
			}
		}
		if role.Covers("owner") || models.Role("owner").Covers(role) || models.Role("").Covers(role) {
			t.Error("an unknown role counts")
		}
	}
	if models.KeyScope("").Covers(models.ScopeRead) || !models.ScopeAdmin.Covers(models.ScopeWrite) || models.ScopeRead.Covers(models.ScopeWrite) {
		t.Error("scopes do not rise")
	}
}

func TestATwiceSentKeyGivesTheSameAnswer(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		var done atomic.Int64
		create := func(body string) (answer string, err error) {
			isFirst := false
			err = modelstest.Insist(t.Context(), db, func(tx *models.Tx) error {
				isFirst = false
				before, err := models.FindAnswer(tx, "key:1", "k", []byte(body))
				if err != nil {
					return err
				}
				if before != nil {
					answer = before.Answer
					return nil
				}
				answer, isFirst = "made", true
				return models.KeepAnswer(tx, "key:1", "k", []byte(body), 201, "made")
			})
			if isFirst && err == nil {
				done.Add(1)
			}
			return answer, err
		}
		var together sync.WaitGroup
		for range 8 {
			together.Go(func() {
				if answer, err := create("a"); err != nil || answer != "made" {
					t.Errorf("%q, %v", answer, err)
				}
			})
		}
		together.Wait()
		if done := done.Load(); done != 1 {
			t.Errorf("done %d times", done)
		}
		if _, err := create("b"); !errors.Is(err, models.ErrOtherBody) {
			t.Errorf("another body: %v", err)
		}
	})
}

func TestTriesAtOnceCountLikeTriesInARow(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		throttle := models.Throttle{Count: 5, Window: time.Hour}
		let, refused := 0, 0
		var mu sync.Mutex
		var together sync.WaitGroup
		for range 12 {
			together.Go(func() {
				var wait time.Duration
				err := modelstest.Insist(t.Context(), db, func(tx *models.Tx) (err error) {
					wait, err = models.TryLogin(tx, throttle, "nora@linden.example", "192.0.2.1")
					return err
				})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil:
					t.Error(err)
				case wait > 0:
					refused++
				default:
					let++
				}
			})
		}
		together.Wait()
		if let != 5 || refused != 7 {
			t.Errorf("%d let through, %d refused", let, refused)
		}
	})
}

func TestACommonOrShortPasswordIsRefused(t *testing.T) {
	for password, good := range map[string]bool{
		"": false, "elevenchars": false, "password12345": false, "Passwort2026!": false, "aaaaaaaaaaaaaaaa": false, "qwertyuiopasdfghjkl": false,
		"nora.weiss2026": false, "nora.weiss@linden.example": false, strings.Repeat("aB3$x", 26): false, "a\x00bcdefghijklmnop": false,
		"violet harbour pencil snow": true, "sommerfrische am see": true, strings.Repeat("aB3$x!7q", 16): true, "пароль на дереве": true,
	} {
		if err := models.CheckPassword(password, "Nora.Weiss@linden.example"); (err == nil) != good {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestAnUnknownAccountIsAsMuchWorkAsAKnownOne(t *testing.T) {
	hasher, err := models.NewHasher()
	if err != nil {
		t.Fatal(err)
	}
	hash, err := hasher.Hash(t.Context(), "violet harbour pencil snow")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q", hash)
	}
	// The work of argon2id shows in the memory that it fills, which a busy machine does not change as it does the time.
	filled := func(hash string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if matches, err := hasher.Matches(t.Context(), "wrong horse battery", hash); matches || err != nil {
			t.Fatal(matches, err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	for name, hash := range map[string]string{"known": hash, "unknown": ""} {
		if bytes := filled(hash); bytes < 19<<20 {
			t.Errorf("%s: %d bytes were filled", name, bytes)
		}
	}
	if matches, err := hasher.Matches(t.Context(), "violet harbour pencil snow", hash); !matches || err != nil {
		t.Error(matches, err)
	}
}
