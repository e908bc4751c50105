package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

const board = "/admin/today?location=linden-house"

// join puts somebody in line, for a haircut, and lets a minute pass.
func (s *salon) join(name string, change ...func(*models.NewVisit)) *models.Visit {
	s.T.Helper()
	wish := models.NewVisit{FirstName: name, ServiceIDs: []int64{s.haircut.ID}, Source: "ONLINE", ForStaff: true}
	for _, c := range change {
		c(&wish)
	}
	var visit *models.Visit
	s.Write(func(tx *models.Tx) (err error) {
		location := s.house
		visit, err = location.Join(tx, wish)
		return err
	})
	s.clock.Later(time.Minute)
	return visit
}

// press posts a step of a card as the board shows it, and opens the board that it leads to.
func (s *salon) press(client *apptest.Client, visit *models.Visit, noun string, more ...string) *apptest.Page {
	s.T.Helper()
	form := s.version(visit, append(more, "back", board)...)
	client.Post("/admin/today/visits/"+visit.PublicID+"/"+noun, form).WantsRedirect(board)
	s.clock.Later(time.Minute)
	return client.Get(board).Wants(http.StatusOK)
}

func (s *salon) openLine() {
	s.T.Helper()
	s.Write(func(tx *models.Tx) error {
		location := s.house
		return location.OpenQueue(tx)
	})
}

func TestACardGoesFromCallToDoneAndEachStepCanBeTakenBack(t *testing.T) {
	s := openSalon(t)
	s.openLine()
	staff := s.As(models.RoleStaff)
	mia, noor, zoe := s.join("Mia"), s.join("Noor"), s.join("Zoe")
	s.heard(t, "visit.created", "visit.created", "visit.created")
	staff.Get(board).Says("Line open", "Next up 3", "waiting 3", "longest wait 3 min", "waited 3 of 0–2 min", "+1 min", "Haircut · online")

	for _, step := range []struct {
		noun, flash, says string
		state             models.VisitState
		hears             []string
	}{
		{"call", "Mia is called.", "Called 1", models.StateWaiting, []string{"visit.updated"}},
		{"delay", "Mia needs more time.", "Needs more time", models.StateWaiting, []string{"visit.updated"}},
		{"arrival", "Mia is here.", "Here", models.StateWaiting, []string{"visit.updated"}},
		{"service", "Mia is being served by Ana Castillo.", "Being served 1", models.StateServing, []string{"visit.updated", "visit.updated", "visit.updated"}},
		{"completion", "Mia is done.", "Ended today 1", models.StateComplete, []string{"visit.updated"}},
	} {
		var with []string
		if step.noun == "service" {
			with = []string{"resource", s.ana.PublicID}
		}
		page := s.press(staff, mia, step.noun, with...).Says(step.says)
		if page.Flash() != step.flash || page.Undo() == "" {
			t.Fatalf("%s says %q, undo %q", step.noun, page.Flash(), page.Undo())
		}
		if now := s.now(mia); now.State != step.state {
			t.Fatalf("after %s it is %s", step.noun, now.State)
		}
		s.heard(t, step.hears...)
		before := s.now(mia)
		staff.Post(page.Undo(), nil).WantsRedirect(board)
		if flash := staff.Get(board).Flash(); flash != "Mia is back as before." {
			t.Errorf("undone it says %q", flash)
		}
		if now := s.now(mia); now.State == before.State && len(now.Tags) == len(before.Tags) {
			t.Errorf("the undo of %s leaves it %s %v", step.noun, now.State, now.Tags)
		}
		staff.Post(page.Undo(), nil).Wants(http.StatusConflict)
		s.press(staff, mia, step.noun, with...)
		s.news(t)
	}
	staff.Get(board).Says("Ended today 1", "Haircut · online · Ana Castillo", "Put back")

	page := s.press(staff, noor, "absence")
	s.heard(t, "visit.updated", "visit.updated")
	staff.Post(page.Undo(), nil).WantsRedirect(board)
	s.press(staff, zoe, "cancellation").Says("Zoe is removed.", "Ended today 2")
}

func TestAPlaceInLineIsMovedAndMovedBack(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	s.join("Mia")
	s.join("Noor")
	zoe := s.join("Zoe")
	s.heard(t, "visit.created", "visit.created", "visit.created")
	path := "/admin/today/visits/" + zoe.PublicID + "/position"
	staff.Get(path+"?back="+url.QueryEscape(board)).Wants(http.StatusOK).Says("Move Zoe", "From 1, the top, to 3")
	page := s.press(staff, zoe, "position", "position", "1")
	if page.Flash() != "Zoe is now 1st in line." {
		t.Errorf("it says %q", page.Flash())
	}
	s.heard(t, "visit.updated", "visit.updated", "visit.updated")
	staff.Post(page.Undo(), nil).WantsRedirect(board)
	if now := s.now(zoe); *now.Position != 3 {
		t.Errorf("moved back, Zoe stands at %d", *now.Position)
	}
	for _, wrong := range []string{"", "0", "-1", "first"} {
		staff.Post(path, s.version(zoe, "position", wrong)).Wants(http.StatusUnprocessableEntity).Says("Please give the number of the place", "Error: Move Zoe")
	}
	s.heard(t, "visit.updated", "visit.updated", "visit.updated")
}

func TestTwoOnOneCardAreToldApart(t *testing.T) {
	s := openSalon(t)
	mia, noor := s.join("Mia"), s.join("Noor")
	old, place := s.version(mia, "back", board), s.version(noor, "back", board)
	ben, ana := s.As(models.RoleStaff), s.As(models.RoleAdmin)
	for _, step := range []struct {
		noun, said string
		with       []string
	}{
		{"call", "Ana Castillo already called Mia.", nil},
		{"delay", "Ana Castillo already noted that Mia needs more time.", nil},
		{"arrival", "Ana Castillo already put Mia in line.", nil},
		{"service", "Ana Castillo already started with Mia.", nil},
		{"completion", "Ana Castillo already finished with Mia.", nil},
		{"undo", "Ana Castillo changed the visit of Mia in the meantime.", nil},
	} {
		s.press(ana, mia, step.noun)
		page := ben.Post("/admin/today/visits/"+mia.PublicID+"/call", old).Wants(http.StatusConflict).Says(step.said, "So nothing was changed.")
		if !strings.Contains(page.Body, `class="visit changed" id="visit-`+mia.PublicID) && step.noun != "completion" {
			t.Errorf("after %s the card is not shown anew", step.noun)
		}
	}
	ana.Post("/admin/today/visits/"+mia.PublicID+"/call", old).Wants(http.StatusConflict).Says("You changed the visit of Mia")
	if now := s.now(noor); *now.Position != 1 {
		t.Fatalf("Noor stands at %d", *now.Position)
	}
	ben.Post("/admin/today/visits/"+noor.PublicID+"/call", place).WantsRedirect(board) // a new place is no other card
}

func TestAStepThatIsNotLawfulLeavesTheBoardWithTheReason(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	mia := s.join("Mia")
	path := "/admin/today/visits/" + mia.PublicID
	staff.Post(path+"/completion", s.version(mia)).Wants(http.StatusUnprocessableEntity).Says("This visit is waiting, so nobody can complete it.", "Next up 1")
	staff.Post(path+"/undo", s.version(mia)).Wants(http.StatusUnprocessableEntity).Says("so nobody can take back the last step")
	staff.Post(path+"/service", s.version(mia, "resource", "nobody")).Wants(http.StatusUnprocessableEntity).Says("Whoever you chose is not there any more", "Who serves?")
	later := s.book(s.haircut, "2026-11-02T15:00")
	staff.Get(board).Says("Booked today 1", "next appointment 15:00", "15:00 Noor Haddad")
	staff.Post("/admin/today/visits/"+later.PublicID+"/absence", s.version(later)).Wants(http.StatusUnprocessableEntity).Says("has not begun yet")

	page := s.press(staff, later, "cancellation").Says("Offer to waitlist")
	s.book(s.haircut, "2026-11-02T15:00", s.ana)
	s.book(s.haircut, "2026-11-02T15:00", s.ben)
	staff.Post(page.Undo(), nil).Wants(http.StatusUnprocessableEntity).Says("The time of Noor Haddad is taken by now")
}

func TestSeveralWhoCanServeAreAskedForAndOneIsNot(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	mia, noor := s.join("Mia"), s.join("Noor", func(w *models.NewVisit) { w.ResourceIDs = []int64{s.ben.ID} })
	s.press(staff, mia, "call")
	body := s.press(staff, noor, "call").Body
	service := func(v *models.Visit) string { return "/admin/today/visits/" + v.PublicID + "/service" }
	if !strings.Contains(body, `href="`+service(mia)) || !strings.Contains(body, `action="`+service(noor)) {
		t.Error("Mia’s start does not ask who, or Noor’s does")
	}
	staff.Get(service(mia)).Wants(http.StatusOK).Says("Start with Mia", "Who serves?", "Ana Castillo", "Ben Okafor")
	s.press(staff, noor, "service")
	staff.Get(service(mia)).Says("Serving Noor")
	if now := s.now(noor); now.ResourceIDs[0] != s.ben.ID {
		t.Errorf("Noor is served by %v", now.ResourceIDs)
	}
	staff.Get(board).Says("Ana Castillo is free", "with Ben Okafor")
}

func TestTheFilterOfTheBoardStandsInItsAddress(t *testing.T) {
	s := openSalon(t)
	viewer := s.As(models.RoleViewer)
	s.join("Wilhelmina")
	s.join("Noor", func(w *models.NewVisit) { w.ServiceIDs = nil })
	viewer.Get(board).Says("Wilhelmina", "Noor")
	viewer.Get(board+"&service=haircut").Says("Wilhelmina", "waiting 1").Hides("Noor")
	viewer.Get(board + "&resource=" + s.ana.PublicID).Says("Nobody with these filters.").Hides("Wilhelmina")
	viewer.Get(board+"&service=gone").Says("A filter that is not there any more").Hides("Wilhelmina", "Noor")
	viewer.Get("/admin/today?location=nowhere").Wants(http.StatusNotFound)
	if page := viewer.Get(board + "&column=called"); !strings.Contains(page.Body, `aria-current="page">Called`) {
		t.Error("the tab is not the one in the address")
	}
}

func TestAPageThatLooksAgainByItselfLeavesWhatIsSaidToWhomItIsFor(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	mia := s.join("Mia")
	staff.Post("/admin/today/visits/"+mia.PublicID+"/call", s.version(mia)).Wants(http.StatusSeeOther)
	staff.Header.Set("X-Live", "1")
	if page := staff.Get(board).Wants(http.StatusOK); strings.Contains(page.Body, "Mia is called.") {
		t.Error("another tab takes it")
	}
	staff.Header.Del("X-Live")
	staff.Get(board).Says("Mia is called.")
	if page := staff.Get(board); strings.Contains(page.Body, "Mia is called.") {
		t.Error("it is said twice")
	}
}
