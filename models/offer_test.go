package models_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"anteroom/models"
)

// line puts people on a list of the salon's location, in this order.
func (s *salon) queueOf(name string, first ...string) (*models.Waitlist, []*models.Entry) {
	s.Helper()
	list := &models.Waitlist{Name: name, LocationID: &s.location.ID, IsOpen: true}
	var entries []*models.Entry
	s.write(func(tx *models.Tx) error { _, err := list.Save(tx); return err })
	for _, one := range first {
		entries = append(entries, s.waits(list, one))
	}
	return list, entries
}

func (s *salon) waits(list *models.Waitlist, first string, more ...string) *models.Entry {
	s.Helper()
	var entry *models.Entry
	s.write(func(tx *models.Tx) error {
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		values := models.Values{"First Name": first, "Last Name": "Brandt"}
		for i := 0; i+1 < len(more); i += 2 {
			values[more[i]] = more[i+1]
		}
		person, err := models.CreatePerson(tx, fields, models.NewPerson{Values: values, Source: "staff"})
		if err != nil {
			return err
		}
		entry, _, err = list.Add(tx, person, models.NewEntry{})
		return err
	})
	return entry
}

func (s *salon) entry(e *models.Entry) *models.Entry {
	s.Helper()
	now, err := models.SeekEntry(s.db.Read(s.Context()), models.Everywhere(), strconv.FormatInt(e.ID, 10))
	if err != nil {
		s.Fatal(err)
	}
	return now
}

func (s *salon) offer(e *models.Entry, date string, change ...func(*models.TimeOffer)) (*models.Visit, error) {
	s.Helper()
	offer := models.TimeOffer{ServiceIDs: []int64{s.haircut.ID}, ResourceIDs: []int64{s.ana.ID}, Date: date}
	for _, c := range change {
		c(&offer)
	}
	var visit *models.Visit
	err := s.try(func(tx *models.Tx) (err error) {
		visit, err = s.location.OfferTime(tx, e, offer)
		return err
	})
	return visit, err
}

func (s *salon) mustOffer(e *models.Entry, date string, change ...func(*models.TimeOffer)) *models.Visit {
	s.Helper()
	visit, err := s.offer(e, date, change...)
	if err != nil {
		s.Fatal(err)
	}
	return visit
}

// stands says of an entry that it has this status and place.
func (s *salon) stands(e *models.Entry, status models.EntryStatus, place int) {
	s.Helper()
	now := s.entry(e)
	got := 0
	if now.Position != nil {
		got = *now.Position
	}
	if now.Status != status || got != place {
		s.Errorf("the entry is %s at %d, want %s at %d", now.Status, got, status, place)
	}
	if isOffered := now.Status == models.Offered; now.IsActive() && isOffered != (now.OfferUntil != nil) {
		s.Errorf("%s until %v", now.Status, now.OfferUntil)
	}
}

// history are the actions recorded of a person, the oldest first.
func (s *salon) history(e *models.Entry) []string {
	s.Helper()
	page, err := models.Timeline(s.db.Read(s.Context()), models.Everywhere(), e.PersonID, models.ListHistory, "")
	if err != nil {
		s.Fatal(err)
	}
	var actions []string
	for _, item := range page.Items {
		if item.Action != "" {
			actions = append(actions, item.Action)
		}
	}
	slices.Reverse(actions)
	return actions
}

func TestAnOfferedTimeIsHeldAndAcceptingItEndsTheWait(t *testing.T) {
	eachSalon(t, func(s *salon) {
		_, line := s.queueOf("Colour", "Ida", "Noor", "Sami")
		manual := s.service("Advice", func(a *models.Service) { a.ManualConfirm, a.ResourceIDs = true, []int64{s.ana.ID} })
		visit := s.mustOffer(line[1], "2026-11-05T10:00", func(o *models.TimeOffer) { o.ServiceIDs = []int64{manual.ID} })
		if visit.State != models.StatePending || visit.FirstName != "Noor" || visit.Token == "" || visit.PendingExpireTime.Sub(s.now.Add(-time.Second)) != 48*time.Hour {
			t.Errorf("held is %+v", visit)
		}
		s.stands(line[1], models.Offered, 2)
		if _, err := s.book(s.haircut, "2026-11-05T10:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} }); !errors.Is(err, models.ErrTaken) {
			t.Errorf("the held time went to another: %v", err)
		}
		if err := s.try(visit.Extend); !isSentence(err) {
			t.Errorf("an offer was extended to ten minutes: %v", err)
		}
		s.write(visit.Accept)
		if visit.State != models.StateBooked || visit.Ticket() == "" || visit.IsUnconfirmed {
			t.Errorf("accepted is %s", visit.State)
		}
		s.stands(line[1], models.Enrolled, 0)
		s.stands(line[2], models.Waiting, 2)
		if reason := s.entry(line[1]).EndReason; reason != "Accepted 2026-11-05, 10:00" {
			t.Errorf("the reason is %q", reason)
		}
		if err := s.try(visit.Accept); !isSentence(err) {
			t.Errorf("accepted twice: %v", err)
		}
		if err := s.try(visit.Decline); !isSentence(err) {
			t.Errorf("declined after it was accepted: %v", err)
		}
		if got := s.history(line[1]); !slices.Equal(got, []string{"offer.made", "offer.accepted"}) {
			t.Errorf("the history tells %v", got)
		}
		s.sound()
	})
}

func TestAnOfferThatEndsLeavesThePlaceAndFreesTheTime(t *testing.T) {
	eachSalon(t, func(s *salon) {
		_, line := s.queueOf("Colour", "Ida", "Noor")
		days := 2
		for word, end := range map[string]func(v *models.Visit) error{
			"declined":  func(v *models.Visit) error { return s.try(v.Decline) },
			"withdrawn": func(v *models.Visit) error { return s.try(func(tx *models.Tx) error { return v.Cancel(tx, true) }) },
			"expired": func(*models.Visit) error {
				s.now = s.now.Add(48 * time.Hour)
				return s.db.RunQueue(s.Context(), s.now)
			},
		} {
			days++
			day := models.DateIn(s.now, time.UTC).AddDays(days).String()
			visit := s.mustOffer(line[0], day+"T10:00")
			if err := end(visit); err != nil {
				t.Fatal(err)
			}
			s.stands(line[0], models.Waiting, 1)
			if got := s.history(line[0]); got[len(got)-1] != "offer."+word {
				t.Errorf("%s: the history tells %v", word, got)
			}
			if err := s.try(s.load(visit).Accept); err == nil {
				t.Errorf("%s, and accepted", word)
			}
			s.mustBook(s.haircut, day+"T10:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
			s.sound()
		}
	})
}

func TestATimeOutOfDateIsOverBeforeAnybodyNotices(t *testing.T) {
	eachSalon(t, func(s *salon) {
		_, line := s.queueOf("Colour", "Ida", "Noor")
		visit := s.mustOffer(line[0], "2026-11-05T10:00")
		s.now = s.now.Add(49 * time.Hour)
		if err := s.try(visit.Accept); !isSentence(err) {
			t.Errorf("accepted too late: %v", err)
		}
		s.mustOffer(line[1], "2026-11-05T10:00")
		s.stands(line[0], models.Waiting, 1)
		s.mustOffer(line[0], "2026-11-05T11:00")
		s.sound()
	})
}

func TestNobodyIsOfferedTwoTimesOrATakenOne(t *testing.T) {
	eachSalon(t, func(s *salon) {
		list, line := s.queueOf("Colour", "Ida", "Noor")
		s.mustBook(s.haircut, "2026-11-05T10:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
		_, err := s.offer(line[0], "2026-11-05T10:00")
		var taken *models.TakenError
		if !errors.As(err, &taken) || len(s.nearest(taken)) == 0 {
			t.Fatalf("a taken time was offered: %v", err)
		}
		s.stands(line[0], models.Waiting, 1)
		for minutes, isFine := range map[int]bool{0: false, -1: false, 1: true} {
			until := func(o *models.TimeOffer) { o.Until = models.At(s.now.Add(time.Duration(minutes) * time.Minute)) }
			if _, err := s.offer(line[0], "2026-11-04T10:00", until); isFine != (err == nil) {
				t.Errorf("to answer in %d minutes: %v", minutes, err)
			}
			s.now = s.now.Add(2 * time.Minute)
		}
		start := time.Date(2026, 11, 5, 10, 0, 0, 0, time.UTC)
		if _, err := s.offer(line[0], "2026-11-05T11:00", func(o *models.TimeOffer) { o.Until = models.At(start.Add(time.Second)) }); !isInvalid(err, "offerUntil") {
			t.Errorf("to answer after the start: %v", err)
		}
		visit := s.mustOffer(line[0], "2026-11-05T11:00", func(o *models.TimeOffer) { o.Until = models.At(start) })
		if _, err := s.offer(line[0], "2026-11-05T12:00"); !isSentence(err) {
			t.Errorf("a second time: %v", err)
		}
		if err := s.try(func(tx *models.Tx) error { return line[0].Offer(tx, models.At(s.now.Add(time.Hour))) }); !isSentence(err) {
			t.Errorf("a place beside the time: %v", err)
		}
		if err := s.try(func(tx *models.Tx) error {
			return s.load(visit).Change(tx, models.VisitDetails{FirstName: "Sami", PartySize: 1})
		}); !isInvalid(err, "customerId") {
			t.Errorf("the held time was given to another: %v", err)
		}
		s.write(func(tx *models.Tx) error { return line[1].Offer(tx, models.At(s.now.Add(time.Hour))) })
		if _, err := s.offer(line[1], "2026-11-05T12:00"); !isSentence(err) {
			t.Errorf("a time beside the place: %v", err)
		}
		garden := &models.Location{}
		s.write(func(tx *models.Tx) error {
			made, err := models.CreateLocation(tx, models.LocationSettings{Name: "Garden House", TimeZone: "Europe/Berlin"})
			if err == nil {
				*garden = *made
			}
			return err
		})
		third := s.waits(list, "Sami")
		err = s.try(func(tx *models.Tx) error {
			_, err := garden.OfferTime(tx, third, models.TimeOffer{Duration: 1800, Date: "2026-11-05T10:00"})
			return err
		})
		if !isInvalid(err, "entry") {
			t.Errorf("somebody of another location: %v", err)
		}
		s.sound()
	})
}

func isInvalid(err error, field string) bool {
	var invalid models.Invalid
	return errors.As(err, &invalid) && invalid[field] != ""
}
