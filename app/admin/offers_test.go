package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// waits puts people on a list of the salon, in this order; the list's name is Colour unless there is a location less.
func (s *salon) waits(first ...string) []*models.Entry {
	s.T.Helper()
	var entries []*models.Entry
	s.Write(func(tx *models.Tx) error {
		list, err := models.FindWaitlist(tx, models.Everywhere(), "colour")
		if err != nil {
			list = &models.Waitlist{Name: "Colour", LocationID: &s.house.ID, IsOpen: true}
			if _, err := list.Save(tx); err != nil {
				return err
			}
		}
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		entries = nil
		for _, name := range first {
			person, err := models.CreatePerson(tx, fields, models.NewPerson{Source: "staff", Values: models.Values{"First Name": name, "Last Name": "Ruiz"}})
			if err != nil {
				return err
			}
			entry, _, err := list.Add(tx, person, models.NewEntry{})
			if err != nil {
				return err
			}
			entries = append(entries, entry)
		}
		return nil
	})
	return entries
}

// offer is the form that the rail of the calendar leads to, filled in.
func (s *salon) offer(entry *models.Entry, at string, more ...string) url.Values {
	form := url.Values{
		"location": {itoa(s.house.ID)}, "entry": {itoa(entry.ID)}, "service": {itoa(s.haircut.ID)}, "resource": {itoa(s.ana.ID)},
		"day": {at[:10]}, "time": {at[11:]},
	}
	for i := 0; i+1 < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return form
}

var offerLink = regexp.MustCompile(`/p/[\w-]{40,}`)

func (s *salon) status(entry *models.Entry) models.EntryStatus {
	s.T.Helper()
	now, err := models.SeekEntry(s.DB.Read(s.T.Context()), models.Everywhere(), itoa(entry.ID))
	if err != nil {
		s.T.Fatal(err)
	}
	return now.Status
}

// both are heard of the same moment, in any order.
func (s *salon) both(t *testing.T, want ...string) {
	t.Helper()
	if got := s.news(t); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
		t.Errorf("the receiver heard %v, want %v", got, want)
	}
}

func TestATimeThatWasCancelledIsOfferedToWhoeverWaits(t *testing.T) {
	s := openSalon(t)
	line := s.waits("Marta", "Luis")
	visit := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	staff := s.As(models.RoleStaff)
	staff.Get("/admin/calendar?date=2026-11-04").Says("Who could come on Wed 4 Nov", "Marta Ruiz", "1st on Colour").Hides("Freed times")
	staff.Post("/admin/visits/"+visit.PublicID+"/cancellation", s.version(visit, "back", "/admin/calendar?date=2026-11-04")).Wants(303)
	page := staff.Get("/admin/calendar?date=2026-11-04").Says("Noor Haddad is cancelled.", "Offer to waitlist", "Freed times", "30 min, Haircut")
	gap := regexp.MustCompile(`href="([^"]*gap=[^"]*)#rail"`).FindStringSubmatch(page.Body)
	if gap == nil {
		t.Fatal("no link leads to the freed time")
	}
	staff.Get("/admin/visits/"+visit.PublicID).Says("is free again", "Offer to waitlist")
	page = staff.Get(strings.ReplaceAll(gap[1], "&amp;", "&")).Says("Who could take Wed 4 Nov, 10:00")
	ask := regexp.MustCompile(`href="(/admin/offers/new[^"]*entry=` + itoa(line[0].ID) + `[^"]*)"`).FindStringSubmatch(page.Body)
	if ask == nil {
		t.Fatal("nobody is offered the freed time")
	}
	page = staff.Get(strings.ReplaceAll(ask[1], "&amp;", "&")).Wants(200).Says("Marta Ruiz", "1st on Colour")
	for _, filled := range []string{`value="2026-11-04"`, `value="10:00"`, `value="2026-11-04T09:00"`, `<option value="` + itoa(s.haircut.ID) + `" selected`, `<option value="` + itoa(s.ana.ID) + `" selected`} {
		if !strings.Contains(page.Body, filled) {
			t.Errorf("the form does not come with %s", filled)
		}
	}
	s.news(t)
	page = staff.Post("/admin/offers/new", s.offer(line[0], "2026-11-04T10:00")).Wants(200).Says("Offered to Marta Ruiz", "It is shown this once", "waits on at the same place on Colour")
	s.both(t, "UpdatePerson", "visit.created")
	link := offerLink.FindString(page.Body)
	staff.Get("/admin/calendar?date=2026-11-04").Says("Offered").Hides("Freed times", "1st on Colour")
	if again := staff.Get("/admin/people/" + itoa(line[0].PersonID)).Says("Offered Wed 4 Nov, 10:00 from Colour"); strings.Contains(again.Body, link) {
		t.Error("the link is shown again")
	}
	customer := s.Visitor()
	customer.Get(link).Wants(200).Says("Would you like this time?", "Wednesday 4 November 2026", "10:00–10:30, Berlin time", "left to answer", "Accept", "Decline")
	s.heard(t)
	customer.Post(link+"/acceptance", nil).Wants(303)
	s.both(t, "UpdatePerson", "visit.updated")
	customer.Get(link).Wants(200).Says("Your appointment is booked")
	customer.Post(link+"/refusal", nil).Wants(422)
	if got := s.status(line[0]); got != models.Enrolled {
		t.Errorf("who accepted is %s", got)
	}
	staff.Get("/admin/people/" + itoa(line[0].PersonID)).Says("Offer accepted: Wed 4 Nov, 10:00")
}

func TestAnOfferIsDeclinedTakenBackOrRunsOut(t *testing.T) {
	s := openSalon(t)
	line := s.waits("Marta", "Luis")
	staff, customer := s.As(models.RoleStaff), s.Visitor()
	offered := func(more ...string) string {
		return offerLink.FindString(staff.Post("/admin/offers/new", s.offer(line[0], "2026-11-06T10:00", more...)).Wants(200).Body)
	}
	held := func() string {
		var visit models.Visit
		if err := s.DB.Read(t.Context()).Where("entry_id = ?", line[0].ID).Last(&visit).Error; err != nil {
			t.Fatal(err)
		}
		return visit.PublicID
	}
	link := offered()
	customer.Post(link+"/refusal", nil).Wants(303)
	customer.Post(link+"/refusal", nil).Wants(303)
	customer.Get(link).Wants(200).Says("You declined this time", "You keep your place in line").Hides("Accept")
	customer.Post(link+"/acceptance", nil).Wants(422).Says("This offer has ended")
	staff.Get("/admin/people/" + itoa(line[0].PersonID)).Says("Offer declined: Fri 6 Nov, 10:00")
	link = offered()
	staff.Get("/admin/visits/"+held()).Says("Answer by", "Take the offer back", "Offered").Hides("Cancel the visit")
	staff.Post("/admin/visits/"+held()+"/withdrawal", nil).Wants(303)
	staff.Get("/admin/calendar?date=2026-11-06").Says("The offer to Marta Ruiz is taken back.", "Offer it to somebody else", "Freed times")
	staff.Post("/admin/visits/"+held()+"/withdrawal", nil).Wants(422).Says("cannot be taken back any more")
	staff.Post("/admin/visits/"+s.book(s.haircut, "2026-11-06T15:00").PublicID+"/withdrawal", nil).Wants(404)
	customer.Get(link).Wants(200).Says("This offer has ended", "took it back")
	link = offered("offerUntil", "2026-11-03T12:00")
	s.clock.Later(27 * time.Hour)
	customer.Get(link).Wants(200).Says("This offer has ended", "It was not answered in time").Hides("Accept")
	customer.Post(link+"/acceptance", nil).Wants(422)
	customer.Post("/hold/"+strings.TrimPrefix(link, "/p/"), url.Values{"longer": {"1"}}).Wants(404)
	customer.Get(link + "/appointment.ics").Wants(404)
	staff = s.As(models.RoleManager) // the night has logged the others out
	offered()
	if got := s.status(line[0]); got != models.Offered {
		t.Errorf("offered anew, the place is %s", got)
	}
}

func TestAnOfferThatCannotBeMadeSaysWhy(t *testing.T) {
	s := openSalon(t)
	line := s.waits("Marta", "Luis")
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	staff := s.As(models.RoleStaff)
	staff.Post("/admin/offers/new", s.offer(line[0], "2026-11-04T10:00")).Wants(http.StatusConflict).Says("This time is not free", "The nearest free times", "Ana Castillo has Noor Haddad")
	for _, c := range []struct {
		says string
		form url.Values
	}{
		{"Please choose who is offered the time.", s.offer(line[0], "2026-11-04T11:00", "entry", "")},
		{"Please choose a service", s.offer(line[0], "2026-11-04T11:00", "service", "")},
		{"Please let the answer be due before", s.offer(line[0], "2026-11-04T11:00", "offerUntil", "2026-11-04T11:30")},
		{"Please give a time in the future to answer by.", s.offer(line[0], "2026-11-04T11:00", "offerUntil", "2026-11-01T11:30")},
		{"Please give the day and time to answer by.", s.offer(line[0], "2026-11-04T11:00", "offerUntil", "soon")},
		{"Please give a time of day", s.offer(line[0], "2026-11-04T11:00", "time", "")},
		{"We are closed at this time", s.offer(line[0], "2026-11-04T20:00")},
	} {
		staff.Post("/admin/offers/new", c.form).Wants(422).Says(c.says)
	}
	staff.Post("/admin/offers/new", s.offer(line[0], "2026-11-04T20:00", "anyHours", "on")).Wants(422) // only managers overrule the hours
	s.As(models.RoleManager).Post("/admin/offers/new", s.offer(line[1], "2026-11-04T20:00", "anyHours", "on")).Wants(200)
	staff.Post("/admin/offers/new", s.offer(line[1], "2026-11-04T11:00")).Wants(422).Says("A time is held for this person until they answer.")
	s.As(models.RoleViewer).Get("/admin/offers/new").Wants(403)
	s.As(models.RoleViewer).Get("/admin/calendar?date=2026-11-04").Hides("Who could come")
	staff.Get("/admin/offers/new?entry=999999").Wants(404)
	staff.Get("/admin/offers/new?date=2026-11-04").Wants(200).Says("Choose who waits", "Marta Ruiz · 1st on Colour")
	garden := apptest.Start(t)
	garden.As(models.RoleStaff).Get("/admin/offers/new").Wants(404)
}

func TestARailProposesNobodyWithinTheNoticeAndNoMoreThanFit(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	staff.Get("/admin/calendar?date=2026-11-04").Says("Nobody waits on a list of this location.").Hides("Nobody in line could come")
	staff.Get("/admin/calendar?view=week&date=2026-11-04").Says("Nobody waits on a list of this location.")
	names := make([]string, 23)
	for i := range names {
		names[i] = "Kim" + string(rune('a'+i))
	}
	s.waits(names...)
	staff.Get("/admin/calendar?view=list&date=2026-11-04").Says("Kima Ruiz", "20th on Colour", "and 3 more").Hides("21st on Colour")
	near := "/admin/calendar?date=2026-11-02&gap=2026-11-02T16:00&service=" + itoa(s.advice.ID)
	staff.Get(near).Says("nearer than the notice of “Advice”, 1 day", "Show them all the same").Hides("Kima Ruiz")
	staff.Get(near+"&soon=yes").Says("nearer than the notice", "Kima Ruiz")
	staff.Get("/admin/calendar?date=2026-11-02&gap=2026-11-01T16:00").Says("This time has passed.").Hides("Kima Ruiz")
	staff.Get("/admin/calendar?date=2026-11-04&gap=whenever").Wants(200).Says("Kima Ruiz")
}

// On a day that the forms let nobody choose, days of the others speak against nobody, and the rail says so.
func TestARailSaysThatNobodyIsAskedAboutADay(t *testing.T) {
	s := openSalon(t)
	staff, kim := s.As(models.RoleStaff), s.waits("Kim")[0]
	staff.Get("/admin/calendar?date=2026-11-07").Says("Kim Ruiz").Hides("Nobody is asked about")
	s.Write(func(tx *models.Tx) error {
		person, err := models.FindPerson(tx, models.Everywhere(), kim.PersonID)
		if err != nil {
			return err
		}
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		_, err = person.Change(tx, fields, models.Values{"Days Available": "Monday,Wednesday"})
		return err
	})
	staff.Get("/admin/calendar?date=2026-11-07").Says("Kim Ruiz", "Mon Wed", "Nobody is asked about Saturdays")
	staff.Get("/admin/calendar?date=2026-11-04").Says("Kim Ruiz", "Mon Wed").Hides("Nobody is asked about")
	staff.Get("/admin/calendar?date=2026-11-03").Says("Nobody in line could come that day").Hides("Kim Ruiz")
}
