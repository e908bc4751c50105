package webhooks_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/models/modelstest"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// salon is a day at Linden House's hairdresser, one change at a time, heard in one dialect.
type salon struct {
	*story
	dialect  string
	location *models.Location
	cut      *models.Service
	ana, ben *models.Resource
	hair     *models.Field
	prefix   string // of the goldens' names
}

func newSalon(t *testing.T, dialect, profile string) *salon {
	s := &salon{story: &story{t: t, now: time.Date(2026, 11, 2, 8, 0, 0, 123_456_000, time.UTC), receiver: hooktest.New(t)}, dialect: dialect}
	s.db = modelstest.Open(t, models.SQLite, s.clock)
	w := &world{t: t, db: s.db}
	keyring, err := webhooks.NewKeyring(houseSecret)
	if err != nil {
		t.Fatal(err)
	}
	w.config = webhooks.Config{
		Guard: allowing(t, "127.0.0.1/32"), Keyring: keyring, Schedule: webhooks.DefaultSchedule(), Version: "test", BaseURL: "https://waitlist.example.com",
	}
	w.sender = w.newSender()
	w.use(w.sender)
	w.start(w.sender)
	s.world = w
	account, err := models.FindAccount(s.db.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	s.ids = []string{account.PublicID, "ACCOUNT"}
	w.endpointAs(webhooks.Draft{URL: s.receiver.URL() + "/hooks", IsActive: true, Dialect: dialect, Profile: profile})
	return s
}

// hear makes a change a minute later and compares all that was heard of it with the goldens of that name.
func (s *salon) hear(golden string, do func(tx *models.Tx) error) {
	s.t.Helper()
	s.turnTo(s.clock().Add(time.Minute))
	if err := s.db.Write(models.WithBy(s.t.Context(), models.By{Kind: models.ByUser, Name: "Ana Castillo"}), do); err != nil {
		s.t.Fatalf("%s: %v", golden, err)
	}
	s.world.allEnded()
	got := s.receiver.Settle(20 * time.Millisecond)
	slices.SortStableFunc(got[s.heard:], func(a, b hooktest.Received) int { // those of several subjects go side by side
		first, second := a.Header.Get("anteroom-sequence"), b.Header.Get("anteroom-sequence")
		return cmp.Or(len(first)-len(second), strings.Compare(first, second))
	})
	var text strings.Builder
	for _, request := range got[s.heard:] {
		s.schemas.Check(s.t, s.dialect, request.Header.Get("anteroom-event"), request.Body)
		var indented bytes.Buffer
		if err := json.Indent(&indented, request.Body, "", "  "); err != nil {
			s.t.Fatal(err)
		}
		text.WriteString(indented.String() + "\n")
	}
	s.heard = len(got)
	s.golden(golden, s.named(text.String()))
}

// named gives random ids the names they have in the goldens; those of events are all one.
func (s *salon) named(text string) string {
	text = strings.NewReplacer(s.ids...).Replace(text)
	return regexp.MustCompile(`(?m)^  "id": "[0-9A-Za-z]{20}"`).ReplaceAllString(text, `  "id": "EVENT"`)
}

func (s *salon) golden(name, text string) {
	s.t.Helper()
	path := filepath.Join("testdata", s.dialect, s.prefix+name+".json")
	if text == "" {
		if _, err := os.Stat(path); err == nil {
			s.t.Errorf("%s was not heard of", name)
		}
		return
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), text); diff != "" {
		s.t.Errorf("%s: %s", name, diff)
	}
}

// remember names a visit's ids.
func (s *salon) remember(name string, v *models.Visit) {
	s.ids = append(s.ids, v.PublicID, name, `"`+v.ShortID+`"`, `"`+name+`-SHORT"`)
}

func (s *salon) book(golden, name, date string) *models.Visit {
	s.t.Helper()
	return s.appoint(golden, name, date, (*models.Location).Book)
}

// appoint makes an appointment with Ana, or what may become one.
func (s *salon) appoint(golden, name, date string, do func(*models.Location, *models.Tx, models.NewVisit) (*models.Visit, error)) *models.Visit {
	s.t.Helper()
	var v *models.Visit
	s.hear(golden, func(tx *models.Tx) (err error) {
		v, err = do(s.location, tx, models.NewVisit{
			FirstName: "Noor", LastName: "Haddad", Phone: "+49 30 5550143", Email: "noor@example.com", Notes: "Short <please> & dry",
			Answers:    models.VisitAnswers{s.hair.PublicID: {"Long"}},
			ServiceIDs: []int64{s.cut.ID}, ResourceIDs: []int64{s.ana.ID}, Date: date, Source: "STAFF", ForStaff: true,
		})
		if err == nil {
			s.remember(name, v)
		}
		return err
	})
	return v
}

// on makes a step of a visit as it is by then.
func (s *salon) on(golden string, visit *models.Visit, step func(tx *models.Tx, v *models.Visit) error) {
	s.t.Helper()
	s.hear(golden, func(tx *models.Tx) error {
		v, err := models.FindVisit(tx, models.Everywhere(), visit.PublicID)
		if err != nil {
			return err
		}
		return step(tx, v)
	})
}

// appointments are what happens to those who booked.
func (s *salon) appointments() {
	first := s.book("booked", "BOOKING", "2026-11-03T10:00")
	s.on("changed", first, changeEmail)
	s.on("rescheduled", first, func(tx *models.Tx, v *models.Visit) error {
		return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-04T08:00", ForStaff: true})
	})
	s.on("reassigned", first, func(tx *models.Tx, v *models.Visit) error { return v.Reassign(tx, []int64{s.ben.ID}) })
	s.on("cancelled", first, func(tx *models.Tx, v *models.Visit) error { return v.CancelBecause(tx, "A cold; in no payload.", true) })
	s.on("restored", first, func(tx *models.Tx, v *models.Visit) error { return v.Undo(tx) })
	s.on("deleted", first, func(tx *models.Tx, v *models.Visit) error { return v.Delete(tx) })
	second := s.book("booked-second", "SECOND", "2026-11-02T10:00")
	s.turnTo(time.Date(2026, 11, 2, 10, 0, 0, 123_456_000, time.UTC))
	s.on("no-show", second, func(tx *models.Tx, v *models.Visit) error { return v.NoShow(tx) })
}

func changeEmail(tx *models.Tx, v *models.Visit) error {
	details := v.Details()
	details.Email = "n.haddad@example.com"
	return v.Change(tx, details)
}

// requests are what staff still have to say yes to, and times that are held while a form is filled in.
func (s *salon) requests() {
	first := s.appoint("requested", "REQUEST", "2026-11-05T10:00", (*models.Location).Request)
	s.on("request-changed", first, changeEmail)
	s.on("confirmed", first, func(tx *models.Tx, v *models.Visit) error { return v.Confirm(tx) })
	second := s.appoint("requested-second", "REFUSED", "2026-11-05T12:00", (*models.Location).Request)
	s.on("declined", second, func(tx *models.Tx, v *models.Visit) error { return v.Decline(tx) })
	kept := s.appoint("held", "HOLD", "2026-11-05T14:00", (*models.Location).Hold)
	s.on("hold-extended", kept, func(tx *models.Tx, v *models.Visit) error { return v.Extend(tx) })
	s.on("hold-kept", kept, func(tx *models.Tx, v *models.Visit) error { return v.Keep(tx, v.Details(), true) })
	s.on("hold-cancelled", kept, func(tx *models.Tx, v *models.Visit) error { return v.Cancel(tx, false) })
	s.on("request-cancelled", first, func(tx *models.Tx, v *models.Visit) error { return v.Cancel(tx, false) })
	lost := s.appoint("held-second", "LOST", "2026-11-05T16:00", (*models.Location).Hold)
	s.turnTo(s.clock().Add(models.HoldTime))
	s.on("hold-expired", lost, func(tx *models.Tx, v *models.Visit) error { return v.Expire(tx) })
}

// queue is what happens to those who walk in.
func (s *salon) queue() {
	join := func(golden, name, first string) *models.Visit {
		s.t.Helper()
		var v *models.Visit
		s.hear(golden, func(tx *models.Tx) (err error) {
			if v, err = s.location.Join(tx, models.NewVisit{
				FirstName: first, LastName: "Brandt", ServiceIDs: []int64{s.cut.ID}, ResourceIDs: []int64{s.ana.ID}, Source: "ONLINE",
				Answers: models.VisitAnswers{s.hair.PublicID: {"Short"}}, Locale: "de",
			}); err == nil {
				s.remember(name, v)
			}
			return err
		})
		return v
	}
	first := join("queue-joined", "FIRST", "Jonas")
	second := join("queue-joined-second", "NEXT", "Mira")
	s.on("queue-called", first, func(tx *models.Tx, v *models.Visit) error { return v.Call(tx) })
	s.on("queue-served", first, func(tx *models.Tx, v *models.Visit) error { return v.Serve(tx, s.ana) })
	s.on("queue-completed", first, func(tx *models.Tx, v *models.Visit) error { return v.Complete(tx) })
	s.on("queue-removed", second, func(tx *models.Tx, v *models.Visit) error { return v.Delete(tx) })
}
