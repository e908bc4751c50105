package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// column is a resource's or a day's part of a calendar page.
func column(page *apptest.Page, title string) string {
	page.T.Helper()
	_, rest, found := strings.Cut(page.Body, `aria-label="`+title+`"><h2`)
	if !found {
		page.T.Fatalf("there is no column of %s", title)
	}
	part, _, _ := strings.Cut(rest, "</section>")
	return part
}

func TestTheCalendarShowsWhoHasWhatWhen(t *testing.T) {
	s := openSalon(t)
	first := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	s.book(s.advice, "2026-11-04T10:30", s.ben)
	gone := s.book(s.haircut, "2026-11-04T15:00", s.ana)
	s.Write(func(tx *models.Tx) error { return s.now(gone).Cancel(tx, true) })
	viewer, staff := s.As(models.RoleViewer), s.As(models.RoleStaff)
	page := staff.Get("/admin/calendar?date=2026-11-04").Wants(200).Says("Wednesday 4 November 2026", "times of Europe/Berlin (CET)")
	ana, ben := column(page, "Ana Castillo"), column(page, "Ben Okafor")
	if !strings.Contains(ana, "h1 n6 l1 w12") || !strings.Contains(ana, "/admin/visits/"+first.PublicID) || strings.Contains(ana, gone.PublicID) {
		t.Errorf("Ana has %s", ana)
	}
	if !strings.Contains(ben, "To be confirmed") || !strings.Contains(ben, "h1 m6 t1 l1 w12") {
		t.Errorf("Ben has %s", ben)
	}
	if !strings.Contains(ana, `aria-label="New: 09:00, Ana Castillo"`) || strings.Contains(ana, "New: 08:30") || strings.Contains(ana, "New: 18:00") {
		t.Error("the half hours to click on are not those of opening")
	}
	if page := viewer.Get("/admin/calendar?date=2026-11-04").Hides("New: 09:00", "data-move-visit"); strings.Contains(page.Body, "/admin/visits/new") {
		t.Error("a viewer is offered to book")
	}
	week := staff.Get("/admin/calendar?view=week&date=2026-11-04&resource=" + itoa(s.ana.ID)).Wants(200).Says("2 – 8 Nov 2026")
	if wednesday := column(week, "Wed 4 Nov"); strings.Count(wednesday, "cal-event") != 1 || !strings.Contains(wednesday, first.PublicID) {
		t.Errorf("Ana's Wednesday is %s", wednesday)
	}
	list := staff.Get("/admin/calendar?view=list&date=2026-11-02").Wants(200).Says("Wednesday 4 November 2026", "10:00 30 min", "Advice")
	list.Hides("cal-body")
	staff.Get("/admin/calendar?view=list&date=2026-12-02").Says("Nothing is booked")
	staff.Get("/admin/calendar?date=never").Wants(200).Says("Monday 2 November 2026")
	staff.Get("/admin/calendar?location=999").Wants(http.StatusNotFound)
}

func TestAppointmentsThatOverlapStandSideBySide(t *testing.T) {
	s := openSalon(t)
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	s.book(s.advice, "2026-11-04T10:00", s.ben)
	s.book(s.haircut, "2026-11-04T10:30", s.ana)
	s.book(s.haircut, "2026-11-04T11:00", s.ana)
	week := s.As(models.RoleStaff).Get("/admin/calendar?view=week&date=2026-11-04")
	places := regexp.MustCompile(`cal-event[^"]*?((?:[hmtn]\d+ )+l\d+ w\d+)`).FindAllStringSubmatch(column(week, "Wed 4 Nov"), -1)
	var got []string
	for _, place := range places {
		got = append(got, place[1])
	}
	if want := "h1 t1 l1 w6, h1 n6 l7 w6, h1 m6 n6 l7 w6, h2 n6 l1 w12"; strings.Join(got, ", ") != want {
		t.Errorf("they stand at %v, want %s", got, want)
	}
}

func TestADayWhoseClocksChangeHasItsTrueHours(t *testing.T) {
	for _, c := range []struct {
		zone, date, words string
		hours             string // as they stand beside the rows
		rows              string // of the whole day
		booked, place     string
	}{
		{"Europe/Berlin", "2027-03-28", "has 23 hours", "00:00 01:00 03:00", "t23", "2027-03-28T04:00", "h3 t1"},
		{"Europe/Berlin", "2026-10-25", "has 25 hours", "01:00 02:00 +02:00 02:00 +01:00 03:00", "t25", "2026-10-25T04:00", "h5 t1"},
		{"Australia/Lord_Howe", "2026-10-04", "has 23.5 hours", "00:00 01:00 03:00", "t23 n6", "2026-10-04T04:00", "h3 m6 t1"},
		{"Australia/Lord_Howe", "2027-04-04", "has 24.5 hours", "01:00 01:30 +10:30 02:00", "t24 n6", "2027-04-04T04:00", "h4 m6 t1"},
	} {
		clock := apptest.NewClock(time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC))
		w := apptest.Start(t, apptest.At(clock.Now))
		w.Write(func(tx *models.Tx) error {
			house, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: c.zone})
			if err != nil {
				return err
			}
			_, err = house.Book(tx, models.NewVisit{FirstName: "Noor", Date: c.booked, Duration: 3600, Source: "ONLINE"})
			return err
		})
		page := w.As(models.RoleStaff).Get("/admin/calendar?"+url.Values{"date": {c.date}}.Encode()).Wants(200).Says(c.words, c.hours)
		for _, class := range []string{"cal-lines " + c.rows, c.place} {
			if !strings.Contains(page.Body, class) {
				t.Errorf("%s in %s: there is no %q", c.date, c.zone, class)
			}
		}
		if strings.Count(page.Body, `date=`+c.date+`T02%3A00`) > 1 || strings.Count(page.Body, `New: 02:00`) > 1 {
			t.Errorf("%s in %s: a time that comes twice is offered twice", c.date, c.zone)
		}
		w.As(models.RoleStaff).Get("/admin/calendar?view=week&date=" + c.date).Wants(200).Says(c.words)
	}
}

func TestTheCalendarOfALocationIsForThoseWhoSeeIt(t *testing.T) {
	s := openSalon(t)
	visit := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	user := &models.User{Email: "lena@linden.example", Name: "Lena Wolf", Role: models.RoleManager, PasswordHash: "x"}
	s.Write(func(tx *models.Tx) error {
		other, err := models.CreateLocation(tx, models.LocationSettings{Name: "Garden House", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		user.Locations = []models.Location{*other}
		return user.Create(tx)
	})
	lena := s.LoggedIn(user)
	lena.Get("/admin/calendar?date=2026-11-04").Wants(200).Says("Garden House").Hides("Noor Haddad")
	lena.Get("/admin/calendar?date=2026-11-04&location=" + itoa(s.house.ID)).Wants(404)
	lena.Get("/admin/visits/" + visit.PublicID).Wants(404)
	lena.Post("/admin/visits/"+visit.PublicID+"/cancellation", nil).Wants(404)
	lena.Get("/admin/visits/new?location=" + itoa(s.house.ID)).Wants(404)
	here := itoa(user.Locations[0].ID)
	lena.Post("/admin/visits/new", s.wish("location", here, "firstName", "Mila")).Wants(422).
		Says("This service is not offered at this location.").Hides("Haircut").Hides("Ana Castillo")
	lena.Post("/admin/visits/new", s.wish("location", here, "firstName", "Mila", "service", "", "minutes", "30")).Wants(422).
		Says("Who or what you chose does not do this here.").Hides("Ana Castillo")
	apptest.Start(t).As(models.RoleStaff).Get("/admin/calendar").Wants(200).Says("No location yet")
}
