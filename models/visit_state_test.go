package models_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/models"
)

const visitsFile = "../docs/visits.md"

func TestTheTableOfTransitionsIsWrittenDown(t *testing.T) {
	var text strings.Builder
	text.WriteString("# Visits: states and steps\n\nWritten from `models.Steps`; do not edit by hand: `ANTEROOM_UPDATE=1 go test ./models -run TestTheTableOfTransitions`.\n" +
		"What ends a visit leaves it COMPLETE with a tag that says how. A caller may write SERVED for SERVING.\n" +
		"Each tag and each state has a time stamp of its own.\n\n| step | from | to | tag | rule |\n|---|---|---|---|---|\n")
	for _, s := range models.Steps() {
		from := string(s.From)
		if from == "" {
			from = "(new)"
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %s |\n", s.Verb, from, s.To, s.Tag, s.Rule)
	}
	if os.Getenv("ANTEROOM_UPDATE") != "" {
		if err := os.WriteFile(visitsFile, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(visitsFile)
	if err != nil || string(written) != text.String() {
		t.Errorf("docs/visits.md is not what the table says (%v). Write it again: ANTEROOM_UPDATE=1 go test ./models -run TestTheTableOfTransitions", err)
	}
}

// steps are the verbs as staff call them.
func (s *salon) steps() map[string]func(tx *models.Tx, v *models.Visit) error {
	return map[string]func(tx *models.Tx, v *models.Visit) error{
		"extend":  func(tx *models.Tx, v *models.Visit) error { return v.Extend(tx) },
		"book":    func(tx *models.Tx, v *models.Visit) error { return v.Keep(tx, v.Details(), true) },
		"expire":  func(tx *models.Tx, v *models.Visit) error { return v.Expire(tx) },
		"cancel":  func(tx *models.Tx, v *models.Visit) error { return v.Cancel(tx, true) },
		"confirm": func(tx *models.Tx, v *models.Visit) error { return v.Confirm(tx) },
		"decline": func(tx *models.Tx, v *models.Visit) error { return v.Decline(tx) },
		"reschedule": func(tx *models.Tx, v *models.Visit) error {
			return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-02T15:00", AnyResource: true, ForStaff: true})
		},
		"reassign": func(tx *models.Tx, v *models.Visit) error { return v.Reassign(tx, []int64{s.ben.ID}) },
		"arrive":   func(tx *models.Tx, v *models.Visit) error { return v.Arrive(tx) },
		"delay":    func(tx *models.Tx, v *models.Visit) error { return v.Delay(tx) },
		"move":     func(tx *models.Tx, v *models.Visit) error { return v.MoveTo(tx, 1) },
		"call":     func(tx *models.Tx, v *models.Visit) error { return v.Call(tx) },
		"serve":    func(tx *models.Tx, v *models.Visit) error { return v.Serve(tx, s.ana) },
		"complete": func(tx *models.Tx, v *models.Visit) error { return v.Complete(tx) },
		"no-show":  func(tx *models.Tx, v *models.Visit) error { return v.NoShow(tx) },
		"undo":     func(tx *models.Tx, v *models.Visit) error { return v.Undo(tx) },
	}
}

// inEachState makes an appointment of ten o'clock for every state.
func (s *salon) inEachState() map[models.VisitState]*models.Visit {
	s.Helper()
	wish := models.NewVisit{FirstName: "Noor", ServiceIDs: []int64{s.haircut.ID}, Date: "2026-11-02T10:00"}
	visits := map[models.VisitState]*models.Visit{}
	for i, state := range models.VisitStates() {
		wish.Date = fmt.Sprintf("2026-11-02T%02d:%02d", 10+i/2, i%2*30)
		make := s.location.Book
		switch state {
		case models.StatePending:
			make = s.location.Hold
		case models.StateDraft:
			make = s.location.Request
		}
		s.write(func(tx *models.Tx) (err error) {
			v, err := make(tx, wish)
			visits[state] = v
			if err == nil && state == models.StateBooked {
				err = v.Delay(tx)
			}
			after := map[models.VisitState]int{models.StateWaiting: 1, models.StateServing: 2, models.StateComplete: 3}[state]
			for _, step := range []func(*models.Tx) error{v.Arrive, func(tx *models.Tx) error { return v.Serve(tx, nil) }, v.Complete}[:after] {
				if err == nil {
					err = step(tx)
				}
			}
			return err
		})
	}
	return visits
}

func TestEveryStepIsLawfulExactlyWhereTheTableSaysSo(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.now = time.Date(2026, 11, 2, 8, 59, 0, 0, time.UTC)
		visits, back := s.inEachState(), errors.New("back")
		for verb, step := range s.steps() {
			for state, visit := range visits {
				s.now = time.Date(2026, 11, 2, 8, 59, 30, 0, time.UTC)
				if verb == "no-show" || verb == "expire" {
					s.now = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
				}
				rows := slices.DeleteFunc(models.Steps(), func(row models.Step) bool { return row.Verb != verb || row.From != state })
				var after models.VisitState
				v := s.load(visit)
				err := s.try(func(tx *models.Tx) error {
					if err := step(tx, v); err != nil {
						return err
					}
					after = v.State
					return back
				})
				switch {
				case len(rows) == 0 && (!isSentence(err) || errors.Is(err, models.ErrTaken)):
					t.Errorf("%s of %s ends in %s: %v", verb, state, after, err)
				case len(rows) > 0 && !errors.Is(err, back):
					t.Errorf("%s of %s: %v", verb, state, err)
				case len(rows) > 0 && !slices.ContainsFunc(rows, func(row models.Step) bool { return row.To == after }):
					t.Errorf("%s of %s ends in %s", verb, state, after)
				}
			}
		}
		s.sound()
	})
}

func TestWhateverStaffDoVisitsGoTheLawfulWay(t *testing.T) {
	eachSalon(t, func(s *salon) {
		steps := s.steps()
		verbs := []string{}
		for verb := range steps {
			verbs = append(verbs, verb)
		}
		slices.Sort(verbs)
		var visits []*models.Visit
		make := func(r *rapid.T) {
			wish := models.NewVisit{FirstName: "Noor", ServiceIDs: []int64{s.haircut.ID}, PartySize: rapid.IntRange(1, 2).Draw(r, "party"), ForStaff: true}
			wish.Date = time.Date(2026, 11, 2, 9, 30*rapid.IntRange(0, 20).Draw(r, "half hours"), 0, 0, time.UTC).AddDate(0, 0, int(s.now.Sub(time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)).Hours()/24)).
				Format(models.WallText)
			first := rapid.SampledFrom([]func(*models.Tx, models.NewVisit) (*models.Visit, error){s.location.Book, s.location.Hold, s.location.Request, s.location.Join}).Draw(r, "first")
			err := s.try(func(tx *models.Tx) error {
				v, err := first(tx, wish)
				if err == nil {
					visits = append(visits, v)
				}
				return err
			})
			if err != nil && !isSentence(err) {
				r.Fatal(err)
			}
		}
		rapid.Check(s.T, func(r *rapid.T) {
			s.now = s.now.Add(time.Duration(rapid.IntRange(0, 30).Draw(r, "minutes")) * time.Minute)
			make(r)
			for range rapid.IntRange(1, 8).Draw(r, "steps") {
				if len(visits) == 0 {
					return
				}
				v := s.load(rapid.SampledFrom(visits[max(0, len(visits)-8):]).Draw(r, "visit"))
				verb, from := rapid.SampledFrom(verbs).Draw(r, "verb"), v.State
				err := s.try(func(tx *models.Tx) error { return steps[verb](tx, v) })
				if err != nil && !isSentence(err) {
					r.Fatal(verb, from, err)
				}
				now := s.load(v)
				lawful := slices.ContainsFunc(models.Steps(), func(row models.Step) bool {
					return row.From == from && row.To == now.State && (row.Verb == verb || verb == "book" && row.Verb == "request")
				})
				if err == nil && !lawful && from != now.State || err != nil && now.State != from {
					r.Fatalf("%s led from %s to %s (%v)", verb, from, now.State, err)
				}
			}
			s.sound()
			if s.Failed() {
				r.FailNow()
			}
		})
	})
}

func TestStatesAreReadHoweverTheyAreWritten(t *testing.T) {
	for text, want := range map[string]models.VisitState{"SERVED": models.StateServing, " waiting": models.StateWaiting, "Complete": models.StateComplete, "GONE": ""} {
		state, known := models.ParseVisitState(text)
		if known != (want != "") || known && state != want {
			t.Errorf("%q is %s (%v)", text, state, known)
		}
	}
}

func TestDetailsChangeWhileTheTagsOfStepsStay(t *testing.T) {
	eachSalon(t, func(s *salon) {
		noor := &models.Person{FirstName: "Noor", LastName: "Haddad"}
		s.write(func(tx *models.Tx) error { return tx.Create(noor).Error })
		v := s.join("Ida")
		s.write(v.Call)
		details := v.Details()
		details.PersonID, details.FirstName, details.LastName, details.Tags, details.PartySize = &noor.ID, "", "", []string{"VIP", "confirmed"}, 2
		s.write(func(tx *models.Tx) error { return v.Change(tx, details) })
		if v = s.load(v); v.Name() != "Noor Haddad" || !slices.Equal(v.Tags, []string{"ALERTED", "VIP"}) || v.PartySize != 2 {
			t.Errorf("%s %v, a party of %d", v.Name(), v.Tags, v.PartySize)
		}
		details.PartySize = 0
		if err := s.try(func(tx *models.Tx) error { return v.Change(tx, details) }); !isSentence(err) {
			t.Errorf("a party of nobody: %v", err)
		}
		if err := s.try(func(tx *models.Tx) error { return v.Expect(tx, v.Version-1) }); !errors.Is(err, models.ErrStale) {
			t.Errorf("an older version: %v", err)
		}
	})
}
