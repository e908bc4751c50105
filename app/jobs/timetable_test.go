package jobs

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// soon is a cron.Schedule that stands in for the minute.
type soon struct{}

func (soon) Next(t time.Time) time.Time { return t.Add(5 * time.Millisecond) }

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func nightAt(t *testing.T, text string) (*models.DB, *Timetable) {
	t.Helper()
	now, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	db := modelstest.Open(t, models.SQLite, func() time.Time { return now })
	return db, New(db, quiet())
}

func TestAJobThatPanicsHoldsUpNeitherOthersNorItself(t *testing.T) {
	_, timetable := nightAt(t, "2026-11-20T02:00:00Z")
	var panics, ticks atomic.Int32
	timetable.Add(
		Job{Name: "broken", Tick: func(context.Context, time.Time) error { panics.Add(1); panic("a fault") }},
		Job{Name: "sound", Tick: func(context.Context, time.Time) error { ticks.Add(1); return errors.New("no luck") }},
	)
	stop := timetable.start(t.Context(), soon{})
	for deadline := time.Now().Add(time.Minute); panics.Load() < 3 || ticks.Load() < 3; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d panics, %d ticks", panics.Load(), ticks.Load())
		}
	}
	if err := stop(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAStopWaitsForTheJobUnderWayAndNoLongerThanAllowed(t *testing.T) {
	_, timetable := nightAt(t, "2026-11-20T02:00:00Z")
	started, ended := make(chan bool), make(chan bool)
	var running atomic.Int32
	timetable.Add(Job{Name: "slow", Tick: func(ctx context.Context, _ time.Time) error {
		if running.Add(1) > 1 {
			t.Error("it was begun again while it ran")
		}
		started <- true
		<-ctx.Done()
		<-ended
		return ctx.Err()
	}})
	stop := timetable.start(t.Context(), soon{})
	<-started
	time.Sleep(30 * time.Millisecond)
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := stop(short); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("stopped over a job that runs: %v", err)
	}
	close(ended)
	if err := stop(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestTheNightIsRunByTheClockAndAgainByHand(t *testing.T) {
	db, timetable := nightAt(t, "2026-11-20T02:00:00Z")
	list := &models.Waitlist{Name: "Toddlers", MaxMonths: new(int)}
	*list.MaxMonths = 24
	add := func(name string) {
		t.Helper()
		modelstest.Write(t, db, func(tx *models.Tx) error {
			return tx.Create(&models.Person{FirstName: name, LastName: "Haddad", Birthdate: models.Date{Year: 2024, Month: 11, Day: 20}, Entries: []models.Entry{{WaitlistID: list.ID}}}).Error
		})
	}
	modelstest.Write(t, db, func(tx *models.Tx) error {
		_, err := list.Save(tx)
		return err
	})
	run := func(name string, dryRun bool, want ...string) {
		t.Helper()
		var out bytes.Buffer
		if err := timetable.Run(t.Context(), name, db.Now(), dryRun, &out); err != nil {
			t.Fatal(err)
		}
		for _, want := range want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q lacks %q", out.String(), want)
			}
		}
	}
	add("Noor")
	run("age-out", true, "Within 30 days 1 would leave their list.", "2026-11-20  Noor Haddad, born 2024-11-20: from Toddlers ages out")
	if err := timetable.ageOut(t.Context(), db.Now()); err != nil {
		t.Fatal(err)
	}
	run("age-out", false, "Linden House, night of 2026-11-20: 0 moved, 1 aged out")
	add("Layla")
	run("age-out", false, "0 moved, 2 aged out")
	run("reconfirm", true, "0 places would lapse")
	err := timetable.Run(t.Context(), "tea", db.Now(), false, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "age-out, reconfirm, retention") {
		t.Error(err)
	}
}

func TestBeforeTheSetupNothingIsDue(t *testing.T) {
	db := modelstest.Empty(t, models.SQLite, time.Now)
	timetable := New(db, quiet())
	for _, job := range timetable.jobs {
		if err := job.Tick(t.Context(), db.Now()); err != nil {
			t.Errorf("%s: %v", job.Name, err)
		}
	}
}
