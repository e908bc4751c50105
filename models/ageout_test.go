package models_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
)

// night runs what is due at the house's clock and words it.
func (h *house) night() []string {
	h.Helper()
	nights, err := h.db.AgeOut(h.Context(), h.now, false)
	if err != nil {
		h.Fatal(err)
	}
	words := []string{}
	for _, n := range nights {
		words = append(words, fmt.Sprintf("%s %s: %d moved, %d out, %d unknown", n.ScopeName, n.LocalDate, n.Moved, n.AgedOut, n.Unknown))
	}
	return words
}

func (h *house) nightSays(want ...string) {
	h.Helper()
	if diff := cmp.Diff(append([]string{}, want...), h.night()); diff != "" {
		h.Error(diff)
	}
}

func (h *house) at(text string) {
	h.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		h.Fatal(err)
	}
	h.now = at
}

func TestOnlyThoseWhoAreTooOldLeaveAtNight(t *testing.T) {
	eachHouse(t, func(h *house) {
		seniors := h.list("Seniors", aged(24, 36))
		toddlers := h.list("Toddlers", aged(12, 24), leadingTo(seniors))
		for name, born := range map[string]string{
			"Ida":   "2024-11-03", // two years old tomorrow
			"Noor":  "2024-11-04",
			"Mateo": "2026-06-01", // too young stays
			"Thijs": "2027-02-01", // unborn stays
			"Zoe":   "",
			"Ella":  "2022-01-01", // too old for both
		} {
			h.add(toddlers, h.child(name, born), models.NewEntry{})
		}
		heard := listen(h.db)
		h.nightSays("Linden House 2026-11-02: 0 moved, 1 out, 1 unknown")
		heard.expect(t, "updated Ella")
		h.nightSays()
		h.at("2026-11-03T01:59:59Z")
		h.nightSays()
		h.at("2026-11-03T02:00:00Z")
		h.nightSays("Linden House 2026-11-03: 1 moved, 0 out, 1 unknown")
		heard.expect(t, "updated Ida")
		h.expect(seniors, "Ida")
		h.nightSays()
	})
}

func TestAChainOfNextListsIsFollowedToTheFirstThatFits(t *testing.T) {
	eachHouse(t, func(h *house) {
		closed := h.list("Club", aged(48, 72), func(w *models.Waitlist) { w.IsOpen, w.Capacity = false, ptr(1) })
		h.line(closed, "Zoe")
		seniors := h.list("Seniors", aged(24, 36), leadingTo(closed))
		toddlers := h.list("Toddlers", aged(12, 24), leadingTo(seniors))
		ida := h.add(toddlers, h.child("Ida", "2022-05-01"), models.NewEntry{AddedAt: models.At(h.now.AddDate(-1, 0, 0))})
		h.nightSays("Linden House 2026-11-02: 1 moved, 0 out, 1 unknown")
		h.expect(closed, "Ida", "Zoe")
		if now := h.reload(ida); now.AddedAt != ida.AddedAt || now.WaitlistID != closed.ID || now.Status != models.Waiting {
			t.Errorf("%+v", now)
		}
	})
}

func TestWhoIsOnTheNextListAlreadyKeepsOnePlaceWithTheEarlierDate(t *testing.T) {
	eachHouse(t, func(h *house) {
		seniors := h.list("Seniors", aged(24, 36))
		toddlers := h.list("Toddlers", aged(12, 24), leadingTo(seniors))
		ida := h.child("Ida", "2024-05-01")
		old := h.add(toddlers, ida, models.NewEntry{})
		h.line(seniors, "Zoe")
		kept := h.add(seniors, ida, models.NewEntry{})
		h.nightSays("Linden House 2026-11-02: 1 moved, 0 out, 1 unknown")
		h.expect(seniors, "Ida", "Zoe")
		if got := h.reload(old); got.Status != models.AgedOut || got.EndReason == "" || got.EndedBy != "nightly" {
			t.Errorf("%+v", got)
		}
		if got := h.reload(kept); got.AddedAt != old.AddedAt {
			t.Errorf("%+v", got)
		}
	})
}

func TestListsAtARequestedOrACutOffDateAreLookedAtByThatDate(t *testing.T) {
	eachHouse(t, func(h *house) {
		requested := h.list("At start", aged(0, 24), func(w *models.Waitlist) { w.AgeAt = models.AgeAtRequested })
		cutoff := h.list("School year", aged(0, 24), func(w *models.Waitlist) {
			w.AgeAt, w.CutoffDate = models.AgeAtCutoff, models.Date{Year: 2027, Month: 8, Day: 1}
		})
		day := func(year, month, day int) models.NewEntry {
			return models.NewEntry{RequestedDate: models.Date{Year: year, Month: time.Month(month), Day: day}}
		}
		h.add(requested, h.child("Ida", "2025-03-01"), day(2027, 2, 28))
		h.add(requested, h.child("Noor", "2025-02-28"), day(2027, 2, 28))
		h.add(requested, h.child("Mateo", "2024-11-01"), models.NewEntry{})
		h.add(cutoff, h.child("Thijs", "2025-08-02"), models.NewEntry{})
		h.add(cutoff, h.child("Zoe", "2025-08-01"), models.NewEntry{})
		h.nightSays("Linden House 2026-11-02: 0 moved, 3 out, 0 unknown")
		h.expect(requested, "Ida")
		h.expect(cutoff, "Thijs")
	})
}

// Each zone's night at 02:30 on the days on which its clocks skip or repeat it, or midnight: once, for the right birthday.
func TestEveryNightComesOnceInEveryZone(t *testing.T) {
	for zoneName, changes := range map[string][]string{
		"Europe/Berlin":       {"2026-03-29", "2026-10-25"},
		"America/New_York":    {"2026-03-08", "2026-11-01"},
		"Africa/Cairo":        {"2026-04-24", "2026-10-30"},
		"Australia/Lord_Howe": {"2026-10-04", "2026-04-05"},
	} {
		zone, err := time.LoadLocation(zoneName)
		if err != nil {
			t.Fatal(err)
		}
		for _, night := range []string{"00:15", "02:15"} {
			for _, text := range changes {
				t.Run(zoneName+" "+text+" "+night, func(t *testing.T) {
					eachHouse(t, func(h *house) { h.nightsAround(zone, text, night) })
				})
			}
		}
	}
}

// nightsAround ages out one child on the day before the change of the clocks, on the day and on the day after it, looking every quarter of an hour.
func (h *house) nightsAround(zone *time.Location, text, night string) {
	changed, err := models.ParseDate(text)
	if err != nil {
		h.Fatal(err)
	}
	h.now = changed.AddDays(-2).In(zone).Add(12 * time.Hour)
	location := &models.Location{PublicID: "l", Slug: "l", Name: "Harbour", TimeZone: zone.String(), Version: 1, CreatedAt: models.At(h.now)}
	h.write(func(tx *models.Tx) error {
		if err := tx.Exec("UPDATE accounts SET night_at = ?", night).Error; err != nil {
			return err
		}
		return tx.Create(location).Error
	})
	list := h.list("Toddlers", aged(0, 24), func(w *models.Waitlist) { w.LocationID = &location.ID })
	for day := -1; day <= 1; day++ {
		h.add(list, h.child("Ida", changed.AddDays(day).AddMonths(-24).String()), models.NewEntry{})
	}
	var said []string
	h.now = changed.AddDays(-2).In(zone).Add(13 * time.Hour)
	for end := changed.AddDays(2).In(zone); h.now.Before(end); h.now = h.now.Add(15 * time.Minute) {
		said = append(said, h.night()...)
	}
	want := []string{fmt.Sprintf("Harbour %s: 0 moved, 0 out, 0 unknown", changed.AddDays(-2))}
	for day := -1; day <= 1; day++ {
		want = append(want, fmt.Sprintf("Harbour %s: 0 moved, 1 out, 0 unknown", changed.AddDays(day)))
	}
	if diff := cmp.Diff(want, said); diff != "" {
		h.Error(diff)
	}
}

func TestNightsMissedEndAsIfNoneHadBeenMissed(t *testing.T) {
	eachHouse(t, func(h *house) {
		seniors := h.list("Seniors", aged(24, 25))
		toddlers := h.list("Toddlers", aged(12, 24), leadingTo(seniors))
		ida := h.add(toddlers, h.child("Ida", "2024-11-03"), models.NewEntry{})
		h.nightSays("Linden House 2026-11-02: 0 moved, 0 out, 0 unknown")
		h.at("2026-11-05T12:00:00Z")
		h.nightSays("Linden House 2026-11-03: 1 moved, 0 out, 0 unknown", "Linden House 2026-11-04: 0 moved, 0 out, 0 unknown",
			"Linden House 2026-11-05: 0 moved, 0 out, 0 unknown")
		h.at("2026-12-31T12:00:00Z")
		h.night()
		if got := h.reload(ida); got.Status != models.AgedOut || got.WaitlistID != seniors.ID {
			t.Errorf("%+v", got)
		}
		runs, err := models.AgeOutRuns(h.db.Read(t.Context()), models.Everywhere(), 100)
		if err != nil || len(runs) != 60 {
			t.Errorf("%d nights are kept: %v", len(runs), err)
		}
	})
}

func TestANightCutShortIsTakenUpWhereItStopped(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers", aged(0, 24))
		people := make([]models.Person, 700)
		h.write(func(tx *models.Tx) error {
			for i := range people {
				people[i] = models.Person{FirstName: fmt.Sprint("Child ", i), Birthdate: models.Date{Year: 2020, Month: 1, Day: 1}, Entries: []models.Entry{{WaitlistID: list.ID}}}
			}
			return tx.CreateInBatches(&people, 100).Error
		})
		killed := errors.New("killed")
		writes := 0
		h.db.Announce = func(*models.Tx, []models.Event) error {
			if writes++; writes == 2 {
				return killed
			}
			return nil
		}
		if _, err := h.db.AgeOut(t.Context(), h.now, false); !errors.Is(err, killed) {
			t.Fatal(err)
		}
		if got := len(h.order(list)); got != 200 {
			t.Fatalf("%d are left after the first batch", got)
		}
		h.nightSays("Linden House 2026-11-02: 0 moved, 700 out, 0 unknown")
		h.expect(list)
	})
}

func TestOneProcessRunsTheNightAndALateOneChangesNothing(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers", aged(0, 24))
		h.add(list, h.child("Ida", "2020-01-01"), models.NewEntry{})
		err := h.db.WithJobLease(t.Context(), models.AgeOutJob, func(ctx context.Context, lease *models.JobLease) error {
			if _, err := h.db.AgeOut(ctx, h.now, false); !errors.Is(err, models.ErrHeld) {
				t.Errorf("a second process: %v", err)
			}
			h.write(func(tx *models.Tx) error {
				return tx.Exec("UPDATE job_leases SET held_until = ?", models.At(h.now.AddDate(-1, 0, 0))).Error
			})
			h.nightSays("Linden House 2026-11-02: 0 moved, 1 out, 0 unknown")
			err := h.db.Write(ctx, func(tx *models.Tx) error { return lease.Renew(tx) })
			if !errors.Is(err, models.ErrLeaseLost) {
				t.Errorf("the first process goes on: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAChangedRangeAppliesAtOnceToThoseItsPreviewNamed(t *testing.T) {
	eachHouse(t, func(h *house) {
		seniors := h.list("Seniors", aged(24, 36))
		toddlers := h.list("Toddlers", aged(12, 36), leadingTo(seniors))
		h.add(toddlers, h.child("Ida", "2024-05-01"), models.NewEntry{})
		h.add(toddlers, h.child("Noor", "2025-05-01"), models.NewEntry{})
		h.add(toddlers, h.child("Ella", "2020-05-01"), models.NewEntry{})
		toddlers.MaxMonths = ptr(24)
		words := func(moves []models.Move) (words []string) {
			for _, move := range moves {
				to := "out"
				if move.To != nil {
					to = move.To.Name
				}
				words = append(words, move.Entry.Person.FirstName+" "+to)
			}
			return words
		}
		want := []string{"Ida Seniors", "Ella out"}
		preview, err := toddlers.Preview(h.db.Read(t.Context()), models.Date{Year: 2026, Month: 11, Day: 2})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, words(preview)); diff != "" {
			t.Error(diff)
		}
		h.expect(toddlers, "Ida", "Noor", "Ella")
		heard := listen(h.db)
		h.write(func(tx *models.Tx) error {
			moves, err := toddlers.Save(tx)
			if diff := cmp.Diff(want, words(moves)); diff != "" {
				t.Error(diff)
			}
			return err
		})
		heard.expect(t, "updated Ida", "updated Ella")
		h.expect(toddlers, "Noor")
		h.expect(seniors, "Ida")
	})
}

func TestTheDryRunNamesEachWithTheDay(t *testing.T) {
	eachHouse(t, func(h *house) {
		toddlers := h.list("Toddlers", aged(12, 24))
		for name, born := range map[string]string{"Ida": "2024-11-20", "Noor": "2024-12-02", "Mateo": "2024-12-03", "Ella": "2020-01-31"} {
			h.add(toddlers, h.child(name, born), models.NewEntry{})
		}
		moves, err := models.DueSoon(h.db.Read(t.Context()), models.Everywhere(), h.now, 30)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, move := range moves {
			words = append(words, move.Entry.Person.FirstName+" "+move.On.String())
		}
		if diff := cmp.Diff([]string{"Ella 2026-11-02", "Ida 2026-11-20", "Noor 2026-12-02"}, words); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheReportOfANightNamesPeopleAndLists(t *testing.T) {
	eachHouse(t, func(h *house) {
		seniors := h.list("Seniors", aged(24, 36))
		toddlers := h.list("Toddlers", aged(12, 24), leadingTo(seniors))
		h.add(toddlers, h.child("Ida", "2024-05-01"), models.NewEntry{})
		h.add(toddlers, h.child("Ella", "2020-05-01"), models.NewEntry{})
		h.add(toddlers, h.child("Zoe", ""), models.NewEntry{})
		h.night()
		runs, err := models.AgeOutRuns(h.db.Read(t.Context()), models.Everywhere(), 10)
		if err != nil || len(runs) != 1 {
			t.Fatal(runs, err)
		}
		night, lines, err := models.AgeOutReport(h.db.Read(t.Context()), models.Everywhere(), runs[0].ID, 0, 50)
		if err != nil || night.Moved != 1 || night.AgedOut != 1 || len(lines) != 2 {
			t.Fatal(night, lines, err)
		}
		if lines[0].Name() != "Ida Brandt" || lines[0].FromName != "Toddlers" || lines[0].ToName != "Seniors" || lines[1].ToName != "" {
			t.Errorf("%+v", lines)
		}
		elsewhere := models.Scope{LocationIDs: []int64{7}}
		if _, _, err := models.AgeOutReport(h.db.Read(t.Context()), elsewhere, runs[0].ID, 0, 50); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody of another location reads it: %v", err)
		}
		unknown, err := models.WithoutBirthdate(h.db.Read(t.Context()), models.Everywhere(), 50)
		if err != nil || len(unknown) != 1 || unknown[0].Person.FirstName != "Zoe" || unknown[0].Waitlist.Name != "Toddlers" {
			t.Errorf("%+v %v", unknown, err)
		}
	})
}

func TestWhoDoesNotConfirmInTimeLapses(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers", func(w *models.Waitlist) { w.ConfirmDays, w.GraceDays = 30, 7 })
		line := h.line(list, "Ida", "Noor")
		lapsed := func(dryRun bool, want int) {
			h.Helper()
			got, err := h.db.LapseUnconfirmed(t.Context(), h.now, dryRun)
			if err != nil || got != want {
				t.Errorf("%d lapsed, want %d: %v", got, want, err)
			}
		}
		h.now = h.now.AddDate(0, 0, 31)
		lapsed(false, 0)
		counts, err := list.Counts(h.db.Read(t.Context()), models.At(h.now))
		if err != nil || counts.Confirm != 2 {
			t.Errorf("%+v %v", counts, err)
		}
		h.write(func(tx *models.Tx) error { return line["Noor"].Confirm(tx) })
		h.now = h.now.AddDate(0, 0, 7)
		lapsed(true, 1)
		lapsed(false, 1)
		lapsed(false, 0)
		h.expect(list, "Noor")
	})
}
