package models_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// salon is the world of the tests of visits: a clock that can be turned, a location that opens at nine, two members of staff and a service.
type salon struct {
	*testing.T
	db       *models.DB
	now      time.Time
	location *models.Location
	haircut  *models.Service
	ana, ben *models.Resource
}

func eachSalon(t *testing.T, test func(s *salon)) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) { test(newSalon(t, engine)) })
	}
}

func newSalon(t *testing.T, engine models.Engine) *salon {
	t.Helper()
	s := &salon{T: t, now: salonOpens}
	s.db = modelstest.Open(t, engine, func() time.Time { return s.now })
	s.furnish()
	return s
}

// salonOpens is a Monday, nine in Berlin.
var salonOpens = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

func (s *salon) furnish() {
	s.Helper()
	s.write(func(tx *models.Tx) (err error) {
		if s.location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"}); err != nil {
			return err
		}
		var week models.Hours
		for _, day := range models.WeekDays() {
			week = append(week, models.OpenTime{Day: day, From: "09:00", To: "18:00"})
		}
		if err := s.location.SetHours(tx, models.OpeningHours{Hours: week}); err != nil {
			return err
		}
		if err := s.location.OpenQueue(tx); err != nil {
			return err
		}
		s.ana = &models.Resource{Name: "Ana Castillo", Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.location.ID}}
		s.ben = &models.Resource{Name: "Ben Okafor", Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.location.ID}}
		for _, r := range []*models.Resource{s.ana, s.ben} {
			if err := r.Save(tx); err != nil {
				return err
			}
		}
		return nil
	})
	s.haircut = s.service("Haircut", func(h *models.Service) { h.ResourceIDs = []int64{s.ana.ID, s.ben.ID} })
}

func (s *salon) write(do func(tx *models.Tx) error) {
	s.Helper()
	if err := s.try(do); err != nil {
		s.Fatal(err)
	}
}

// try runs one Write as Ana and lets a second pass. Whatever it does, its events tell of visits as they are stored.
func (s *salon) try(do func(tx *models.Tx) error) error {
	s.Helper()
	defer func() { s.now = s.now.Add(time.Second) }()
	last := s.last()
	err := s.db.Write(models.WithBy(s.Context(), models.By{Kind: models.ByUser, Name: "Ana Castillo"}), do)
	for _, event := range s.events(last, models.KindVisit) {
		s.toldAsStored(&event)
	}
	return err
}

func (s *salon) toldAsStored(event *models.Event) {
	s.Helper()
	if event.After == "" {
		return
	}
	tx := s.db.Read(s.Context())
	visit, err := models.FindVisit(tx, models.Everywhere(), event.SubjectPublicID)
	if err != nil {
		s.Fatal(err)
	}
	stored, err := models.VisitSnapshots(tx, *visit)
	if err != nil {
		s.Fatal(err)
	}
	if text, err := json.Marshal(stored[0]); err != nil || string(text) != event.After {
		s.Errorf("told was %s\nstored is %s, %v", event.After, text, err)
	}
}

// service makes one of half an hour at the location.
func (s *salon) service(name string, change ...func(*models.Service)) *models.Service {
	s.Helper()
	service := &models.Service{Name: name, Duration: 1800, IsPublic: true, LocationIDs: []int64{s.location.ID}}
	for _, c := range change {
		c(service)
	}
	s.write(service.Save)
	return service
}

func (s *salon) join(name string) *models.Visit {
	s.Helper()
	var v *models.Visit
	s.write(func(tx *models.Tx) (err error) {
		v, err = s.location.Join(tx, models.NewVisit{FirstName: name, LastName: "Brandt", Source: "STAFF"})
		return err
	})
	return v
}

// book asks as a customer for a time of the house.
func (s *salon) book(service *models.Service, date string, change ...func(*models.NewVisit)) (*models.Visit, error) {
	s.Helper()
	wish := models.NewVisit{FirstName: "Noor", LastName: "Haddad", ServiceIDs: []int64{service.ID}, Date: date, Source: "ONLINE"}
	for _, c := range change {
		c(&wish)
	}
	var v *models.Visit
	err := s.try(func(tx *models.Tx) (err error) {
		v, err = s.location.Book(tx, wish)
		return err
	})
	return v, err
}

func (s *salon) mustBook(service *models.Service, date string, change ...func(*models.NewVisit)) *models.Visit {
	s.Helper()
	v, err := s.book(service, date, change...)
	if err != nil {
		s.Fatal(err)
	}
	return v
}

func (s *salon) load(v *models.Visit) *models.Visit {
	s.Helper()
	now, err := models.FindVisit(s.db.Read(s.Context()), models.Everywhere(), v.PublicID)
	if err != nil {
		s.Fatal(err)
	}
	return now
}

func (s *salon) times(service *models.Service, from, until string, change ...func(*models.AvailabilityQuery)) []string {
	s.Helper()
	zone := s.location.Zone()
	begin, err := models.ParseWall(from, zone)
	if err != nil {
		s.Fatal(err)
	}
	end, err := models.ParseWall(until, zone)
	if err != nil {
		s.Fatal(err)
	}
	query := models.AvailabilityQuery{
		Location: s.location, Services: []models.Service{*service}, From: begin.At.Time, Until: end.At.Time, Now: models.At(s.now),
	}
	for _, c := range change {
		c(&query)
	}
	free, err := models.Availability(s.db.Read(s.Context()), query)
	if err != nil {
		s.Fatal(err)
	}
	texts := []string{}
	for _, f := range free {
		texts = append(texts, f.Wall.Text)
	}
	return texts
}

// events are what was stored since a sequence, without those of services and the like.
func (s *salon) events(after int64, kind models.Kind) []models.Event {
	s.Helper()
	var events []models.Event
	if err := s.db.Read(s.Context()).Where("sequence > ? AND subject_kind = ?", after, kind).Order("sequence").Find(&events).Error; err != nil {
		s.Fatal(err)
	}
	return events
}

func (s *salon) last() int64 {
	s.Helper()
	var last int64
	if err := s.db.Read(s.Context()).Raw("SELECT COALESCE(MAX(sequence), 0) FROM events").Scan(&last).Error; err != nil {
		s.Fatal(err)
	}
	return last
}

func (s *salon) sound() {
	s.Helper()
	broken, err := models.Check(s.db.Read(s.Context()))
	if err != nil {
		s.Fatal(err)
	}
	for _, sentence := range broken {
		s.Error(sentence)
	}
}

func isSentence(err error) bool {
	var sentence models.Sentence
	var invalid models.Invalid
	return errors.As(err, &sentence) || errors.As(err, &invalid) || errors.Is(err, models.ErrTaken)
}

// nearest are the times that a refusal names.
func (s *salon) nearest(taken *models.TakenError) []models.FreeTime {
	s.Helper()
	times, err := taken.Nearest(s.db.Read(s.Context()))
	if err != nil {
		s.Fatal(err)
	}
	return times
}
