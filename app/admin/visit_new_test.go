package admin_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"anteroom/models"
)

// wish is an appointment as a form sends it.
func (s *salon) wish(more ...string) url.Values {
	form := url.Values{"once": {models.NewPublicID()}, "location": {itoa(s.house.ID)}, "service": {itoa(s.haircut.ID)}, "resource": {itoa(s.ana.ID)}, "day": {"2026-11-04"}, "time": {"10:00"}}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

func (s *salon) visits() []models.Visit {
	s.T.Helper()
	page, err := models.ListVisits(s.DB.Read(s.T.Context()), models.VisitsFilter{Scope: models.Everywhere()})
	if err != nil {
		s.T.Fatal(err)
	}
	return page.Visits
}

func TestAnAppointmentIsBookedOnceForSomebodyNew(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	const path = "/admin/visits/new"
	page := staff.Get(path + "?location=" + itoa(s.house.ID) + "&date=2026-11-04T10:00&resource=" + itoa(s.ben.ID)).Wants(200)
	if page.Selected("resource")["resource"] != itoa(s.ben.ID) || !strings.Contains(page.Body, `value="10:00"`) || !strings.Contains(page.Body, `value="2026-11-04"`) {
		t.Error("the click on the calendar is not filled in")
	}
	form := s.wish("firstName", "Mateo", "lastName", "Ruiz", "phone", "030 111222")
	for range 2 {
		staff.Post(path, form).WantsRedirect("/admin/calendar?location=" + itoa(s.house.ID) + "&date=2026-11-04")
	}
	visits := s.visits()
	if len(visits) != 1 || visits[0].Date != "2026-11-04T10:00" || visits[0].Source != "STAFF" || visits[0].Name() != "Mateo Ruiz" || visits[0].PersonID != nil {
		t.Fatalf("there are %+v", visits)
	}
	s.heard(t, "visit.created")
	page = staff.Post(path, s.wish("firstName", "Noor")).Wants(409).Says("This time is not free", "Ana Castillo has Mateo Ruiz, 10:00–10:30", "The nearest free times", "09:30", "10:30")
	again := s.wish("firstName", "Noor", "start", "2026-11-04T10:30", "once", page.Once())
	staff.Post(path, again).Wants(303)
	if visits := s.visits(); len(visits) != 2 || visits[0].Date != "2026-11-04T10:30" {
		t.Errorf("there are %+v", visits)
	}
}

func TestAKnownPhoneBringsThePersonAlong(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	const path = "/admin/visits/new"
	staff.Post(path, s.wish("phone", "+49 30 90182011", "show", "people")).Wants(200).Says("Ida Brandt", "Somebody else")
	staff.Post(path, s.wish("firstName", "Ida", "show", "people")).Wants(200).Says("Ida Brandt")
	staff.Post(path, s.wish("firstName", "Xerxes", "show", "people")).Wants(200).Says("Nobody we know")
	for _, typed := range [][]string{{"phone", "030 9018"}, {"lastName", "Bra"}, {"phone", "0171 5550100", "firstName", "Ida"}} {
		staff.Post(path, s.wish(append(typed, "show", "typing")...)).Wants(200).Says("Who is it?", "Ida Brandt")
	}
	chosen := staff.Post(path, s.wish("lastName", "Bra", "person", itoa(s.ida.ID), "show", "typing")).Wants(200).Says("Who is it?")
	if !strings.Contains(chosen.Body, `value="`+itoa(s.ida.ID)+`" checked`) {
		t.Error("who was chosen is forgotten while typing on")
	}
	staff.Post(path, s.wish("lastName", "Br", "show", "typing")).Wants(200).Hides("Ida Brandt")
	staff.Post(path, s.wish("lastName", "Br", "show", "people")).Wants(200).Says("Ida Brandt")
	staff.Post(path, s.wish("phone", "030 90182011", "firstName", "Jonas")).Wants(422).Says("belongs to somebody we know")
	staff.Post(path, s.wish("phone", "030 90182011", "person", itoa(s.ida.ID))).Wants(303)
	staff.Post(path, s.wish("phone", "030 90182011", "person", "new", "firstName", "Jonas", "time", "11:00")).Wants(303)
	visits := s.visits()
	if len(visits) != 2 || visits[1].PersonID == nil || *visits[1].PersonID != s.ida.ID || visits[1].Email != "jonas.brandt@example.org" || visits[0].PersonID != nil {
		t.Errorf("there are %+v", visits)
	}
	staff.Get(path+"?person="+itoa(s.ida.ID)).Says("Ida Brandt", "somebody else")
	staff.Post(path, s.wish("person", itoa(s.ida.ID), "show", "other")).Wants(200).Hides("Ida Brandt")
	staff.Get(path + "?person=999999").Wants(404)
}

func TestAnAppointmentTypedWrongIsAskedAgainWithWhatWasTyped(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	const path = "/admin/visits/new"
	page := staff.Post(path, s.wish("time", "", "service", "", "notes", "By the window")).Wants(422)
	errors := page.Errors()
	if errors["firstName"] == "" || errors["time"] == "" || errors["service"] == "" || !strings.Contains(page.Body, "By the window") {
		t.Errorf("it says %v", errors)
	}
	staff.Post(path, s.wish("firstName", "Noor", "time", "08:00")).Wants(422).Says("We are closed at this time")
	staff.Post(path, s.wish("firstName", "Noor", "time", "08:00", "anyHours", "on")).Wants(422)
	s.As(models.RoleManager).Post(path, s.wish("firstName", "Noor", "time", "08:00", "anyHours", "on")).Wants(303)
	staff.Post(path, s.wish("firstName", "Noor", "service", "", "minutes", "20", "day", "2026-11-06")).Wants(303)
	staff.Post(path, s.wish("firstName", "Noor", "location", "999")).Wants(404)
	staff.Post(path, url.Values{}).Wants(422)
	s.As(models.RoleViewer).Get(path).Wants(403)
}

func TestWhoIsKnownIsPutInLineFromTheirPage(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	page := staff.Get("/admin/people/" + itoa(s.ida.ID)).Says("Add to the line")
	link := regexp.MustCompile(`/admin/today/new\?[^"]*`).FindString(page.Body)
	path := "/admin/today/locations/" + itoa(s.house.ID) + "/visits"
	form := staff.Get(html.UnescapeString(link)).Wants(200).Form(path)
	if form.Get("person") != itoa(s.ida.ID) || form.Get("firstName") != "Ida" {
		t.Errorf("the form begins with %v", form)
	}
	staff.Post(path, form).WantsRedirect("/admin/people/" + itoa(s.ida.ID))
	staff.Get("/admin/people/"+itoa(s.ida.ID)).Says("Walk-in of", "Waiting")
	s.As(models.RoleViewer).Get("/admin/people/" + itoa(s.ida.ID)).Hides("Add to the line")
}

func TestAPersonsPageListsTheirVisitsAndBooksAnother(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	path := "/admin/people/" + itoa(s.ida.ID)
	page := staff.Get(path).Says("Appointments and visits", "None so far.")
	if !strings.Contains(page.Body, "/admin/visits/new?person="+itoa(s.ida.ID)) {
		t.Error("nothing leads to a booking")
	}
	staff.Post("/admin/visits/new", s.wish("person", itoa(s.ida.ID), "back", path)).WantsRedirect(path)
	s.Write(func(tx *models.Tx) error {
		house := s.house
		_, err := house.Join(tx, models.NewVisit{PersonID: &s.ida.ID, Source: "STAFF", ForStaff: true})
		return err
	})
	page = staff.Get(path).Says("Wed 4 Nov 2026, 10:00–10:30", "Haircut, with Ana Castillo", "Walk-in of", "Waiting")
	if page.Flash() == "" {
		t.Error("nothing is said of the booking")
	}
	s.As(models.RoleViewer).Get(path).Hides("/admin/visits/new")
}
