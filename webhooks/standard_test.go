package webhooks_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/models/modelstest"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

var update = flag.Bool("update", false, "write testdata anew")

// story is the life of two children on the lists of Linden House, one change at a time.
type story struct {
	t        *testing.T
	world    *world
	db       *models.DB
	mu       sync.Mutex
	now      time.Time
	receiver *hooktest.Receiver
	schemas  hooktest.Schemas
	heard    int
	ids      []string // pairs of a random id and the name it gets in the goldens
}

func newStory(t *testing.T, engine models.Engine) *story {
	s := &story{t: t, now: time.Date(2026, 3, 2, 8, 15, 30, 123_456_000, time.UTC), receiver: hooktest.New(t)}
	s.db = modelstest.Open(t, engine, s.clock)
	w := &world{t: t, db: s.db}
	keyring, err := webhooks.NewKeyring(houseSecret)
	if err != nil {
		t.Fatal(err)
	}
	w.config = webhooks.Config{Guard: allowing(t, "127.0.0.1/32"), Keyring: keyring, Schedule: webhooks.DefaultSchedule(), Version: "test"}
	w.sender = w.newSender()
	w.use(w.sender)
	w.start(w.sender)
	w.endpoint(s.receiver)
	s.world = w
	account, err := models.FindAccount(s.db.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	s.ids = []string{account.PublicID, "ACCOUNT"}
	return s
}

func (s *story) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *story) turnTo(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// by makes a change a minute later and compares what was heard of it with the golden of that name.
func (s *story) by(author models.By, golden string, do func(tx *models.Tx) error) {
	s.t.Helper()
	s.turnTo(s.clock().Add(time.Minute))
	if err := s.db.Write(models.WithBy(s.t.Context(), author), do); err != nil {
		s.t.Fatalf("%s: %v", golden, err)
	}
	s.compare(golden)
}

func (s *story) staff(golden string, do func(tx *models.Tx) error) {
	s.t.Helper()
	s.by(models.By{Kind: models.ByUser, Name: "Ana Castillo"}, golden, do)
}

// compare expects one more request; the random ids in it are named.
func (s *story) compare(golden string) {
	s.t.Helper()
	s.heard++
	got := s.receiver.Wait(s.t, s.heard)
	s.world.allEnded()
	if len(got) != s.heard {
		s.t.Fatalf("%s was heard %d times", golden, len(got)-s.heard+1)
	}
	s.schemas.Check(s.t, "standard", got[s.heard-1].Header.Get("anteroom-event"), got[s.heard-1].Body)
	var indented bytes.Buffer
	if err := json.Indent(&indented, got[s.heard-1].Body, "", "  "); err != nil {
		s.t.Fatal(err)
	}
	var envelope struct{ ID string }
	if err := json.Unmarshal(got[s.heard-1].Body, &envelope); err != nil {
		s.t.Fatal(err)
	}
	text := strings.NewReplacer(append([]string{envelope.ID, "EVENT"}, s.ids...)...).Replace(indented.String()) + "\n"
	path := filepath.Join("testdata", "standard", golden+".json")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		s.t.Errorf("%s: %s", golden, diff)
	}
}

// silent makes a change that nobody must hear of.
func (s *story) silent(what string, do func(tx *models.Tx) error) {
	s.t.Helper()
	modelstest.Write(s.t, s.db, do)
	s.world.allEnded()
	if got := s.receiver.Settle(20 * time.Millisecond); len(got) != s.heard {
		s.t.Errorf("%s was heard of: %s", what, got[len(got)-1].Body)
	}
}

func TestEveryKindOfChangeIsWordedAsTheReferenceSays(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) { tellStory(newStory(t, engine)) })
	}
}

func tellStory(s *story) {
	infants := &models.Waitlist{Name: "Infants", MaxMonths: new(12), AgeAt: models.AgeAtToday, IsPublic: true, IsOpen: true}
	toddlers := &models.Waitlist{Name: "Toddlers", MinMonths: new(12), AgeAt: models.AgeAtToday, IsPublic: true, IsOpen: true}
	var fields []models.Field
	s.silent("a new list", func(tx *models.Tx) (err error) {
		if _, err = toddlers.Save(tx); err != nil {
			return err
		}
		infants.NextWaitlistID = &toddlers.ID
		if _, err = infants.Save(tx); err != nil {
			return err
		}
		fields, err = models.OpenFields(tx)
		return err
	})

	noor, entry := s.signUp(fields, infants)
	var note *models.Note
	s.staff("field-change", func(tx *models.Tx) error {
		_, err := noor.Change(tx, fields, models.Values{"Email": "noor.haddad@example.org", "Days Available": "Monday"})
		return err
	})
	s.staff("note-add", func(tx *models.Tx) (err error) {
		note, err = noor.AddNote(tx, "Called: <morning> & evening are fine", false)
		return err
	})
	s.staff("note-edit", func(tx *models.Tx) error { return note.Edit(tx, "Called: mornings are fine") })
	s.staff("note-delete", func(tx *models.Tx) error { return note.Remove(tx) })
	s.staff("list-join", func(tx *models.Tx) error {
		_, _, err := toddlers.Add(tx, noor, models.NewEntry{})
		return err
	})

	sam := &models.Person{FirstName: "Sam", LastName: "Ruiz", Birthdate: models.Date{Year: 2025, Month: 12, Day: 24}}
	sam.GUID, sam.PublicID = "00000000-0000-4000-8000-000000000002", models.NewPublicID()
	s.ids = append(s.ids, sam.GUID, "SAM")
	s.staff("add-by-staff", func(tx *models.Tx) error { return tx.Create(sam).Error })
	var second *models.Entry
	s.staff("list-join-second", func(tx *models.Tx) (err error) {
		second, _, err = infants.Add(tx, sam, models.NewEntry{})
		return err
	})
	s.silent("a drag", func(tx *models.Tx) error { return second.MoveTo(tx, 1, "") })
	s.staff("confirm", func(tx *models.Tx) error {
		if err := tx.Take(entry, entry.ID).Error; err != nil {
			return err
		}
		return entry.Confirm(tx)
	})
	s.staff("list-remove", func(tx *models.Tx) error {
		if err := tx.Take(second, second.ID).Error; err != nil {
			return err
		}
		return second.Remove(tx, "Moved away")
	})
	s.staff("family-move", func(tx *models.Tx) error { return sam.MoveToFamily(tx, noor.FamilyID) })
	s.staff("list-move", func(tx *models.Tx) error {
		if err := second.Restore(tx); err != nil {
			return err
		}
		_, err := second.MoveToList(tx, toddlers)
		return err
	})
	s.ageOut()
	s.staff("delete", func(tx *models.Tx) error { return sam.Remove(tx) })
	s.staff("erase", func(tx *models.Tx) error { return noor.Erase(tx) })
}

// signUp is a family at the public page.
func (s *story) signUp(fields []models.Field, list *models.Waitlist) (*models.Person, *models.Entry) {
	s.t.Helper()
	var noor *models.Person
	var entry *models.Entry
	s.turnTo(s.clock().Add(time.Minute))
	online := models.WithBy(s.t.Context(), models.By{Kind: models.ByOnline, Name: "online"})
	err := s.db.Write(online, func(tx *models.Tx) (err error) {
		noor, err = models.CreatePerson(tx, fields, models.NewPerson{Source: "online", Values: models.Values{
			"First Name": "Noor", "Last Name": "Haddad", "Birthdate": "2025-08-09", "Phone #": "+49 30 5550143", "Days Available": "Tuesday,Wednesday",
		}})
		if err != nil {
			return err
		}
		if _, err = noor.AddNote(tx, "Hopes for a place near her brother", false); err != nil {
			return err
		}
		entry, _, err = list.Add(tx, noor, models.NewEntry{RequestedDate: models.Date{Year: 2026, Month: 6, Day: 30}})
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.ids = append(s.ids, noor.GUID, "NOOR")
	s.compare("add")
	return noor, entry
}

// ageOut lets the night come in which Noor is a year old: she is on the toddlers' list already, and her old entry ends.
func (s *story) ageOut() {
	s.t.Helper()
	s.turnTo(time.Date(2026, 8, 10, 4, 0, 0, 0, time.UTC))
	if _, err := s.db.AgeOut(s.t.Context(), s.clock(), true); err != nil {
		s.t.Fatal(err)
	}
	s.compare("list-age-out")
}
