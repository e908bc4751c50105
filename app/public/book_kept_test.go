package public_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// wantsTyped says that the details of a page hold what Noor typed.
func wantsTyped(t *testing.T, page *apptest.Page) {
	t.Helper()
	for _, word := range []string{`value="Noor"`, `value="Haddad"`, `value="noor@example.org"`, `value="030 555010"`, "Left ear, please."} {
		if !strings.Contains(page.Body, word) {
			t.Errorf("%s is not kept", word)
		}
	}
}

func TestWhoLooksForAnotherTimeKeepsWhatTheyTyped(t *testing.T) {
	s := openStudio(t)
	first := s.hold(s.visitor, s.path(s.haircut)+"?resource="+s.ana.PublicID, "2026-11-03", "14:30")
	form := fill(s.visitor.Get(first).Wants(200).Says("Choose another time"), with(noor(), "another", "1"))
	back := s.visitor.Post(first, form).Wants(303).Location
	page := s.visitor.Get(back).Wants(200)
	page.Says("Tue 3 Nov, 14:30 stays held for you until 10:05 while you look. What you typed is kept. Go on with this time", "With Ana Castillo", "14:30")
	if strings.Contains(back, "Noor") || strings.Contains(back, "example.org") {
		t.Errorf("what was typed stands in the address %s", back)
	}
	wantsTyped(t, s.visitor.Get(first))

	answer := s.visitor.Post(s.path(s.haircut), fill(page, map[string]string{"date": "2026-11-04", "time": "15:00"})).Wants(303)
	details := s.visitor.Get(answer.Location).Wants(200).Says("Book Wed 4 Nov, 15:00")
	wantsTyped(t, details)
	if visit := s.visit(first); visit.State != models.StateComplete {
		t.Errorf("the first time is %s", visit.State)
	}
	s.visitor.Post(answer.Location, fill(details, noor())).Wants(303)
	if visit := s.visit(answer.Location); visit.State != models.StateBooked || visit.ResourceIDs[0] != s.ana.ID {
		t.Errorf("booked was %+v", visit)
	}
	s.visitor.Post(answer.Location, fill(details, with(noor(), "firstName", "Omar", "another", "1"))).WantsRedirect("/p/" + token(answer.Location))
	if visit := s.visit(answer.Location); visit.FirstName != "Noor" {
		t.Error("what is booked is changed by the form that booked it")
	}
	s.sound()
}

func TestWhatIsWrongDoesNotKeepAnybodyFromAnotherTime(t *testing.T) {
	s := openStudio(t)
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	form := fill(s.visitor.Get(hold), with(noor(), "email", "noor@", "another", "1"))
	s.visitor.Get(s.visitor.Post(hold, form).Wants(303).Location).Wants(200).Says("What you typed is kept.")
	if visit := s.visit(hold); visit.FirstName != "Noor" || visit.Email != "" || visit.State != models.StatePending {
		t.Errorf("kept is %+v", visit)
	}
}

func TestWhoIsTooLateLooksAtAllTimesWithWhatTheyTyped(t *testing.T) {
	s := openStudio(t)
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	form := fill(s.visitor.Get(hold).Wants(200), noor())
	s.later(5 * time.Minute)
	for _, swept := range []bool{false, true} {
		if swept {
			if err := s.DB.RunQueue(t.Context(), s.DB.Now()); err != nil {
				t.Fatal(err)
			}
		}
		late := s.visitor.Post(hold, form).Wants(409).Says("See all free times")
		if !strings.Contains(late.Body, `formaction="`+hold+`"`) {
			t.Fatal("the way to all times loses what was typed")
		}
		all := s.visitor.Post(hold, fill(late, map[string]string{"another": "1"})).Wants(303).Location
		page := s.visitor.Get(all).Wants(200).Says("What you typed is kept.").Hides("stays held")
		next := s.visitor.Post(s.path(s.haircut), fill(page, map[string]string{"date": "2026-11-04", "time": "15:00"})).Wants(303).Location
		wantsTyped(t, s.visitor.Get(next).Wants(200))
	}
	s.sound()
}
