package public_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestEveryStepOfABookingIsAPageOfItsOwn(t *testing.T) {
	s := openStudio(t)
	s.visitor.Get("/book").Wants(200).Says("Mitte", "Lindenallee 4", "First haircut", "30 min")
	path := s.path(s.haircut)
	page := s.visitor.Get(path).Wants(200)
	page.Says("First haircut", "With whom? Anyone Ana Castillo Ben Okafor", "First available: Mon 2 Nov, 10:00", "November 2026", "Berlin time, UTC+1")
	if !strings.Contains(page.Body, `aria-label="Tuesday 3 November, 18 times"`) {
		t.Error("the day does not say how many times it has")
	}
	page = s.visitor.Get(path + "?resource=" + s.ben.PublicID + "&date=2026-11-03&time=14:30").Wants(200)
	page.Says("With Ben Okafor", "Day Tue 3 Nov", "Tuesday 3 November", "Morning 09:00", "Afternoon 12:00", "Evening 17:00 17:30")
	if !strings.Contains(page.Body, `value="14:30" checked`) {
		t.Error("the time of the address is not chosen")
	}
	hold := s.hold(s.visitor, path+"?resource="+s.ben.PublicID, "2026-11-03", "14:30")
	page = s.visitor.Get(hold).Wants(200)
	page.Says("Tue 3 Nov, 14:30", "Ben Okafor", "Held for you until 10:05", "You can cancel until it begins.", "Book Tue 3 Nov, 14:30")
	answer := s.finish(s.visitor, hold, noor())
	answer.WantsRedirect("/p/" + token(hold))
	visit := s.visit(hold)
	if visit.State != models.StateBooked || visit.Date != "2026-11-03T14:30" || visit.Name() != "Noor Haddad" || visit.Email != "noor@example.org" ||
		visit.Notes != "Left ear, please." || visit.Source != "ONLINE" || len(visit.ResourceIDs) != 1 || visit.ResourceIDs[0] != s.ben.ID {
		t.Errorf("booked was %+v", visit)
	}
	s.sound()
}

func TestNothingOfABookingIsACookie(t *testing.T) {
	s := openStudio(t)
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	for _, path := range []string{"/book", s.path(s.haircut), hold} {
		page := s.visitor.Get(path).Wants(200)
		if page.Header.Get("Set-Cookie") != "" || page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, page.Header)
		}
	}
	if page := s.visitor.Get(hold); page.Header.Get("X-Robots-Tag") == "" || strings.Contains(page.Text(), strings.TrimPrefix(hold, "/hold/")) {
		t.Error("a hold may be found")
	}
}

func TestWhatIsNotPublicIsNotThere(t *testing.T) {
	s := openStudio(t)
	staffOnly := s.service("Inventory", func(v *models.Service) { v.IsPublic = false })
	elsewhere := s.location("Süd", "Europe/Berlin")
	closed := s.location("Lager", "Europe/Berlin")
	s.Write(func(tx *models.Tx) error { return closed.SetPublic(tx, false) })
	s.visitor.Get("/book").Wants(200).Hides("Inventory", "Süd", "Lager")
	for _, path := range []string{
		s.path(staffOnly), "/book/" + elsewhere.Slug + "/" + s.haircut.Slug, "/book/" + closed.Slug + "/" + s.haircut.Slug,
		"/book/mitte/nothing", "/book/nowhere/first-haircut", "/hold/nothing", "/p/nothing/reschedule",
	} {
		s.visitor.Get(path).Wants(404)
		s.visitor.Post(path, formOf("at", "2026-11-03T14:30", "once", "a key that is long enough")).Wants(404)
	}
	s.visitor.Get("/book/" + s.place.PublicID + "/" + s.haircut.PublicID).Wants(200)
	if s.count("visits") != 0 {
		t.Error("something was held")
	}
}

func TestATimeThatCannotBeIsRefusedInWords(t *testing.T) {
	s := openStudio(t)
	s.change(s.haircut, func(h *models.Service) { h.MinimumNotice, h.MaximumNotice = 3600, 14*24*3600 })
	for at, sentence := range map[string]string{
		"":                    "Please choose a time.",
		"tomorrow":            "Please write a date and a time",
		"2026-11-02T09:30":    "This time has passed.",
		"2026-11-02T10:30":    "This is too soon",
		"2026-11-30T10:30":    "This is too far ahead",
		"2026-11-07T10:30":    "We are closed at this time",
		"2026-11-03T17:45":    "close before it would end",
		"2027-03-28T02:30":    "the clocks go forward",
		"2026-11-31T10:00":    "Please write a date and a time",
		"2026-11-03T10:30:00": "Please write a date and a time",
	} {
		page := s.visitor.Post(s.path(s.haircut), formOf("at", at, "once", models.NewPublicID())).Wants(422)
		if page.Says(sentence); !strings.Contains(page.Body, "<title>Error: ") {
			t.Error("the title does not say that something is wrong")
		}
	}
	if s.count("visits") != 0 {
		t.Error("something was held")
	}
	page := s.visitor.Get(s.path(s.haircut) + "?date=2026-11-02").Wants(200)
	page.Says("11:00").Hides(`value="10:30"`)
	s.visitor.Get(s.path(s.haircut) + "?date=2026-11-07").Wants(200).Says("No time is left on this day.")
	s.visitor.Get(s.path(s.haircut) + "?date=2026-11-03&time=17:45").Wants(200).Says("17:45 is no longer free.")
	s.visitor.Get(s.path(s.haircut) + "?date=yesterday&from=never&party=x&held=y").Wants(200).Hides("Day ")
	s.visitor.Get(s.path(s.haircut) + "?resource=nobody").Wants(200).Says("does not do this here any more")
}

func TestADayThatIsClosedHasNoLink(t *testing.T) {
	s := openStudio(t)
	s.Write(func(tx *models.Tx) error {
		place, err := models.FindLocation(tx, models.Everywhere(), s.place.ID)
		if err != nil {
			return err
		}
		open := place.Opening()
		open.Overrides = models.Overrides{{Date: models.Date{Year: 2026, Month: 11, Day: 4}, Closed: true}}
		open.Breaks = models.Hours{{Day: "TH", From: "12:00", To: "13:00"}}
		return place.SetHours(tx, open)
	})
	page := s.visitor.Get(s.path(s.haircut)).Wants(200)
	page.Hides("Wednesday 4 November", "Saturday 7 November")
	if !strings.Contains(page.Body, `aria-label="Thursday 5 November, 16 times"`) {
		t.Error("the break of Thursday is not taken off")
	}
	s.visitor.Post(s.path(s.haircut), formOf("at", "2026-11-05T12:00", "once", models.NewPublicID())).Wants(422).Says("We are closed at this time")
}

func TestDaysGoOnLaterAndInTheNextMonths(t *testing.T) {
	s := openStudio(t)
	page := s.visitor.Get(s.path(s.haircut)).Wants(200)
	if !strings.Contains(page.Body, "?from=2026-12-01") || !strings.Contains(page.Body, "?from=2026-11-11") {
		t.Error("there is no way to the next month, or to later days")
	}
	page = s.visitor.Get(s.path(s.haircut)+"?from=2026-11-11").Wants(200).Says("Wed 11 Nov", "Thu 19 Nov", "From today")
	page.Hides("First available")
	s.visitor.Get(s.path(s.haircut)+"?from=2027-01-01").Wants(200).Says("January 2027", "Fri 1 Jan 2027").Hides("December")
	soon := s.service("Soon", func(v *models.Service) { v.MaximumNotice = 14 * 24 * 3600 })
	s.visitor.Get(s.path(soon)+"?date=2026-11-04&from=2027-03-01").Wants(200).Says("March 2027", "Wednesday 4 November", "09:00")
}

func TestWhereNothingIsFreeTheNextDayAndTheListsAreShown(t *testing.T) {
	s := openStudio(t)
	s.list("Toddlers")
	s.list("Closed list", func(w *models.Waitlist) { w.IsOpen = false })
	far := s.service("Summer photo", func(v *models.Service) { v.MinimumNotice = 70 * 24 * 3600 })
	s.visitor.Get(s.path(far)).Wants(200).Says("The next free day is Monday 11 January 2027", "030 901820", "Join the waitlist for an earlier time", "Toddlers").Hides("Closed list")
	never := s.service("Never", func(v *models.Service) { v.MinimumNotice = 400 * 24 * 3600 })
	s.visitor.Get(s.path(never)).Wants(200).Says("Nothing can be booked for the time being", "Toddlers")
	s.Write(func(tx *models.Tx) error {
		for _, r := range []*models.Resource{s.ana, s.ben} {
			found, err := models.FindResource(tx, models.Everywhere(), r.PublicID)
			if err != nil {
				return err
			}
			found.IsActive = false
			if err := found.Save(tx); err != nil {
				return err
			}
		}
		return nil
	})
	s.visitor.Get(s.path(s.haircut)).Wants(200).Says("Nothing can be booked for the time being")
}

func TestAWholePartyFitsOrNotAtAll(t *testing.T) {
	s := openStudio(t)
	tour := s.service("Tour", func(v *models.Service) { v.Capacity = 5 })
	page := s.visitor.Get(s.path(tour)+"?party=3&date=2026-11-03").Wants(200).Says("How many people come?", "At most 5.", "For 3 people", "5 places")
	if !strings.Contains(page.Body, `name="party" value="3"`) {
		t.Error("the party is not carried on")
	}
	first := s.hold(s.visitor, s.path(tour)+"?party=3", "2026-11-03", "09:00")
	if got := s.visit(first).PartySize; got != 3 {
		t.Errorf("held for %d", got)
	}
	s.visitor.Get(s.path(tour) + "?party=2&date=2026-11-03").Wants(200).Says("09:00 2 places")
	s.visitor.Get(s.path(tour) + "?party=3&date=2026-11-03").Wants(200).Says("09:30").Hides(`value="09:00"`)
	s.visitor.Post(s.path(tour), formOf("at", "2026-11-03T09:00", "party", "3", "once", models.NewPublicID())).Wants(409).Says("Tue 3 Nov, 09:30")
	s.visitor.Get(s.path(tour) + "?party=9").Wants(200).Says("At most 5 people can come at once.")
	s.finish(s.visitor, first, noor()).Wants(303)
	s.visitor.Get(s.path(s.haircut)+"?party=2&date=2026-11-03").Wants(200).Says("For 2 people", "09:00")
	s.visitor.Get(s.path(s.haircut)+"?party=2&date=2026-11-03&resource="+s.ana.PublicID).Wants(200).Hides(`value="09:00"`, "Nothing is free before", "for the time being", "join a waitlist").
		Says("Ana Castillo takes 1 person at a time. For 2 people please choose anyone", "Look at the times with anyone")
	s.sound()
}

func TestAWrongWordIsKeptAndExplained(t *testing.T) {
	s := openStudio(t)
	s.Write(func(tx *models.Tx) error {
		_, err := models.CreateField(tx, models.FieldSettings{Label: "Allergies", Type: models.TypeText, Required: true, OnSignup: true})
		return err
	})
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	page := s.finish(s.visitor, hold, map[string]string{"firstName": "Noor", "lastName": "", "email": "noor at home", "note": "Left ear"}).Wants(422)
	errors := page.Errors()
	for field, sentence := range map[string]string{"lastName": "Please fill this in.", "email": "e-mail", "field-9": "Please fill this in."} {
		if !strings.Contains(errors[field], sentence) {
			t.Errorf("%s: %q", field, errors)
		}
	}
	if !strings.Contains(page.Body, `value="noor at home"`) || !strings.Contains(page.Body, "Left ear") || !strings.Contains(page.Body, "<title>Error: ") {
		t.Error("what was typed is lost")
	}
	page.Hides("Birthdate", "Days Available")
	page = s.finish(s.visitor, hold, map[string]string{"firstName": "Noor", "lastName": "Haddad", "field-9": "Nuts"}).Wants(422)
	if !strings.Contains(page.Text(), "Please give a phone number or an e-mail address") {
		t.Error("somebody can book without being reachable")
	}
	s.finish(s.visitor, hold, with(noor(), "field-9", "Nuts")).Wants(303)
	if visit := s.visit(hold); len(visit.Answers) != 1 {
		t.Errorf("answers %v", visit.Answers)
	}
}

func TestABookingIsByHandWherePeopleConfirm(t *testing.T) {
	s := openStudio(t)
	s.change(s.haircut, func(h *models.Service) {
		h.ManualConfirm, h.CancelNotice, h.RescheduleNotice, h.Price, h.Currency = true, 86400, 7200, "25", "EUR"
	})
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	s.visitor.Get(hold).Wants(200).Says("Request Tue 3 Nov, 14:30", "You hear from us once it is confirmed.", "You can cancel until Mon 2 Nov, 14:30.",
		"You can move it to another time until Tue 3 Nov, 12:30.", "Price 25.00 EUR")
	s.finish(s.visitor, hold, noor()).Wants(303)
	if visit := s.visit(hold); visit.State != models.StateDraft || !visit.IsUnconfirmed {
		t.Errorf("it is %s", visit.State)
	}
}

func TestProgramsBookNothing(t *testing.T) {
	s := openStudio(t)
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	s.finish(s.visitor, hold, with(noor(), "website", "spam")).WantsRedirect("/book")
	form := fill(s.visitor.Get(hold).Wants(200), noor())
	if visit := s.visit(hold); visit.State != models.StatePending {
		t.Errorf("it is %s", visit.State)
	}
	quick := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "15:30")
	s.later(time.Second)
	s.visitor.Post(quick, form).Wants(422).Says("That was very quick.")
	s.later(time.Minute)
	s.visitor.Post(quick, form).Wants(303)
	s.choose(s.visitor, s.path(s.haircut), "2026-11-03", "16:30", "website", "spam").WantsRedirect(s.path(s.haircut))
}
