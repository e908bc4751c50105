package public_test

import (
	"net/url"
	"testing"

	"anteroom/models"
)

func TestSomebodyInLineSaysThatTheyAreOnTheWay(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	s.visitor.Get(link(ida)).Says("I am on my way", "I have arrived")
	s.visitor.Post(link(ida)+"/confirmation", nil).WantsRedirect(link(ida))
	s.visitor.Get(link(ida)).Says("We know that you are on your way. Please tell us here when you have arrived.", "I have arrived").Hides("I am on my way")
	told := s.load(ida)
	if !told.HasTag(models.TagConfirmed) || told.ConfirmedTime == nil || told.UpdatedBy != "portal" || *told.Position != 1 {
		t.Errorf("tags %v at %v by %s", told.Tags, told.ConfirmedTime, told.UpdatedBy)
	}
	s.visitor.Post(link(ida)+"/confirmation", nil).WantsRedirect(link(ida))
	if again := s.load(ida); again.Version != told.Version {
		t.Errorf("saying it twice changed the visit: version %d, before %d", again.Version, told.Version)
	}
	s.change(ida, (*models.Visit).Call)
	s.visitor.Get(link(ida)).Says("It is your turn", "We know that you are on your way.")
	s.visitor.Post(link(ida)+"/arrival", nil).Wants(303)
	s.visitor.Post(link(ida)+"/confirmation", nil).Wants(422).Says("That is not possible any more")
	s.visitor.Get(link(ida)).Hides("I am on my way", "We know that you are on your way")
	booked := s.book("2026-11-02T11:00")
	s.visitor.Get(link(booked)).Hides("I am on my way")
	s.visitor.Post(link(booked)+"/confirmation", nil).Wants(422)
}

func TestACustomerChangesWhatTheirVisitSaysOfThem(t *testing.T) {
	s := openSalon(t)
	var ida *models.Visit
	s.Write(func(tx *models.Tx) (err error) {
		wish := models.NewVisit{FirstName: "Wilhelmina", LastName: "Brandt", Phone: "040 555012", Email: "ida@example.org", Tags: []string{"messages-ok"}, Source: "ONLINE"}
		ida, err = s.at.Join(tx, wish)
		return err
	})
	s.visitor.Get(link(ida)).Says("W•••", "phone ending in 12", "i•••@example.org", "Change your details").Hides("Wilhelmina", "Brandt", "040 555012", "ida@example.org")
	asked := s.visitor.Get(link(ida)+"/details").Wants(200).Says("Your details", "Now: W•••", "Now: B•••").Hides("Wilhelmina", "Brandt", "040 555012", "ida@example.org")
	typed := asked.Form(link(ida) + "/details")
	typed.Set("email", "brandt@example.org")
	typed.Set("party", "3")
	s.visitor.Post(link(ida)+"/details", typed).WantsRedirect(link(ida))
	now := s.load(ida)
	if now.FirstName != "Wilhelmina" || now.LastName != "Brandt" || now.Phone != "040 555012" || now.Email != "brandt@example.org" || now.PartySize != 3 || !now.HasTag("messages-ok") || now.UpdatedBy != "portal" {
		t.Errorf("the visit says %s, %s, %s, party of %d, %v, by %s", now.Name(), now.Phone, now.Email, now.PartySize, now.Tags, now.UpdatedBy)
	}
	s.visitor.Post(link(ida)+"/details", typed).Wants(303)

	wrong := url.Values{"email": {"brandt"}, "party": {"0"}, "firstName": {"Maximiliane"}}
	page := s.visitor.Post(link(ida)+"/details", wrong).Wants(422).Says("Please look at these", "Please give how many of you come")
	if back := page.Form(link(ida) + "/details"); back.Get("email") != "brandt" || back.Get("party") != "0" || back.Get("firstName") != "Maximiliane" {
		t.Errorf("what was typed is lost: %v", back)
	}
	if still := s.load(ida); still.FirstName != "Wilhelmina" || still.Email != "brandt@example.org" || still.PartySize != 3 {
		t.Errorf("half of a refused form was kept: %s, %s, %d", still.FirstName, still.Email, still.PartySize)
	}
}

func TestDetailsAreChangedWhileTheyMatterAndByTheirOwnLinkAlone(t *testing.T) {
	s := openSalon(t)
	booked, ended, served := s.book("2026-11-02T11:00"), s.join("Noor"), s.join("Omar")
	s.visitor.Get(link(booked) + "/details").Wants(200).Hides("How many of you come?")
	s.visitor.Post(link(booked)+"/details", url.Values{"phone": {"040 555013"}, "party": {"4"}}).Wants(303)
	if now := s.load(booked); now.Phone == "" || now.PartySize != 1 {
		t.Errorf("phone %q, party of %d", now.Phone, now.PartySize)
	}
	s.change(ended, func(v *models.Visit, tx *models.Tx) error { return v.Cancel(tx, true) })
	s.change(served, func(v *models.Visit, tx *models.Tx) error { return v.Serve(tx, s.mia) })
	for _, over := range []*models.Visit{ended, served} {
		s.visitor.Get(link(over)).Hides("Change your details")
		s.visitor.Get(link(over) + "/details").Wants(200).Hides("Save")
		s.visitor.Post(link(over)+"/details", url.Values{"firstName": {"Mallory"}}).Wants(422)
		if now := s.load(over); now.FirstName == "Mallory" {
			t.Errorf("%s was renamed", over.FirstName)
		}
	}
	s.visitor.Get("/p/never/details").Wants(404)
	s.visitor.Post("/p/never/details", url.Values{"firstName": {"Mallory"}}).Wants(404).Says("This link does not open anything", "Harbour", "040 555010")
}
