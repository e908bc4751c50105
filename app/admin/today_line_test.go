package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

func TestTheLineIsOpenedPausedAndClosedFromTheBoard(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	path := "/admin/today/locations/" + itoa(s.house.ID)
	staff.Get(board).Says("Line closed", "The line is closed: nobody can join by themselves.")
	before := "closed"
	for _, step := range []struct{ to, says, flash string }{
		{"open", "Line open", "The line of Linden House is open"},
		{"paused", "Line paused", "The line of Linden House is paused"},
		{"closed", "Line closed", "The line of Linden House is closed"},
	} {
		staff.Post(path+"/line", url.Values{"to": {step.to}, "back": {board}}).WantsRedirect(board)
		page := staff.Get(board).Says(step.says)
		if !strings.HasPrefix(page.Flash(), step.flash) || !strings.Contains(page.Undo(), "to="+before) {
			t.Errorf("%s says %q, undo %q", step.to, page.Flash(), page.Undo())
		}
		before = step.to
	}
	undo := "/admin/today/locations/" + itoa(s.house.ID) + "/line?to=open&back=" + url.QueryEscape(board)
	staff.Post(undo, nil).WantsRedirect(board)
	if page := staff.Get(board).Says("Line open"); page.Undo() != "" {
		t.Errorf("an undo is undone by %q", page.Undo())
	}
	staff.Post(path+"/line", url.Values{"to": {"ajar"}}).Wants(http.StatusUnprocessableEntity).Says("Please choose whether the line is open, paused or closed.")
	s.clock.Later(10 * 60 * 60 * 1e9)
	staff.Get(board).Says("Outside opening hours")
}

func TestRunningLateIsAddedToWhatPeopleAreTold(t *testing.T) {
	s := openSalon(t)
	s.openLine()
	staff := s.As(models.RoleStaff)
	s.join("Mia")
	s.heard(t, "visit.created")
	path := "/admin/today/locations/" + itoa(s.house.ID) + "/lateness"
	staff.Post(path, url.Values{"minutes": {"15"}, "back": {board}}).WantsRedirect(board)
	page := staff.Get(board).Says("Running 15 minutes late.", "nobody gets a message", "On time again")
	if page.Flash() != "Linden House runs 15 minutes late: every estimate says so." {
		t.Errorf("it says %q", page.Flash())
	}
	s.heard(t)
	staff.Post(page.Undo(), nil).WantsRedirect(board)
	staff.Get(board).Says("Linden House is on time again.").Hides("minutes late.")
	for _, wrong := range []string{"", "-1", "241", "99999999", "soon"} {
		staff.Post(path, url.Values{"minutes": {wrong}}).Wants(http.StatusUnprocessableEntity).Says("Please give how late you run in minutes, up to 240.")
	}
}

func TestAViewerReadsTheBoardAndChangesNothing(t *testing.T) {
	s := openSalon(t)
	viewer := s.As(models.RoleViewer)
	mia := s.join("Mia")
	page := viewer.Get(board).Wants(http.StatusOK).Says("Mia")
	if strings.Contains(page.Body, `action="/admin/today`) || strings.Contains(page.Body, "data-dialog-page") {
		t.Error("a viewer is offered a change")
	}
	viewer.Get("/admin/today/new?location=linden-house").Wants(http.StatusForbidden)
	for _, path := range []string{"/visits/" + mia.PublicID + "/call", "/locations/" + itoa(s.house.ID) + "/line", "/locations/" + itoa(s.house.ID) + "/visits"} {
		viewer.Post("/admin/today"+path, nil).Wants(http.StatusForbidden)
	}
}

func TestTheBoardShowsTheLocationsOfItsReaderAlone(t *testing.T) {
	s := openSalon(t)
	lea := &models.User{Email: "lea@linden.example", Name: "Lea Novak", Role: models.RoleStaff, PasswordHash: "none"}
	nobody := &models.User{Email: "nia@linden.example", Name: "Nia Lund", Role: models.RoleStaff, PasswordHash: "none"}
	var garden *models.Location
	s.Write(func(tx *models.Tx) (err error) {
		if garden, err = models.CreateLocation(tx, models.LocationSettings{Name: "Garden House", TimeZone: "Europe/Berlin"}); err != nil {
			return err
		}
		lea.Locations = []models.Location{*garden}
		if err := lea.Create(tx); err != nil {
			return err
		}
		return nobody.Create(tx)
	})
	mia := s.join("Wilhelmina")
	admin := s.As(models.RoleAdmin)
	admin.Get("/admin/today").WantsRedirect("/admin/today?location=garden-house")
	s.openLine()
	admin.Get("/admin/today").WantsRedirect(board)
	admin.Get(board).Says("Location: Linden House")

	limited := s.LoggedIn(lea)
	limited.Get("/admin").WantsRedirect("/admin/waitlists")
	limited.Get("/admin/today").Wants(http.StatusOK).Says("Garden House").Hides("Linden House ·", "Wilhelmina")
	limited.Get(board).Wants(http.StatusNotFound)
	limited.Get("/admin/today/new?location=linden-house").Wants(http.StatusNotFound)
	limited.Get("/admin/today/visits/" + mia.PublicID + "/service").Wants(http.StatusNotFound)
	limited.Post("/admin/today/visits/"+mia.PublicID+"/call", s.version(mia)).Wants(http.StatusNotFound)
	limited.Post("/admin/today/locations/"+itoa(s.house.ID)+"/line", url.Values{"to": {"closed"}}).Wants(http.StatusNotFound)
	s.LoggedIn(nobody).Get("/admin/today").Wants(http.StatusOK).Says("No location yet")
	if now := s.now(mia); now.Version != mia.Version {
		t.Error("somebody of another location changed the visit")
	}
}

func TestStaffBeginAtTheBoardWherePeopleCanCome(t *testing.T) {
	w := apptest.Start(t)
	staff := w.As(models.RoleStaff)
	var location *models.Location
	w.Write(func(tx *models.Tx) (err error) {
		location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
		return err
	})
	for _, change := range []func(tx *models.Tx) error{
		location.OpenQueue,
		location.CloseQueue,
		func(tx *models.Tx) error { return (&models.Service{Name: "Advice", Duration: 600}).Save(tx) },
		func(tx *models.Tx) error {
			advice, err := models.FindService(tx, models.Everywhere(), "advice")
			if err != nil {
				return err
			}
			return advice.Delete(tx)
		},
		func(tx *models.Tx) error {
			_, err := location.Join(tx, models.NewVisit{FirstName: "Mia", ForStaff: true})
			return err
		},
	} {
		before := staff.Get("/admin").Header.Get("Location")
		w.Write(change)
		if after := staff.Get("/admin").Header.Get("Location"); after == before {
			t.Errorf("staff still begin at %s", after)
		}
	}
	staff.Get("/admin").WantsRedirect("/admin/today")
}

func TestTheEstimatesSayHowGoodTheyAreOnceTenWereServed(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	for i := range 10 {
		staff.Get(board).Hides("were right to five minutes")
		mia := s.join("Mia")
		s.press(staff, mia, "service", "resource", s.ana.PublicID)
		if i < 9 {
			s.press(staff, mia, "completion")
		}
	}
	staff.Get(board).Says("Of the last 10 estimates, 100 % were right to five minutes; half were at most 1 min off.", "average today 1 min")
}

func TestOpenPlacesAreThoseOfTheWaitlistsOfTheLocation(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	staff.Get(board).Hides("open places")
	s.Write(func(tx *models.Tx) error {
		elsewhere, err := models.CreateLocation(tx, models.LocationSettings{Name: "Garden House", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		three, two, forty := 3, 2, 40
		for _, list := range []*models.Waitlist{
			{Name: "Toddlers", LocationID: &s.house.ID, Capacity: &three},
			{Name: "Infants", LocationID: &s.house.ID, Capacity: &two},
			{Name: "Siblings", LocationID: &s.house.ID},
			{Name: "Holidays", Capacity: &forty},
			{Name: "Gardeners", LocationID: &elsewhere.ID, Capacity: &forty},
		} {
			if _, err := list.Save(tx); err != nil {
				return err
			}
		}
		return nil
	})
	staff.Get(board).Says("open places 45")
	limited := &models.User{Email: "lena@linden.example", Name: "Lena Wolf", Role: models.RoleStaff, PasswordHash: "x", Locations: []models.Location{{ID: s.house.ID}}}
	s.Write(limited.Create)
	s.LoggedIn(limited).Get(board).Says("open places 5 ")
}
