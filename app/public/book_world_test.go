package public_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// studio is a house whose visits are booked: open on weekdays from nine to six, with Ana and Ben. It is Monday, 2 November 2026, ten in Berlin.
type studio struct {
	*house
	place    *models.Location
	ana, ben *models.Resource
	haircut  *models.Service
}

func openStudio(t testing.TB, with ...apptest.Option) *studio {
	t.Helper()
	return furnishStudio(open(t, with...))
}

func furnishStudio(h *house) *studio {
	h.T.Helper()
	s := &studio{house: h}
	s.place = s.location("Mitte", "Europe/Berlin")
	s.Write(func(tx *models.Tx) error {
		s.ana = &models.Resource{Name: "Ana Castillo", Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.place.ID}}
		s.ben = &models.Resource{Name: "Ben Okafor", Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.place.ID}}
		if err := s.ana.Save(tx); err != nil {
			return err
		}
		return s.ben.Save(tx)
	})
	s.haircut = s.service("First haircut", func(h *models.Service) { h.ResourceIDs = []int64{s.ana.ID, s.ben.ID} })
	return s
}

// location makes a public one that is open on weekdays from nine to six.
func (s *studio) location(name, zone string, hours ...models.OpenTime) *models.Location {
	s.T.Helper()
	if hours == nil {
		for _, day := range models.WeekDays()[:5] {
			hours = append(hours, models.OpenTime{Day: day, From: "09:00", To: "18:00"})
		}
	}
	var made *models.Location
	s.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: name, TimeZone: zone, Address: "Lindenallee 4", Phone: "030 901820"})
		if err != nil {
			return err
		}
		if err := location.SetHours(tx, models.OpeningHours{Hours: hours}); err != nil {
			return err
		}
		made = location
		return location.SetPublic(tx, true)
	})
	return made
}

// service makes one of half an hour that customers may book at the studio.
func (s *studio) service(name string, change ...func(*models.Service)) *models.Service {
	s.T.Helper()
	var made *models.Service
	s.Write(func(tx *models.Tx) error {
		made = &models.Service{Name: name, Duration: 1800, IsPublic: true, LocationIDs: []int64{s.place.ID}}
		for _, c := range change {
			c(made)
		}
		return made.Save(tx)
	})
	return made
}

func (s *studio) change(service *models.Service, change func(*models.Service)) {
	s.T.Helper()
	s.Write(func(tx *models.Tx) error {
		found, err := models.FindService(tx, models.Everywhere(), service.PublicID)
		if err != nil {
			return err
		}
		change(found)
		return found.Save(tx)
	})
}

// path is where a service is booked.
func (s *studio) path(service *models.Service) string {
	return "/book/" + s.place.Slug + "/" + service.Slug
}

// choose presses Continue on a time as its page shows it.
func (s *studio) choose(client *apptest.Client, page, date, clock string, more ...string) *apptest.Page {
	s.T.Helper()
	separator := "?"
	if strings.Contains(page, "?") {
		separator = "&"
	}
	opened := client.Get(page + separator + "date=" + date).Wants(200)
	path, _, _ := strings.Cut(page, "?")
	return client.Post(path, fill(opened, with(map[string]string{"time": clock}, more...)))
}

// held is the path of a hold that has just been made.
func (s *studio) hold(client *apptest.Client, page, date, clock string, more ...string) string {
	s.T.Helper()
	answer := s.choose(client, page, date, clock, more...).Wants(303)
	if !regexp.MustCompile(`^/hold/[\w-]{43}(\?resource=\w+)?$`).MatchString(answer.Location) {
		s.T.Fatalf("leads to %q", answer.Location)
	}
	return answer.Location
}

func noor() map[string]string {
	return map[string]string{"firstName": "Noor", "lastName": "Haddad", "email": "noor@example.org", "phone": "030 555010", "note": "Left ear, please."}
}

// finish fills the details in, taking a minute.
func (s *studio) finish(client *apptest.Client, hold string, typed map[string]string) *apptest.Page {
	s.T.Helper()
	form := fill(client.Get(hold).Wants(200), typed)
	s.later(time.Minute)
	return client.Post(hold, form)
}

// book is a whole booking, and where it led.
func (s *studio) book(service *models.Service, date, clock string, typed map[string]string) string {
	s.T.Helper()
	answer := s.finish(s.visitor, s.hold(s.visitor, s.path(service), date, clock), typed)
	return answer.Wants(303).Location
}

// token is what a path of a hold or an appointment opens.
func token(path string) string { return regexp.MustCompile(`[\w-]{43}`).FindString(path) }

// visit is the one that a path of its customer opens.
func (s *studio) visit(path string) *models.Visit {
	s.T.Helper()
	visit, err := models.FindVisitByToken(s.DB.Read(s.T.Context()), token(path))
	if err != nil {
		s.T.Fatalf("%s: %v", path, err)
	}
	return visit
}

func (s *studio) count(table string) (count int64) {
	s.T.Helper()
	if err := s.DB.Read(s.T.Context()).Table(table).Count(&count).Error; err != nil {
		s.T.Fatal(err)
	}
	return count
}

func (s *studio) sound() {
	s.T.Helper()
	broken, err := models.Check(s.DB.Read(s.T.Context()))
	if err != nil {
		s.T.Fatal(err)
	}
	for _, sentence := range broken {
		s.T.Error(sentence)
	}
}

func formOf(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}
