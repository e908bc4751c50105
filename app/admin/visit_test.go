package admin_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestAVisitIsToldInWordsAndTakesItsSteps(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	request := s.book(s.advice, "2026-11-04T10:00", s.ana)
	path := "/admin/visits/" + request.PublicID
	staff.Get(path).Wants(200).Says("Noor Haddad", "To be confirmed", "Wed 4 Nov 2026, 10:00–11:00", "Europe/Berlin (CET), 1 h", "Advice", "Ana Castillo", "Made online: to be confirmed")
	s.heard(t, "visit.created")
	for _, step := range []struct {
		noun, word, flash string
		undoes            bool
	}{
		{"confirmation", "Confirmed", "Noor Haddad is confirmed.", false},
		{"arrival", "Waiting", "Noor Haddad has arrived and is in line.", true},
		{"service", "Being served", "Noor Haddad is being served.", true},
		{"completion", "Done", "Noor Haddad is done.", true},
		{"undo", "Being served", "Noor Haddad is back as before.", false},
	} {
		staff.Post(path+"/"+step.noun, s.version(request)).WantsRedirect(path)
		page := staff.Get(path).Says(step.word)
		if page.Flash() != step.flash || (page.Undo() != "") != step.undoes {
			t.Errorf("%s says %q, undo %q", step.noun, page.Flash(), page.Undo())
		}
		s.heard(t, "visit.updated")
	}
	staff.Get(path).Says("To be confirmed → Confirmed", "Waiting → Being served", "Ben Okafor")
}

func TestAStepThatIsNotLawfulOrOvertakenSaysWhyAndChangesNothing(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit := s.book(s.haircut, "2026-11-04T10:00")
	path := "/admin/visits/" + visit.PublicID
	staff.Post(path+"/completion", s.version(visit)).Wants(422).Says("This visit is booked, so nobody can complete it.")
	staff.Post(path+"/absence", s.version(visit)).Wants(422).Says("has not begun yet")
	old := s.version(visit)
	s.Write(func(tx *models.Tx) error { return s.now(visit).Delay(tx) })
	staff.Post(path+"/cancellation", old).Wants(409).Says("Somebody changed this visit in the meantime", "Running late")
	if now := s.now(visit); now.State != models.StateBooked {
		t.Errorf("it is %s", now.State)
	}
	s.receiver.Settle(0)
	staff.Post(path+"/cancellation", s.version(visit)).WantsRedirect(path)
	undo := staff.Get(path).Says("Cancelled").Undo()
	other := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	staff.Post(undo, nil).Wants(409).Says("Its time is taken by somebody else by now")
	s.Write(func(tx *models.Tx) error { return s.now(other).Cancel(tx, true) })
	staff.Post(undo, nil).WantsRedirect(path)
	if now := s.now(visit); now.State != models.StateBooked {
		t.Errorf("it is %s", now.State)
	}
}

func TestAnAppointmentIsMovedByButtonByTypingAndBack(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	path := "/admin/visits/" + visit.PublicID
	page := staff.Get(path+"/reschedule").Wants(200).Says("Free times on this day", "10:30", "17:30")
	if strings.Contains(page.Body, `value="2026-11-04T18:00"`) {
		t.Error("a time after closing is offered")
	}
	staff.Post(path+"/reschedule", s.version(visit, "start", "2026-11-04T14:00", "resource", "", "minutes", "30")).WantsRedirect(path)
	page = staff.Get(path).Says("Wed 4 Nov 2026, 14:00–14:30", "Time: Wed 4 Nov 2026, 10:00 → Wed 4 Nov 2026, 14:00")
	s.heard(t, "visit.created", "visit.updated")
	staff.Post(page.Undo(), nil).Wants(303)
	if now := s.now(visit); now.Date != "2026-11-04T10:00" || !slices.Equal(now.ResourceIDs, []int64{s.ana.ID}) {
		t.Errorf("undone it is %s with %v", now.Date, now.ResourceIDs)
	}
	staff.Post(path+"/reschedule", s.version(visit, "day", "2026-11-05", "time", "9.15", "minutes", "45", "resource", itoa(s.ben.ID))).WantsRedirect(path)
	if now := s.now(visit); now.Date != "2026-11-05T09:15" || now.Duration != 2700 || !slices.Equal(now.ResourceIDs, []int64{s.ben.ID}) || now.IcsSequence != 3 {
		t.Errorf("it is %s, %d s, with %v, sequence %d", now.Date, now.Duration, now.ResourceIDs, now.IcsSequence)
	}
	staff.Post(path+"/reschedule", s.version(visit, "day", "2026-11-09", "show", "times")).Wants(200).Says("Free times on this day", "17:00")
}

func TestATimeThatIsNoneIsExplained(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	s.book(s.haircut, "2026-11-04T14:00", s.ana)
	visit := s.book(s.advice, "2026-11-05T10:00", s.ana)
	path := "/admin/visits/" + visit.PublicID + "/reschedule"
	move := func(day, time string) url.Values {
		return s.version(visit, "day", day, "time", time, "resource", itoa(s.ana.ID), "minutes", "60")
	}
	page := staff.Post(path, move("2026-11-04", "13:30")).Wants(409).Says("This time is not free", "Ana Castillo has Noor Haddad, 14:00–14:30", "The nearest free times", "13:00", "14:30")
	if !strings.Contains(page.Body, `value="13:30"`) {
		t.Error("what was typed is lost")
	}
	staff.Post(path, move("2026-11-04", "20:00")).Wants(422).Says("We are closed at this time", "A manager may book outside them")
	staff.Post(path, move("2026-11-01", "10:00")).Wants(422).Says("This time has passed")
	staff.Post(path, move("", "quarter past")).Wants(422).Says("Please give a day of the calendar", "Please give a time of day like 09:30")
	staff.Post(path, move("2027-03-28", "02:30")).Wants(422).Says("There is no 02:30 on 28 Mar 2027")
	staff.Post(path, s.version(visit, "start", "2026-11-05T10:00", "minutes", "never", "partySize", "0")).Wants(422).Says("how many minutes", "how many people")
	if now := s.now(visit); now.Date != "2026-11-05T10:00" {
		t.Errorf("it is at %s", now.Date)
	}
	overruled := move("2026-11-04", "20:00")
	overruled.Set("anyHours", "on")
	staff.Post(path, overruled).Wants(422)
	s.As(models.RoleManager).Post(path, overruled).Wants(303)
	if now := s.now(visit); now.Date != "2026-11-04T20:00" {
		t.Errorf("it is at %s", now.Date)
	}
	staff.Post(path, move("2026-11-02", "11:00")).Wants(303)
	if flash := staff.Get("/admin/visits/" + visit.PublicID).Flash(); !strings.Contains(flash, "sooner than customers may book") {
		t.Errorf("it says %q", flash)
	}
}

func TestAVisitIsGivenToSomebodyElseWhoIsFree(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit, other := s.book(s.haircut, "2026-11-04T10:00", s.ana), s.book(s.haircut, "2026-11-04T10:00", s.ben)
	path := "/admin/visits/" + visit.PublicID + "/reassign"
	staff.Get(path).Wants(200).Says("Ana Castillo", "Ben Okafor")
	page := staff.Post(path, s.version(visit, "resource", itoa(s.ben.ID))).Wants(409).Says("Ben Okafor has Noor Haddad, 10:00–10:30")
	if wrong := page.Errors()["resource"]; !strings.Contains(wrong, "is not free at this time") {
		t.Errorf("at the choice it says %q", wrong)
	}
	s.Write(func(tx *models.Tx) error { return s.now(other).Cancel(tx, true) })
	staff.Post(path, s.version(visit, "resource", itoa(s.ben.ID))).Wants(303)
	if now := s.now(visit); !slices.Equal(now.ResourceIDs, []int64{s.ben.ID}) {
		t.Errorf("it is with %v", now.ResourceIDs)
	}
	page = staff.Get("/admin/visits/" + visit.PublicID)
	if page.Flash() != "Noor Haddad is with Ben Okafor now." {
		t.Errorf("it says %q", page.Flash())
	}
	back := page.Undo()
	staff.Post(back, nil).Wants(303)
	if now := s.now(visit); !slices.Equal(now.ResourceIDs, []int64{s.ana.ID}) {
		t.Errorf("taken back it is with %v", now.ResourceIDs)
	}
	staff.Post(back, nil).Wants(409).Says("Somebody changed this visit in the meantime")
	staff.Post(path, s.version(visit, "resource", itoa(s.ben.ID))).Wants(303)
	back = staff.Get("/admin/visits/" + visit.PublicID).Undo()
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	staff.Post(back, nil).Wants(409).Says("Ana Castillo has Noor Haddad, 10:00–10:30")
}

// Whoever waits is called, put off, moved and begun with on their page as on the board; who serves is asked for where several could.
func TestWhoWaitsIsCalledAndBegunWithOnTheirPage(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit := s.walksIn("Noor", s.haircut)
	path := "/admin/visits/" + visit.PublicID
	board := "/admin/today/visits/" + visit.PublicID
	here := "?back=" + url.QueryEscape(path)
	s.heard(t, "visit.created")
	page := staff.Get(path).Wants(200).Says("Call", "Start…", "Is here", "Needs more time", "Move to a place…").Hides("Calendar file", `action="`+path+"/service")
	if body := html.UnescapeString(page.Body); !strings.Contains(body, `href="`+board+"/service"+here) || !strings.Contains(body, `href="/admin/today?location=`+s.house.PublicID) {
		t.Error("it leads neither to the question who serves nor to the board")
	}
	for _, step := range []struct {
		noun, word, flash string
	}{
		{"call", "Called", "Noor Haddad is called."},
		{"delay", "Running late since", "Noor Haddad needs more time."},
		{"arrival", "Arrived", "Noor Haddad has arrived and is in line."},
	} {
		staff.Post(path+"/"+step.noun, s.version(visit)).WantsRedirect(path)
		page = staff.Get(path).Says(step.word)
		if page.Flash() != step.flash {
			t.Errorf("%s says %q", step.noun, page.Flash())
		}
		s.heard(t, "visit.updated")
		staff.Post(page.Undo(), nil).WantsRedirect(path)
		if now := s.now(visit); now.State != models.StateWaiting || len(now.Tags) > 0 {
			t.Errorf("after the undo of %s it is %s %v", step.noun, now.State, now.Tags)
		}
		s.heard(t, "visit.updated")
	}
	staff.Get(board + "/service" + here).Wants(200).Says("Who serves?")
	staff.Post(board+"/service"+here, s.version(visit, "resource", s.ben.PublicID, "back", path)).WantsRedirect(path)
	staff.Get(path).Says("Being served", "Ben Okafor", "Done")
}

func TestTheOnlyOneWhoCouldServesWithoutBeingAskedFor(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	s.Write(func(tx *models.Tx) error {
		s.ben.IsActive = false
		return s.ben.Save(tx)
	})
	visit := s.walksIn("Noor", s.haircut)
	path := "/admin/visits/" + visit.PublicID
	staff.Get(path).Says("Start").Hides("Start…")
	staff.Post(path+"/service", s.version(visit)).WantsRedirect(path)
	if now := s.now(visit); now.State != models.StateServing || !slices.Equal(now.ResourceIDs, []int64{s.ana.ID}) {
		t.Errorf("it is %s with %v", now.State, now.ResourceIDs)
	}
}

func TestDetailsAreChangedAndAVisitIsDeletedByItsName(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit := s.book(s.haircut, "2026-11-04T10:00")
	path := "/admin/visits/" + visit.PublicID
	s.heard(t, "visit.created")
	staff.Post(path+"/edit", s.version(visit, "firstName", "Noor", "email", "nowhere")).Wants(422).Says("Please write an e-mail address")
	stale := s.version(visit, "firstName", "Nora", "lastName", "Haddad", "tags", "window seat, Confirmed", "notes", "Brings a dog.")
	staff.Post(path+"/edit", stale).WantsRedirect(path)
	staff.Get(path).Says("Nora Haddad", "window seat", "Brings a dog.", "Name: Noor Haddad → Nora Haddad")
	staff.Post(path+"/edit", stale).Wants(409).Says("Somebody changed this visit in the meantime")
	s.heard(t, "visit.updated")
	staff.Post(path+"/removal", url.Values{"typed": {"Nora"}}).Wants(422).Says("Please type “Nora Haddad” to confirm.")
	staff.Post(path+"/removal", url.Values{"typed": {" nora  HADDAD"}}).Wants(303)
	staff.Get(path).Wants(http.StatusNotFound)
	s.heard(t, "visit.removed")
	s.As(models.RoleViewer).Post(path+"/removal", nil).Wants(http.StatusForbidden)
}

func TestWhoeverDeletesAVisitIsLedBackWhereTheyCameFrom(t *testing.T) {
	s := openSalon(t)
	staff, house := s.As(models.RoleStaff), "?location="+s.house.Slug
	person := "/admin/people/1"
	appointment := s.book(s.haircut, "2026-11-04T10:00")
	for _, way := range []struct {
		visit    *models.Visit
		from, to string
	}{
		{s.walksIn("Noor", s.haircut), "", "/admin/today" + house},
		{s.walksIn("Ida", s.haircut), "/admin/today" + house + "&column=called", "/admin/today" + house + "&column=called"},
		{s.walksIn("Mats", s.haircut), person, person},
		{appointment, "", "/admin/calendar?location=" + itoa(s.house.ID) + "&date=2026-11-04"},
	} {
		path, query := "/admin/visits/"+way.visit.PublicID, ""
		if way.from != "" {
			query = "?back=" + url.QueryEscape(way.from)
		}
		action := regexp.MustCompile(`action="([^"]*/removal[^"]*)"`).FindStringSubmatch(staff.Get(path + "/delete" + query).Wants(200).Body)
		if action == nil {
			t.Fatal("nothing can be deleted")
		}
		staff.Post(html.UnescapeString(action[1]), url.Values{"typed": {way.visit.Name()}}).WantsRedirect(way.to)
	}
}

func TestAnAdminErasesAVisitAndReceiversHearItsNumbersAlone(t *testing.T) {
	s := openSalon(t)
	visit := s.book(s.haircut, "2026-11-04T10:00")
	path := "/admin/visits/" + visit.PublicID
	s.heard(t, "visit.created")
	staff, admin := s.As(models.RoleStaff), s.As(models.RoleAdmin)
	if page := staff.Get(path + "/delete").Wants(200); strings.Contains(page.Body, "Erase") {
		t.Error("who may not erase is offered it")
	}
	staff.Post(path+"/erasure", url.Values{"erase": {"Noor Haddad"}}).Wants(http.StatusForbidden)
	admin.Get(path+"/delete").Says("For somebody who asks to be forgotten", "Erase the visit")
	admin.Post(path+"/erasure", url.Values{"erase": {"Nora"}}).Wants(422).Says("Please type “Noor Haddad” to confirm.")
	admin.Post(path+"/erasure", url.Values{"erase": {" noor  HADDAD"}}).Wants(303)
	admin.Get(path).Wants(http.StatusNotFound)
	s.heard(t, "visit.removed")
	if bodies := s.receiver.Bodies(); strings.Contains(bodies[len(bodies)-1], "Noor") {
		t.Errorf("it tells %s", bodies[len(bodies)-1])
	}
}

func TestStaffGiveACustomerANewLink(t *testing.T) {
	s := openSalon(t)
	staff, visit := s.As(models.RoleStaff), s.book(s.haircut, "2026-11-04T10:00")
	path := "/admin/visits/" + visit.PublicID
	staff.Get(path).Says("Link for the customer")
	staff.Get(path+"/link").Says("Make a new link", "opens nothing any more")
	form := s.version(visit)
	page := staff.Post(path+"/link", form).Wants(200).Says("It is shown this once")
	link := regexp.MustCompile(`/p/[\w-]{20,}`).FindString(page.Body)
	s.Visitor().Get(link).Wants(200).Says("Haircut")
	staff.Post(path+"/link", form).Wants(409).Says("made a link, in the meantime")
	s.Visitor().Get(link).Wants(200)
	staff.Post(path+"/link", s.version(visit)).Wants(200)
	s.Visitor().Get(link).Wants(http.StatusNotFound)
	s.As(models.RoleViewer).Post(path+"/link", nil).Wants(http.StatusForbidden)
	staff.Post(path+"/cancellation", s.version(visit)).Wants(303)
	staff.Post(path+"/link", s.version(visit)).Wants(409).Says("This visit has ended")
	staff.Get(path + "/link").WantsRedirect(path)
}

func TestARequestIsDeclinedOnItsPageOrTheBoardAndItsTimeIsFreeAgain(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	request := s.book(s.advice, "2026-11-04T10:00", s.ana)
	path := "/admin/visits/" + request.PublicID
	s.heard(t, "visit.created")
	staff.Get(path).Wants(200).Says("Decline")
	staff.Post(path+"/decline", s.version(request)).WantsRedirect(path)
	page := staff.Get(path).Says("Declined")
	if now := s.now(request); now.State != models.StateComplete || !now.HasTag(models.TagDeclined) || page.Flash() != "Noor Haddad is declined." {
		t.Errorf("it is %s %v, said %q", now.State, now.Tags, page.Flash())
	}
	s.heard(t, "visit.updated")
	other := s.book(s.advice, "2026-11-04T10:00", s.ana)
	staff.Post(page.Undo(), nil).Wants(409).Says("Its time is taken by somebody else by now")
	page = s.press(staff, other, "refusal")
	if now := s.now(other); !now.HasTag(models.TagDeclined) || page.Flash() != "The request of Noor Haddad is declined." {
		t.Errorf("it is %s %v, said %q", now.State, now.Tags, page.Flash())
	}
	staff.Post(page.Undo(), nil).Wants(303)
	if now := s.now(other); now.State != models.StateDraft || now.HasTag(models.TagDeclined) {
		t.Errorf("taken back it is %s %v", now.State, now.Tags)
	}
	staff.Post(path+"/decline", s.version(request)).Wants(422)
}

func TestWhoDidNotComeIsSaidOnThePageOnceTheTimeHasBegun(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit := s.book(s.haircut, "2026-11-02T10:00")
	path := "/admin/visits/" + visit.PublicID
	staff.Post(path+"/absence", s.version(visit)).Wants(422).Says("has not begun yet")
	s.clock.Later(time.Hour)
	s.heard(t, "visit.created")
	staff.Post(path+"/absence", s.version(visit)).WantsRedirect(path)
	if now := s.now(visit); now.State != models.StateComplete || !now.HasTag(models.TagNoShow) {
		t.Errorf("it is %s %v", now.State, now.Tags)
	}
	s.heard(t, "visit.updated")
}

// Where the location has another zone by now, a time that is left as it is, or given back, is the same instant.
func TestAnotherZoneOfTheLocationMovesNoAppointment(t *testing.T) {
	s := openSalon(t)
	staff, visit := s.As(models.RoleStaff), s.book(s.haircut, "2026-11-04T12:00", s.ana)
	path, at := "/admin/visits/"+visit.PublicID, *visit.StartsAt
	s.Write(func(tx *models.Tx) error {
		settings := s.house.Settings()
		settings.TimeZone = "Europe/London"
		return s.house.Change(tx, settings)
	})
	form := staff.Get(path + "/reschedule").Wants(200).Form(path + "/reschedule")
	form.Set("minutes", "45")
	staff.Post(path+"/reschedule", form).WantsRedirect(path)
	if now := s.now(visit); *now.StartsAt != at || now.Duration != 2700 {
		t.Errorf("made longer it is at %s for %d s", now.StartsAt, now.Duration)
	}
	staff.Get(path)
	staff.Post(path+"/reschedule", s.version(s.now(visit), "start", "2026-11-04T15:00")).WantsRedirect(path)
	staff.Post(staff.Get(path).Undo(), nil).WantsRedirect(path)
	if now := s.now(visit); *now.StartsAt != at {
		t.Errorf("given back it is at %s", now.StartsAt)
	}
}

// An undo takes back what its reader did, and nothing that somebody did after them.
func TestAnUndoOfAVisitIsRefusedOnceSomebodyWentOn(t *testing.T) {
	s := openSalon(t)
	ben, ana := s.As(models.RoleStaff), s.As(models.RoleManager)
	visit := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	path := "/admin/visits/" + visit.PublicID
	ben.Post(path+"/reschedule", url.Values{"day": {"2026-11-04"}, "time": {"11:00"}}).WantsRedirect(path)
	back := ben.Get(path).Undo()
	ana.Post(path+"/reschedule", url.Values{"day": {"2026-11-04"}, "time": {"14:00"}}).WantsRedirect(path)
	ben.Post(back, nil).Wants(409).Says("Somebody changed this visit in the meantime")
	ben.Post(path+"/cancellation", nil).WantsRedirect(path)
	back = ben.Get(path).Undo()
	ana.Post(path+"/undo", nil).WantsRedirect(path)
	ben.Post(back, nil).Wants(409).Says("Somebody changed this visit in the meantime")
	if now := s.now(visit); now.StartsAt.In(now.Zone()).Hour() != 14 || now.State != models.StateBooked {
		t.Errorf("it is %s at %s", now.State, now.StartsAt)
	}
}
