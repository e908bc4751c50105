package public_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

func guest(more ...string) map[string]string {
	return with(map[string]string{"firstName": "Noor", "lastName": "Haddad", "phone": "040 123456", "party": "2", "service": "haircut"}, more...)
}

// stands is how many are in line.
func (s *salon) stands() int {
	s.T.Helper()
	board, err := s.at.Queue(s.DB.Read(s.T.Context()), s.clock())
	if err != nil {
		s.T.Fatal(err)
	}
	return len(board.Waiting)
}

func (s *salon) set(do func(l *models.Location, tx *models.Tx) error) {
	s.T.Helper()
	s.Write(func(tx *models.Tx) error { return do(s.at, tx) })
}

func TestACustomerJoinsTheLineAndSeesTheirPlace(t *testing.T) {
	s := openSalon(t)
	s.visitor.Get("/queue/harbour").Wants(200).Says("Join the line at Harbour", "Nobody is waiting", "Haircut", "How many of you come?", "Kanalweg 3").Hides("you would wait")
	s.join("Ida")
	s.visitor.Get("/queue/harbour").Says("1 person waiting")
	page := s.sign("/queue/harbour", guest("messages", "on")).Wants(303)
	if !strings.HasPrefix(page.Location, "/p/") {
		t.Fatalf("it leads to %s", page.Location)
	}
	s.visitor.Get(page.Location).Wants(200).Says("You are 2nd in line", "A002")
	board, err := s.at.Queue(s.DB.Read(t.Context()), s.clock())
	if err != nil {
		t.Fatal(err)
	}
	v := &board.Waiting[1]
	if v.Name() != "Noor Haddad" || v.PartySize != 2 || v.Source != "ONLINE" || v.PersonID == nil || len(v.ServiceIDs) != 1 || !v.HasTag("messages-ok") {
		t.Errorf("%+v", v)
	}
}

func TestAWaitStandsBeforeTheFormOnceItCanBeMeasured(t *testing.T) {
	s := openSalon(t)
	s.measured()
	s.visitor.Get("/queue/harbour").Says("Nobody is waiting · you would wait ")
}

func TestALineSaysWhatIsWrongWithTheForm(t *testing.T) {
	s := openSalon(t)
	for _, c := range []struct {
		change []string
		errors map[string]string
	}{
		{[]string{"firstName", "", "lastName", ""}, map[string]string{"firstName": "Please fill this in.", "lastName": "Please fill this in."}},
		{[]string{"phone", ""}, map[string]string{"email": "Please give a phone number or an e-mail address, so that we can reach you."}},
		{[]string{"party", "0"}, map[string]string{"party": "Please give how many of you come, from 1 to 50."}},
		{[]string{"party", "51"}, map[string]string{"party": "Please give how many of you come, from 1 to 50."}},
		{[]string{"party", "many"}, map[string]string{"party": "Please give how many of you come, from 1 to 50."}},
		{[]string{"service", "tattoo"}, map[string]string{"service": "This is not offered here any more. Please choose again."}},
	} {
		page := s.sign("/queue/harbour", guest(c.change...)).Wants(422)
		if diff := cmp.Diff(c.errors, page.Errors()); diff != "" {
			t.Errorf("%v: %s", c.change, diff)
		}
		if !strings.Contains(page.Body, "<title>Error: Join the line") {
			t.Error("the title does not say so")
		}
		if c.change[0] != "firstName" && !strings.Contains(page.Body, `value="Noor"`) {
			t.Errorf("%v: what was typed is lost", c.change)
		}
	}
	s.sign("/queue/harbour", guest("party", "")).Wants(303)
	s.sign("/queue/harbour", guest("firstName", "Omar", "party", "50", "service", "")).Wants(303)
	if s.stands() != 2 {
		t.Errorf("%d in line", s.stands())
	}
}

func TestALineThatTakesNobodySaysWhyAndWhen(t *testing.T) {
	s := openSalon(t)
	form := fill(s.visitor.Get("/queue/harbour"), guest())
	s.later(time.Minute)
	refused := func(texts ...string) {
		t.Helper()
		s.visitor.Get("/queue/harbour").Wants(200).Says(texts...).Hides("How many of you come?")
		s.visitor.Get("/queue/harbour/kiosk").Wants(200).Says(texts[0])
		s.visitor.Post("/queue/harbour", form).Wants(422).Says(texts...)
		if s.stands() != 0 {
			t.Fatal("somebody is in line")
		}
	}
	s.set((*models.Location).PauseQueue)
	refused("Harbour takes a short break", "shows the form again as soon as the break is over")
	s.set((*models.Location).CloseQueue)
	refused("The line at Harbour is closed", "takes nobody new at the moment", "040 555010")
	s.set((*models.Location).OpenQueue)
	s.later(8 * time.Hour) // 18:01
	refused("Harbour is closed now", "Tuesday 3 November 2026, 09:00 (Berlin time, UTC+1)")
	s.set(func(l *models.Location, tx *models.Tx) error {
		open := l.Opening()
		open.Overrides = models.Overrides{{Date: models.Date{Year: 2026, Month: 11, Day: 3}, Closed: true}}
		return l.SetHours(tx, open)
	})
	refused("Harbour is closed now", "Wednesday 4 November 2026, 09:00")
	s.set(func(l *models.Location, tx *models.Tx) error {
		open := models.OpeningHours{}
		for day := range 61 {
			open.Overrides = append(open.Overrides, models.Override{Date: models.Date{Year: 2026, Month: 11, Day: 2}.AddDays(day), Closed: true})
		}
		return l.SetHours(tx, open)
	})
	refused("Harbour is closed now", "cannot say yet when we open again")
}

// In Berlin the clocks go forward on 29 March 2026 and back on 25 October 2026.
func TestTheNextOpeningIsToldWithTheOffsetOfItsDay(t *testing.T) {
	h := open(t)
	h.later(-11 * 24 * time.Hour)
	s := furnish(h)
	s.later(24*time.Hour + 8*time.Hour) // Friday 23 October, 19:00
	s.visitor.Get("/queue/harbour").Says("Monday 26 October 2026, 09:00 (Berlin time, UTC+1)")
}

func TestALocationThatIsNotPublicHasNoLine(t *testing.T) {
	s := openSalon(t)
	form := fill(s.visitor.Get("/queue/harbour"), guest())
	s.later(time.Minute)
	nowhere := s.visitor.Get("/queue/nowhere").Wants(404)
	s.set(func(l *models.Location, tx *models.Tx) error { return l.SetPublic(tx, false) })
	for _, path := range []string{"/queue/harbour", "/queue/harbour/poster", "/queue/harbour/kiosk", "/display/harbour"} {
		if page := s.visitor.Get(path).Wants(404); page.Body != nowhere.Body {
			t.Errorf("%s is another page than one that is not there", path)
		}
	}
	s.visitor.Post("/queue/harbour", form).Wants(404)
	s.visitor.Post("/queue/harbour/kiosk", form).Wants(404)
	if s.stands() != 0 {
		t.Error("somebody is in line")
	}
}

func TestAServiceForStaffAloneIsNotOfferedInLine(t *testing.T) {
	s := openSalon(t)
	s.Write(func(tx *models.Tx) error {
		return (&models.Service{Name: "Repair", Duration: 600, Capacity: 1, LocationIDs: []int64{s.at.ID}}).Save(tx)
	})
	s.visitor.Get("/queue/harbour").Hides("Repair")
	s.sign("/queue/harbour", guest("service", "repair")).Wants(422)
}

func TestTheSameFormTwiceIsOnePlaceInLine(t *testing.T) {
	s := openSalon(t)
	form := fill(s.visitor.Get("/queue/harbour"), guest())
	s.later(time.Minute)
	first := s.visitor.Post("/queue/harbour", form).Wants(303)
	again := s.visitor.Post("/queue/harbour", form).Wants(303)
	if first.Location != again.Location || s.stands() != 1 {
		t.Errorf("%s and %s; %d in line", first.Location, again.Location, s.stands())
	}
	form.Set("firstName", "Omar")
	s.visitor.Post("/queue/harbour", form).Wants(422).Says("This form was sent before")
	var kept []string
	if err := s.DB.Read(t.Context()).Raw("SELECT answer FROM idempotency_keys").Scan(&kept).Error; err != nil {
		t.Fatal(err)
	}
	token := strings.TrimPrefix(first.Location, "/p/")
	for _, answer := range kept {
		if strings.Contains(answer, token) {
			t.Error("the link stands in the database")
		}
	}
}

// A stranger who knows a name and a number learns from the answer neither more nor less than the one whose they are.
func TestWhoStandsInLineAlreadyGetsALinkThatShowsThePlaceAlone(t *testing.T) {
	s := openSalon(t)
	mine := s.sign("/queue/harbour", guest()).Wants(303).Location
	again := s.sign("/queue/harbour", guest("phone", "+49 40 123456", "firstName", "NOOR")).Wants(303).Location
	if mine == again || s.stands() != 1 {
		t.Fatalf("%d in line", s.stands())
	}
	shape := regexp.MustCompile(`^/p/[\w-]{43}$`)
	for _, address := range []string{mine, again} {
		if !shape.MatchString(address) {
			t.Errorf("%s tells by its shape who was in line", address)
		}
	}
	same := strings.NewReplacer(mine, "", again, "")
	if a, b := s.visitor.Get(mine).Wants(200), s.visitor.Get(again).Wants(200); same.Replace(a.Body) != same.Replace(b.Body) {
		t.Errorf("the pages differ:\n%s\n%s", a.Text(), b.Text())
	}
	if a, b := s.visitor.Get(mine+"/details").Wants(200), s.visitor.Get(again+"/details").Wants(200); same.Replace(a.Body) != same.Replace(b.Body) {
		t.Errorf("the forms differ:\n%s\n%s", a.Text(), b.Text())
	}
	s.visitor.Post(mine+"/details", url.Values{"email": {"noor@example.org"}, "party": {"4"}}).Wants(303)
	s.visitor.Get(again+"/details").Says("Not given yet.").Hides("example.org", "n•••@")
	for _, noun := range []string{"arrival", "confirmation", "details", "delay", "cancellation", "undo"} {
		s.visitor.Post(again+"/"+noun, nil).Wants(422).Says("This link shows your place in line and no more.")
	}
	s.visitor.Post(mine+"/arrival", nil).Wants(303)
	s.later(24*time.Hour + time.Second)
	s.visitor.Get(again).Wants(404)
	s.visitor.Get(mine).Wants(200)
}

func TestBrothersAndSistersAreNoDuplicatesInLine(t *testing.T) {
	s := openSalon(t)
	s.sign("/queue/harbour", guest()).Wants(303)
	s.sign("/queue/harbour", guest("firstName", "Sami")).Wants(303)
	if s.stands() != 2 {
		t.Errorf("%d in line", s.stands())
	}
}

func TestNoRobotStandsInLine(t *testing.T) {
	s := openSalon(t)
	s.sign("/queue/harbour", guest("website", "https://spam.example")).Wants(303)
	quick := fill(s.visitor.Get("/queue/harbour"), guest())
	s.visitor.Post("/queue/harbour", quick).Wants(422).Says("That was very quick")
	forged := fill(s.visitor.Get("/queue/harbour"), guest("opened", "yesterday"))
	s.later(time.Minute)
	s.visitor.Post("/queue/harbour", forged).Wants(422)
	if s.stands() != 0 {
		t.Errorf("%d in line", s.stands())
	}
}

func TestALineIsLimitedPerAddress(t *testing.T) {
	s := openSalon(t, apptest.With(func(c *app.Config) { c.RatePublic = web.Rate{Count: 3, Window: time.Minute} }))
	for range 3 {
		s.visitor.Post("/queue/harbour", nil).Wants(422)
	}
	if page := s.visitor.Post("/queue/harbour", nil).Wants(429); page.Header.Get("Retry-After") == "" {
		t.Error("nobody says when to come again")
	}
}

func TestStaffInTheirBrowserJoinAsCustomers(t *testing.T) {
	s := openSalon(t)
	admin := s.As(models.RoleAdmin)
	form := fill(admin.Get("/queue/harbour"), guest())
	s.later(time.Minute)
	admin.Get(admin.Post("/queue/harbour", form).Wants(303).Location).Says("You are next in line")
	var by []string
	if err := s.DB.Read(t.Context()).Raw("SELECT DISTINCT by_kind FROM events WHERE subject_kind = 'visit'").Scan(&by).Error; err != nil || len(by) != 1 || by[0] != "online" {
		t.Errorf("by %v, %v", by, err)
	}
}
