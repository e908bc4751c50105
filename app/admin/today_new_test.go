package admin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"anteroom/models"
)

// walkIn is the form of somebody who comes in.
func walkIn(pairs ...string) url.Values {
	form := url.Values{"once": {models.NewPublicID()}, "party": {"1"}, "back": {board}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

func (s *salon) lastVisit() *models.Visit {
	s.T.Helper()
	page, err := models.ListVisits(s.DB.Read(s.T.Context()), models.VisitsFilter{Scope: models.Everywhere(), Limit: 1})
	if err != nil || len(page.Visits) == 0 {
		s.T.Fatal("there is no visit", err)
	}
	return &page.Visits[0]
}

func TestSomebodyIsAddedToTheLineOnceAndCanBeTakenOut(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	path := "/admin/today/locations/" + itoa(s.house.ID) + "/visits"
	staff.Get("/admin/today/new?location=linden-house&service=haircut").Wants(http.StatusOK).Says("Add to the line", "Estimate, 0–2 min", "Haircut, 30 min")
	form := walkIn("firstName", "Mia", "lastName", "Berg", "phone", "030 5550142", "party", "3", "service", "haircut", "resource", s.ben.PublicID, "quote", "20", "note", "With a pram")
	staff.Post(path, form).WantsRedirect(board)
	staff.Post(path, form).WantsRedirect(board)
	page := staff.Get(board).Says("Next up 1", "3 people · Haircut", "with Ben Okafor", "With a pram", "waited 0 of 20 min")
	if page.Flash() != "Mia Berg has the ticket A001 and is 1st in line." {
		t.Errorf("it says %q", page.Flash())
	}
	s.heard(t, "visit.created")
	staff.Post(page.Undo(), nil).WantsRedirect(board)
	staff.Get(board).Says("Next up 0", "Ended today 1", "Cancelled")
	s.heard(t, "visit.updated")

	staff.Post(path, walkIn("firstName", "Zoe", "then", "another")).WantsRedirect("/admin/today/new?back=" + url.QueryEscape(board) + "&location=linden-house")
	staff.Get("/admin/today/new?location=linden-house").Says("Zoe has the ticket A002", "1 person is in line")
}

func TestAKnownPersonFillsInTheRest(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	known := func(pairs ...string) string {
		query := url.Values{"location": {"linden-house"}}
		for i := 0; i+1 < len(pairs); i += 2 {
			query.Set(pairs[i], pairs[i+1])
		}
		return staff.Get("/admin/today/known?" + query.Encode()).Wants(http.StatusOK).Body
	}
	id := strconv.FormatInt(s.ida.ID, 10)
	for _, asked := range [][]string{{"phone", "030 9018 2011"}, {"phone", "+49 30 90182011"}} {
		if body := known(asked...); !strings.Contains(body, `value="`+id+`" checked`) || !strings.Contains(body, `data-first="Ida"`) {
			t.Errorf("%v does not choose Ida: %s", asked, body)
		}
	}
	for _, asked := range [][]string{{"phone", "brandt"}, {"phone", "030 9018"}, {"firstName", "Ida"}, {"lastName", "Bran"}, {"phone", "0171 5550199", "lastName", "Brandt"}} {
		if body := known(asked...); !strings.Contains(body, "Ida Brandt") || strings.Contains(body, `value="`+id+`" checked`) {
			t.Errorf("%v does not offer Ida: %s", asked, body)
		}
	}
	if body := known("firstName", "Id"); strings.Contains(body, "Ida") {
		t.Error("two letters are enough")
	}
	if body := known("lastName", "Nobody"); !strings.Contains(body, "Nobody is known by that.") {
		t.Errorf("nobody is %s", body)
	}
	staff.Get("/admin/today/new?location=linden-house&phone=030+90182011").Says("Is it one of these?", "Ida Brandt")

	staff.Post("/admin/today/locations/"+itoa(s.house.ID)+"/visits", walkIn("person", id)).WantsRedirect(board)
	visit := s.lastVisit()
	if visit.PersonID == nil || *visit.PersonID != s.ida.ID || visit.Name() != "Ida Brandt" || visit.Phone == "" || visit.Source != "STAFF" {
		t.Errorf("in line is %+v", visit)
	}
	if body := known("phone", "brandt"); !strings.Contains(body, "1st visit on 2 Nov 2026") {
		t.Errorf("nothing is said of her visit: %s", body)
	}
}

func TestAWalkInThatIsTypedWrongKeepsWhatWasTyped(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	path := "/admin/today/locations/" + itoa(s.house.ID) + "/visits"
	for _, wrong := range []struct{ field, value, says string }{
		{"firstName", "", "Please give a name or a phone number"},
		{"party", "0", "Please give how many people come"},
		{"party", "1001", "Please give how many people come"},
		{"party", "many", "Please give how many people come"},
		{"service", "gone", "This service is not offered any more"},
		{"resource", "gone", "Whoever you chose is not there any more"},
		{"quote", "-5", "Please choose one of the waits"},
	} {
		form := walkIn("firstName", "Mia", "note", "With a pram")
		form.Set(wrong.field, wrong.value)
		page := staff.Post(path, form).Wants(http.StatusUnprocessableEntity).Says(wrong.says)
		if page.Errors()[wrong.field] == "" || !strings.Contains(page.Body, `value="With a pram"`) {
			t.Errorf("%s %q: %v", wrong.field, wrong.value, page.Errors())
		}
	}
	staff.Post(path, walkIn("firstName", "Mia", "person", "999999")).Wants(http.StatusNotFound)
	staff.Get(board).Says("Next up 0")
}
