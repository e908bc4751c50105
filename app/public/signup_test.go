package public_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestAFamilySignsUpAndIsToldItsPlace(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	answer := h.sign("/signup/toddlers", with(ida(), "days", "Monday|Tuesday", "requestedDate", "2027-01-01", "note", "She naps at noon."))
	if !strings.HasPrefix(answer.Location, "/signup/thanks/") {
		t.Fatalf("%d %s", answer.Status, answer.Text())
	}
	thanks := h.visitor.Get(answer.Location).Wants(200).Says("you are in line", "Ida Brandt", "1st in line for Toddlers")
	if again := h.visitor.Get(answer.Location); again.Body != thanks.Body {
		t.Error("a reload says something else")
	}
	if thanks.Header.Get("Cache-Control") != "no-store" || !strings.Contains(thanks.Header.Get("X-Robots-Tag"), "noindex") {
		t.Errorf("%v", thanks.Header)
	}
	people := h.people()
	if len(people) != 1 {
		t.Fatalf("%d people", len(people))
	}
	p := people[0]
	if p.Name() != "Ida Brandt" || p.Email != "jonas.brandt@example.com" || p.Phone != "030 1234567" || p.Birthdate.String() != "2024-08-02" || p.Source != "online" {
		t.Errorf("%+v", p)
	}
	if len(p.Entries) != 1 || p.Entries[0].RequestedDate.String() != "2027-01-01" || len(p.Answers) != 1 || p.Answers[0].Value != "Monday,Tuesday" {
		t.Errorf("%+v %+v", p.Entries, p.Answers)
	}
	if len(p.Notes) != 1 || p.Notes[0].Text != "She naps at noon." || p.Notes[0].Author != "online" {
		t.Errorf("%+v", p.Notes)
	}
}

func TestBrothersAndSistersComeAsOneFamilyWithoutTypingTwice(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	form := fill(h.visitor.Get("/signup/toddlers"), with(ida(), "days", "Monday", "add", "1"))
	h.later(time.Minute)
	page := h.visitor.Post("/signup/toddlers", form).Wants(200).Says("Child 1", "Child 2", "Remove Ida")
	if strings.Count(page.Body, `value="Brandt"`) != 2 || !strings.Contains(page.Body, `value="Ida"`) {
		t.Error("what was typed is lost, or is asked again")
	}
	both := fill(page, with(ida(), "firstName-2", "Ella", "lastName-2", "Brandt", "birthdate-2-day", "2", "birthdate-2-month", "8", "birthdate-2-year", "2024"))
	if removed := h.visitor.Post("/signup/toddlers", func() map[string][]string {
		f := fill(page, with(ida(), "firstName-2", "Ella", "remove", "1"))
		return f
	}()).Wants(200); !strings.Contains(removed.Body, `value="Ella"`) || strings.Contains(removed.Body, `value="Ida"`) {
		t.Error("the wrong child was removed")
	}
	answer := h.visitor.Post("/signup/toddlers", both).Wants(303)
	h.visitor.Get(answer.Location).Wants(200).Says("Ida Brandt", "1st in line", "Ella Brandt", "2nd in line")
	people := h.people()
	if len(people) != 2 || people[0].FamilyID != people[1].FamilyID {
		t.Fatalf("%+v", people)
	}
}

func TestListsAreProposedByBirthdateWithTheReason(t *testing.T) {
	h := open(t)
	h.list("Infants", ages(0, 18))
	toddlers := h.list("Toddlers", ages(18, 36))
	page := h.visitor.Get("/signup").Wants(200).Says("Show the lists that fit").Hides("Join the waitlist</button>")
	form := fill(page, ida())
	h.later(time.Minute)
	page = h.visitor.Post("/signup", form).Wants(200).Says("Toddlers", "For 18 to 36 months: 2 y 3 m today.").Hides("Infants")
	if len(h.people()) != 0 {
		t.Fatal("somebody was put on a list that they did not see")
	}
	id := `value="` + string(rune('0'+toddlers.ID)) + `" checked`
	if !strings.Contains(page.Body, id) {
		t.Errorf("the list that fits is not ticked: %s", page.Body)
	}
	none := h.visitor.Post("/signup", fill(page, ida())).Wants(422)
	if none.Errors()["list"] == "" {
		t.Errorf("%v", none.Errors())
	}
	answer := h.visitor.Post("/signup", fill(page, with(ida(), "list", string(rune('0'+toddlers.ID)))))
	h.visitor.Get(answer.Wants(303).Location).Says("in line for Toddlers")
	other := with(ida(), "list", string(rune('0'+toddlers.ID)), "birthdate-year", "2026")
	h.visitor.Post("/signup", fill(page, other)).Wants(200).Says("Infants")
	old := h.visitor.Post("/signup", fill(page, with(ida(), "birthdate-year", "2001", "seen", "lists"))).Wants(422)
	old.Says("No list is open for this age")
}

func TestAListWithoutAgesSpeaksToWhoeverIsWaiting(t *testing.T) {
	h := open(t)
	h.list("Physiotherapy")
	page := h.visitor.Get("/signup/physiotherapy").Wants(200).Says("About you").Hides("child", "Child", "contactName")
	h.later(time.Minute)
	answer := h.visitor.Post("/signup/physiotherapy", fill(page, map[string]string{"firstName": "Noor", "lastName": "Haddad", "email": "noor@example.com"}))
	h.visitor.Get(answer.Wants(303).Location).Says("Noor Haddad", "in line for Physiotherapy")
	h.visitor.Get("/signup").WantsRedirect("/signup/physiotherapy")
}

func TestWhatIsWrongIsSaidAndWhatWasTypedIsKept(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	page := h.sign("/signup/toddlers", with(ida(), "email", "jonas@", "birthdate-month", "13", "requestedDate", "2020-01-01", "note", "Naps."))
	page.Wants(422).Says("Error: Join Toddlers", "Naps.")
	for _, field := range []string{"email", "birthdate", "requestedDate"} {
		if page.Errors()[field] == "" || !strings.Contains(page.Body, `href="#f-`+field+`"`) || !strings.Contains(page.Body, `id="f-`+field+`"`) {
			t.Errorf("%s: %v", field, page.Errors())
		}
	}
	if !strings.Contains(page.Body, `value="jonas@"`) || !strings.Contains(page.Body, "data-focus") {
		t.Error(page.Text())
	}
	page = h.sign("/signup/toddlers", with(ida(), "email", "", "phone", "", "birthdate-year", "2010"))
	if errors := page.Wants(422).Errors(); !strings.Contains(errors["email"], "reach you") || !strings.Contains(errors["birthdate"], "Toddlers is for 18 to 36 months") {
		t.Errorf("%v", errors)
	}
	if len(h.people()) != 0 {
		t.Error("somebody was added")
	}
}

func TestTheSameFormSentTwiceIsOneSignUp(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	form := fill(h.visitor.Get("/signup/toddlers"), ida())
	h.later(time.Minute)
	first := h.visitor.Post("/signup/toddlers", form).Wants(303)
	h.visitor.Post("/signup/toddlers", form).WantsRedirect(first.Location)
	form.Set("firstName", "Ella")
	again := h.visitor.Post("/signup/toddlers", form).Wants(422).Says("was sent before")
	h.visitor.Post("/signup/toddlers", fill(again, with(ida(), "firstName", "Ella"))).Wants(303)
	if people := h.people(); len(people) != 2 {
		t.Errorf("%d people", len(people))
	}
}

func TestADuplicateLooksLikeANewcomer(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	h.sign("/signup/toddlers", ida()).Wants(303)
	again := h.visitor.Get(h.sign("/signup/toddlers", with(ida(), "firstName", " ida")).Wants(303).Location)
	other := h.visitor.Get(h.sign("/signup/toddlers", with(ida(), "firstName", "Ella")).Wants(303).Location)
	if got, want := strings.ReplaceAll(again.Text(), "ida Brandt", "Ella Brandt"), other.Text(); got != want {
		t.Errorf("a duplicate is told\n%s\na newcomer\n%s", got, want)
	}
	if people := h.people(); len(people) != 2 {
		t.Errorf("%d people", len(people))
	}
}

func TestClosedFullAndHiddenLists(t *testing.T) {
	h := open(t)
	one := 1
	h.list("Full", func(w *models.Waitlist) { w.Capacity = &one })
	h.list("Closed", func(w *models.Waitlist) { w.IsOpen = false })
	h.list("Hidden", func(w *models.Waitlist) { w.IsPublic = false })
	h.list("Preschool", ages(36, 72))
	noor := map[string]string{"firstName": "Noor", "lastName": "Haddad", "email": "noor@example.com"}
	form := fill(h.visitor.Get("/signup/full"), with(noor, "firstName", "Sami"))
	h.sign("/signup/full", noor).Wants(303)
	h.visitor.Post("/signup/full", form).Wants(422).Says("Full is full", "Preschool")
	h.visitor.Get("/signup/full").Wants(200).Says("Full is full", "Preschool").Hides("<form")
	h.visitor.Get("/signup/closed").Wants(200).Says("Closed is closed", "Preschool").Hides("Hidden")
	h.visitor.Post("/signup/closed", form).Wants(422)
	h.visitor.Get("/signup/hidden").Wants(404)
	h.visitor.Post("/signup/hidden", form).Wants(404)
	h.visitor.Get("/signup/nothing").Wants(404)
	h.visitor.Get("/").Wants(200).Says("Linden House", "Full", "Preschool", "36 to 72 months").Hides("Hidden", "Closed")
	if people := h.people(); len(people) != 1 {
		t.Errorf("%d people", len(people))
	}
}

func TestNothingOpenIsSaid(t *testing.T) {
	h := open(t)
	h.visitor.Get("/").Wants(200).Says("No waitlist takes new people")
	h.visitor.Get("/signup").Wants(200).Says("No waitlist takes new people")
}

func TestNoPublicPageSetsACookie(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	answer := h.sign("/signup/toddlers", ida())
	for _, path := range []string{"/", "/signup/toddlers", "/signup/toddlers/embed", answer.Location, "/robots.txt", "/signup/nothing"} {
		if page := h.visitor.Get(path); page.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets %s", path, page.Header.Get("Set-Cookie"))
		}
	}
	if answer.Header.Get("Set-Cookie") != "" {
		t.Error("joining sets a cookie")
	}
}

func TestOnlyNamedSitesMayShowTheForm(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	policy := func(path string) (string, string) {
		page := h.visitor.Get(path).Wants(200)
		_, ancestors, _ := strings.Cut(page.Header.Get("Content-Security-Policy"), "frame-ancestors ")
		return ancestors, page.Header.Get("X-Frame-Options")
	}
	if ancestors, frame := policy("/signup/toddlers/embed"); ancestors != "'none'" || frame != "DENY" {
		t.Errorf("nobody is named: %s %s", ancestors, frame)
	}
	h.Write(func(tx *models.Tx) error {
		account, err := models.FindAccount(tx)
		if err != nil {
			return err
		}
		settings := account.Settings()
		settings.EmbedOrigins = "https://linden.example https://www.linden.example"
		return account.Change(tx, settings)
	})
	if ancestors, frame := policy("/signup/toddlers/embed"); ancestors != "https://linden.example https://www.linden.example" || frame != "" {
		t.Errorf("%s %s", ancestors, frame)
	}
	if ancestors, frame := policy("/signup/toddlers"); ancestors != "'none'" || frame != "DENY" {
		t.Errorf("the page itself: %s %s", ancestors, frame)
	}
	answer := h.sign("/signup/toddlers/embed", ida()).Wants(303)
	if ancestors, _ := policy(answer.Location); !strings.HasPrefix(ancestors, "https://") {
		t.Errorf("the thanks in a frame: %s", ancestors)
	}
}

func TestRobotsAreKeptFromPrivatePages(t *testing.T) {
	h := open(t)
	h.visitor.Get("/robots.txt").Wants(http.StatusOK).Says("Disallow: /admin")
	if icon := h.visitor.Get("/favicon.ico").Wants(302); !strings.HasPrefix(icon.Location, "/static/favicon") {
		t.Error(icon.Location)
	}
}

func TestStaffSeeWhoSignedAFamilyUpUntilItIsErased(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	h.sign("/signup/toddlers", ida()).Wants(303)
	h.As(models.RoleStaff).Get("/admin/people/1").Wants(200).Says("Signed up by Jonas Brandt.")
	h.Write(func(tx *models.Tx) error { return h.people()[0].Erase(tx) })
	var contacts []string
	if err := h.DB.Read(t.Context()).Model(&models.Family{}).Pluck("contact", &contacts).Error; err != nil || len(contacts) != 1 || contacts[0] != "" {
		t.Errorf("%q, %v", contacts, err)
	}
}

func TestWhoeverIsWaitingMaySignUpAmongListsForChildren(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	parents := h.list("Parents' group")
	typed := map[string]string{
		"firstName": "Noor", "lastName": "Haddad", "email": "noor@example.com", "birthdate-day": "1", "birthdate-month": "2", "birthdate-year": "1990",
	}
	page := h.visitor.Get("/signup").Wants(200).Says("Leave this empty if you are the one waiting.")
	h.later(time.Minute)
	page = h.visitor.Post("/signup", fill(page, with(typed, "lists", "1"))).Wants(200).Says("Parents' group").Hides("Toddlers")
	delete(typed, "lists")
	h.visitor.Post("/signup", fill(page, with(typed, "list", strconv.FormatInt(parents.ID, 10)))).Wants(303)
}

func TestWhatStaffTryOnThePublicPageIsByOnline(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	h.visitor = h.As(models.RoleStaff)
	h.sign("/signup/toddlers", with(ida(), "note", "A try.")).Wants(303)
	if note := h.people()[0].Notes[0]; note.Author != "online" || note.AuthorID != nil {
		t.Errorf("%+v", note)
	}
}
