package models

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

// zone loads a zone by its IANA name.
func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func TestAnInstantIsWordedInUTCAndOnTheWall(t *testing.T) {
	chicago := zone(t, "America/Chicago")
	at := At(time.Date(2022, 6, 25, 14, 7, 35, 453_946_199, chicago))
	for _, c := range []struct{ got, want string }{
		{at.String(), "2022-06-25T19:07:35.453946Z"},
		{at.Milli(), "2022-06-25T19:07:35.453Z"},
		{at.LocalSeven(chicago), "2022-06-25T14:07:35.4539460"},
		{at.LocalSeconds(chicago), "2022-06-25T14:07:35"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestAnInstantIsReadBackFromWhateverTheDatabaseGives(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	want := At(time.Date(2026, 11, 20, 9, 0, 0, 123_456_000, time.UTC))
	for _, stored := range []any{want.String(), []byte(want.String()), want.In(berlin), "2026-11-20T10:00:00.123456+01:00"} {
		var got Instant
		if err := got.Scan(stored); err != nil || got != want {
			t.Errorf("%v gives %v, %v", stored, got, err)
		}
	}
	got := want
	if err := got.Scan(nil); err != nil || !got.IsZero() {
		t.Errorf("NULL gives %v, %v", got, err)
	}
	for _, wrong := range []any{"yesterday", 7, ""} {
		if err := new(Instant).Scan(wrong); err == nil {
			t.Errorf("%v was read as an instant", wrong)
		}
	}
	if value, err := (Instant{}).Value(); value != nil || err != nil {
		t.Errorf("no instant is stored as %v, %v", value, err)
	}
	if _, err := At(time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)).Value(); err == nil {
		t.Error("an instant too wide to sort was stored")
	}
}

func TestInstantsSortAsTheirStoredTextsAndSurviveJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.Int64Range(-2_000_000_000_000_000, 7_000_000_000_000_000)
		a, b := At(time.UnixMicro(draw.Draw(t, "a"))), At(time.UnixMicro(draw.Draw(t, "b")))
		if a.Before(b.Time) != (a.String() < b.String()) {
			t.Fatalf("%s and %s are out of order", a, b)
		}
		body, err := json.Marshal(a)
		var back Instant
		if err != nil || json.Unmarshal(body, &back) != nil || back != a {
			t.Fatalf("%s is read back as %s from %s", a, back, body)
		}
	})
}
