package admin_test

import (
	"encoding/json"
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// salon is a program on a Monday at nine in Berlin, with a location that is open until six, two people who serve and a receiver.
type salon struct {
	*apptest.World
	clock    *apptest.Clock
	receiver *hooktest.Receiver
	told     int64 // the last number that was heard
	house    models.Location
	haircut  models.Service
	advice   models.Service // confirmed by hand, a day ahead
	ana, ben models.Resource
	ida      *models.Person
}

func openSalon(t *testing.T) *salon {
	t.Helper()
	s := &salon{clock: apptest.NewClock(time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)), receiver: hooktest.New(t)}
	s.World = apptest.Start(t, apptest.At(s.clock.Now), apptest.With(func(c *app.Config) {
		c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
		c.RatePublic = web.Rate{}
	}))
	s.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		var week models.Hours
		for _, day := range models.WeekDays() {
			week = append(week, models.OpenTime{Day: day, From: "09:00", To: "18:00"})
		}
		if err := location.SetHours(tx, models.OpeningHours{Hours: week}); err != nil {
			return err
		}
		s.house = *location
		return s.furnish(tx)
	})
	s.Write(func(tx *models.Tx) error {
		_, _, err := s.App.Sender.Create(tx, webhooks.Draft{URL: s.receiver.URL(), IsActive: true})
		return err
	})
	return s
}

func (s *salon) furnish(tx *models.Tx) error {
	here := []int64{s.house.ID}
	s.ana = models.Resource{Name: "Ana Castillo", Kind: models.StaffMember, IsActive: true, LocationIDs: here}
	s.ben = models.Resource{Name: "Ben Okafor", Kind: models.StaffMember, IsActive: true, LocationIDs: here}
	for _, r := range []*models.Resource{&s.ana, &s.ben} {
		if err := r.Save(tx); err != nil {
			return err
		}
	}
	both := []int64{s.ana.ID, s.ben.ID}
	s.haircut = models.Service{Name: "Haircut", Duration: 1800, IsPublic: true, LocationIDs: here, ResourceIDs: both}
	s.advice = models.Service{Name: "Advice", Duration: 3600, MinimumNotice: 86400, ManualConfirm: true, LocationIDs: here, ResourceIDs: both}
	for _, service := range []*models.Service{&s.haircut, &s.advice} {
		if err := service.Save(tx); err != nil {
			return err
		}
	}
	form, err := models.FindPersonForm(tx, models.StaffForm)
	if err != nil {
		return err
	}
	s.ida, err = models.CreatePerson(tx, form.Fields, models.NewPerson{Source: "staff", Values: models.Values{
		"First Name": "Ida", "Last Name": "Brandt", "Email": "jonas.brandt@example.org", "Phone #": "030 90182011",
	}})
	return err
}

// book makes an appointment as a customer does.
func (s *salon) book(service models.Service, date string, with ...models.Resource) *models.Visit {
	s.T.Helper()
	wish := models.NewVisit{FirstName: "Noor", LastName: "Haddad", ServiceIDs: []int64{service.ID}, Date: date, Source: "ONLINE"}
	for _, r := range with {
		wish.ResourceIDs = append(wish.ResourceIDs, r.ID)
	}
	var visit *models.Visit
	s.Write(func(tx *models.Tx) (err error) {
		location := s.house
		visit, err = location.Book(tx, wish)
		return err
	})
	return visit
}

// walksIn joins the line as staff add somebody.
func (s *salon) walksIn(first string, service models.Service) *models.Visit {
	s.T.Helper()
	var visit *models.Visit
	s.Write(func(tx *models.Tx) (err error) {
		location := s.house
		visit, err = location.Join(tx, models.NewVisit{FirstName: first, LastName: "Haddad", ServiceIDs: []int64{service.ID}, ForStaff: true, Source: "STAFF"})
		return err
	})
	return visit
}

// now is the visit as it is.
func (s *salon) now(visit *models.Visit) *models.Visit {
	s.T.Helper()
	now, err := models.FindVisit(s.DB.Read(s.T.Context()), models.Everywhere(), visit.PublicID)
	if err != nil {
		s.T.Fatal(err)
	}
	return now
}

// version is what the forms of a visit's pages send along.
func (s *salon) version(visit *models.Visit, more ...string) url.Values {
	s.T.Helper()
	form := url.Values{"version": {strconv.FormatInt(s.now(visit).Version, 10)}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Add(more[i], more[i+1])
	}
	return form
}

// heard are the types that the receiver heard of visits since it was asked last.
func (s *salon) heard(t *testing.T, want ...string) {
	t.Helper()
	if types := s.news(t); !slices.Equal(types, want) {
		t.Errorf("the receiver heard %v, want %v", types, want)
	}
}

func (s *salon) news(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(s.types(), func(kind string) bool { return kind == "location.updated" })
}

// types are what the receiver heard since it was asked last, in the order of their numbers: requests about different things may overtake each
// other, and one is sent again where the clock jumps over its lease. Queues are left out, as a job tells of them at its own time.
func (s *salon) types() (types []string) {
	s.T.Helper()
	told := s.arrivals()
	for _, number := range slices.Sorted(maps.Keys(told)) {
		if number > s.told && told[number] != "location-status.updated" {
			types = append(types, told[number])
		}
		s.told = max(s.told, number)
	}
	return types
}

// arrivals waits for a request of everything that is stored by now, and gives its types by number: the news of a change is stored with it.
func (s *salon) arrivals() map[int64]string {
	s.T.Helper()
	var stored []int64
	if err := s.DB.Read(s.T.Context()).Model(&models.Delivery{}).Pluck("sequence", &stored).Error; err != nil {
		s.T.Fatal(err)
	}
	for requests := len(stored); ; requests++ {
		told := map[int64]string{}
		for _, one := range s.receiver.Wait(s.T, requests) {
			var body struct {
				Type     string
				Sequence int64
			}
			if err := json.Unmarshal(one.Body, &body); err != nil {
				s.T.Fatal(err)
			}
			told[body.Sequence] = body.Type
		}
		if !slices.ContainsFunc(stored, func(number int64) bool { return told[number] == "" }) {
			return told
		}
	}
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }
