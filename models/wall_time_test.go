package models_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/models"
)

func TestAWallTimeIsRefusedWhereItDoesNotExistAndTheFirstWhereItExistsTwice(t *testing.T) {
	for _, c := range []struct {
		zone, text, at, offset string
		twice                  bool
	}{
		{"Europe/Berlin", "2026-12-01T10:00", "2026-12-01T09:00:00.000Z", "+01:00", false},
		{"Europe/Berlin", "2026-03-29T02:30", "", "", false},
		{"Europe/Berlin", "2026-03-29T02:00", "", "", false},
		{"Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z", "+02:00", false},
		{"Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "+02:00", true},
		{"Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00:00.000Z", "+02:00", true},
		{"Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z", "+01:00", false},
		{"America/Santiago", "2026-09-06T00:30", "", "", false},
		{"America/Santiago", "2026-09-06T01:00", "2026-09-06T04:00:00.000Z", "-03:00", false},
		{"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00.000Z", "+11:00", true},
		{"Australia/Lord_Howe", "2026-10-04T02:15", "", "", false},
		{"Pacific/Apia", "2011-12-30T12:00", "", "", false},
		{"UTC", "2026-02-30T10:00", "", "", false},
		{"UTC", "2026-02-03 10:00", "", "", false},
		{"UTC", "2026-02-03T24:00", "", "", false},
		{"UTC", "1026-02-03T10:00", "", "", false},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		wall, err := models.ParseWall(c.text, zone)
		if c.at == "" {
			if !isSentence(err) {
				t.Errorf("%s in %s is %v (%v)", c.text, c.zone, wall, err)
			}
			continue
		}
		if err != nil || wall.At.Milli() != c.at || wall.Offset != c.offset || wall.Twice != c.twice || wall.Text != c.text {
			t.Errorf("%s in %s is %+v (%v)", c.text, c.zone, wall, err)
		}
	}
}

var wallZones = []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu", "UTC"}

func TestWhatAWallShowsIsReadAsTheSameInstantOrTheFirstOfTwo(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(wallZones).Draw(r, "zone"))
		if err != nil {
			r.Fatal(err)
		}
		at := time.Unix(rapid.Int64Range(0, 4_000_000_000/60).Draw(r, "minute")*60, 0)
		shown := models.WallOf(at, zone)
		read, err := models.ParseWall(shown.Text, zone)
		if err != nil {
			r.Fatal(err)
		}
		if read.Twice != shown.Twice || !read.Twice && !read.At.Equal(at) || read.At.After(at) {
			r.Fatalf("%s is shown as %+v and read as %+v", at.UTC(), shown, read)
		}
	})
}

func FuzzParseWall(f *testing.F) {
	for _, seed := range []string{"2026-12-01T10:00", "2027-03-28T02:30", "2026-10-25T02:30", "2026-02-30T10:00", "2026-12-01T24:00", "2026-12-01 10:00", "", "\x00"} {
		f.Add(seed)
	}
	zones := []*time.Location{time.UTC}
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			f.Fatal(err)
		}
		zones = append(zones, zone)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, zone := range zones {
			wall, err := models.ParseWall(text, zone)
			if err == nil && models.WallOf(wall.At.Time, zone) != wall {
				t.Errorf("%q in %s was read as %v, when the wall shows %v", text, zone, wall, models.WallOf(wall.At.Time, zone))
			}
		}
	})
}
