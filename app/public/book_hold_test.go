package public_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

var offers = regexp.MustCompile(`name="at" value="([^"]*)"`)

func offered(page *apptest.Page) (times []string) {
	for _, match := range offers.FindAllStringSubmatch(page.Body, -1) {
		times = append(times, match[1])
	}
	return times
}

func TestATimeThatIsHeldIsNobodyElses(t *testing.T) {
	s := openStudio(t)
	page := s.path(s.haircut) + "?resource=" + s.ana.PublicID
	mine := s.hold(s.visitor, page, "2026-11-03", "14:30")
	other := s.Visitor()
	other.Get(page + "&date=2026-11-03").Wants(200).Hides(`value="14:30"`)
	taken := other.Post(s.path(s.haircut), formOf("at", "2026-11-03T14:30", "resource", s.ana.PublicID, "once", models.NewPublicID())).Wants(409)
	taken.Says("This time has just been taken", "Tue 3 Nov, 14:00", "Tue 3 Nov, 15:00")
	if times := offered(taken); len(times) != 3 {
		t.Errorf("offered are %v", times)
	}
	s.visitor.Get(mine).Wants(200).Says("Held for you until 10:05")
	s.later(5 * time.Minute)
	other.Get(page + "&date=2026-11-03").Wants(200).Says("14:30")
	theirs := s.hold(other, page, "2026-11-03", "14:30")
	s.finish(other, theirs, noor()).Wants(303)
	s.sound()
}

func TestWhoCameTooLateKeepsWhatTheyTyped(t *testing.T) {
	s := openStudio(t)
	page := s.path(s.haircut) + "?resource=" + s.ana.PublicID
	mine := s.hold(s.visitor, page, "2026-11-03", "14:30")
	form := fill(s.visitor.Get(mine).Wants(200), noor())
	s.later(5*time.Minute - time.Second)
	s.visitor.Get(mine).Wants(200)
	s.later(time.Second)
	s.visitor.Get(mine).Wants(409).Says("The time we kept for you is over", "We kept it until 10:05.")
	late := s.visitor.Post(mine, form).Wants(409).Says("but the time is still free", "Tue 3 Nov, 14:30")
	if times := offered(late); len(times) != 3 || times[0] != "2026-11-03T14:30" {
		t.Errorf("offered are %v", times)
	}
	other := s.Visitor()
	s.finish(other, s.hold(other, page, "2026-11-03", "14:30"), noor()).Wants(303)
	late = s.visitor.Post(mine, form).Wants(409).Says("Somebody else was quicker")
	if times := offered(late); len(times) != 3 || times[0] != "2026-11-03T14:00" {
		t.Errorf("offered are %v", times)
	}
	again := s.visitor.Post(s.path(s.haircut), fill(late, map[string]string{"at": "2026-11-03T15:00"})).Wants(303).Location
	details := s.visitor.Get(again).Wants(200)
	for _, word := range []string{`value="Noor"`, `value="Haddad"`, `value="noor@example.org"`, `value="030 555010"`, "Left ear, please.", "Book Tue 3 Nov, 15:00"} {
		if !strings.Contains(details.Body, word) {
			t.Errorf("%s is not kept", word)
		}
	}
	s.visitor.Post(again, fill(details, noor())).Wants(303) // at once: all of it was typed before
	if visit := s.visit(again); visit.State != models.StateBooked || visit.ResourceIDs[0] != s.ana.ID {
		t.Errorf("booked was %+v", visit)
	}
	s.sound()
}

func TestAHoldIsKeptLongerOnce(t *testing.T) {
	s := openStudio(t)
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	s.later(4 * time.Minute)
	page := s.visitor.Post(hold, fill(s.visitor.Get(hold), map[string]string{"firstName": "Noor", "longer": "1"})).Wants(200)
	page.Says("Held for you until 10:09").Hides("Hold it longer", "Please fill this in.")
	if !strings.Contains(page.Body, `value="Noor"`) {
		t.Error("what was typed is lost")
	}
	s.visitor.Post(hold, fill(page, map[string]string{"longer": "1"})).Wants(422).Says("was kept longer once already")
	s.later(4 * time.Minute)
	s.finish(s.visitor, hold, noor()).Wants(409) // a minute passes
}

func TestAFormThatIsSentTwiceBooksOnce(t *testing.T) {
	s := openStudio(t)
	opened := s.visitor.Get(s.path(s.haircut) + "?date=2026-11-03").Wants(200)
	first := s.visitor.Post(s.path(s.haircut), fill(opened, map[string]string{"time": "14:30"})).Wants(303).Location
	s.visitor.Post(s.path(s.haircut), fill(opened, map[string]string{"time": "14:30"})).WantsRedirect(first)
	if other := s.visitor.Post(s.path(s.haircut), fill(opened, map[string]string{"time": "15:30"})).Wants(303).Location; other == first {
		t.Error("another time of the same page is the first hold")
	}
	details := fill(s.visitor.Get(first).Wants(200), noor())
	s.later(time.Minute)
	booked := s.visitor.Post(first, details).Wants(303).Location
	s.visitor.Post(first, details).WantsRedirect(booked)
	details.Set("firstName", "Nora")
	s.visitor.Post(first, details).WantsRedirect(booked)
	s.visitor.Get(first).WantsRedirect(booked)
	s.visitor.Get(booked).Wants(200).Says("Your appointment is booked")
	if s.count("visits") != 2 || s.count("people") != 1 || s.visit(booked).FirstName != "Noor" {
		t.Errorf("%d visits, %d people, %s", s.count("visits"), s.count("people"), s.visit(booked).FirstName)
	}
	var stored string
	if err := s.DB.Read(t.Context()).Raw("SELECT group_concat(answer) FROM idempotency_keys").Scan(&stored).Error; err != nil {
		t.Fatal(err)
	}
	if strings.Contains(stored, token(first)) {
		t.Error("a link can be read in the database")
	}
}

func TestNobodyGetsAHoldByGuessing(t *testing.T) {
	s := openStudio(t)
	form := formOf("at", "2026-11-03T14:30", "once", "12345678")
	first := s.visitor.Post(s.path(s.haircut), form).Wants(303).Location
	if second := s.Visitor().Post(s.path(s.haircut), form).Wants(303).Location; second == first {
		t.Error("a key that can be guessed gives away the hold")
	}
}

func TestAnotherTimeLetsGoOfTheFirst(t *testing.T) {
	s := openStudio(t)
	page := s.path(s.haircut) + "?resource=" + s.ana.PublicID
	first := s.hold(s.visitor, page, "2026-11-03", "14:30")
	back := page + "&held=" + token(first)
	s.visitor.Get(back + "&date=2026-11-03").Wants(200).Says("14:30")
	second := s.hold(s.visitor, back, "2026-11-03", "15:00")
	if visit := s.visit(first); visit.State != models.StateComplete {
		t.Errorf("the first is %s", visit.State)
	}
	s.visitor.Get(first).Wants(409)
	s.finish(s.visitor, second, noor()).Wants(303)
	booked := s.hold(s.visitor, page+"&held="+token(second), "2026-11-03", "16:00")
	if visit := s.visit(second); visit.State != models.StateBooked {
		t.Error("a link to a booked one lets go of it")
	}
	s.visitor.Get(booked).Wants(200)
	s.sound()
}

func TestSomebodyKnownIsNotToldThatTheyAre(t *testing.T) {
	s := openStudio(t)
	first := s.book(s.haircut, "2026-11-03", "14:30", noor())
	stranger := map[string]string{"firstName": "NOOR", "lastName": "haddad", "email": "Noor@Example.org"}
	second := s.book(s.haircut, "2026-11-03", "15:30", stranger)
	visit := s.visit(second)
	if s.count("people") != 1 || visit.PersonID == nil || *visit.PersonID != *s.visit(first).PersonID {
		t.Error("the same person is two")
	}
	if visit.Phone != "" || visit.FirstName != "NOOR" {
		t.Errorf("what is known of somebody is told to whoever says to be them: %+v", visit)
	}
	if people := s.people(); people[0].FirstName != "Noor" || people[0].Phone != "030 555010" {
		t.Errorf("a stranger changes what is known: %+v", people[0])
	}
	s.book(s.haircut, "2026-11-03", "16:30", with(noor(), "firstName", "Sami"))
	if s.count("people") != 2 {
		t.Error("brother and sister are one")
	}
}

func TestOneOfManyClientsGetsTheLastTime(t *testing.T) {
	s := openStudio(t)
	page := s.path(s.haircut)
	form := func(client *apptest.Client) map[string][]string {
		return fill(client.Get(page+"?resource="+s.ana.PublicID+"&date=2026-11-03").Wants(200), map[string]string{"time": "14:30"})
	}
	var mu sync.Mutex
	var holds []string
	refused := 0
	var group sync.WaitGroup
	for range 16 {
		client := s.Visitor()
		typed := form(client)
		group.Go(func() {
			answer := client.Post(page, typed)
			mu.Lock()
			defer mu.Unlock()
			switch answer.Status {
			case http.StatusSeeOther:
				holds = append(holds, answer.Location)
			case http.StatusConflict:
				refused++
			default:
				t.Errorf("answers %d: %s", answer.Status, answer.Text())
			}
		})
	}
	group.Wait()
	if len(holds) != 1 || refused != 15 {
		t.Fatalf("%d hold the time, %d were refused", len(holds), refused)
	}
	details := fill(s.visitor.Get(holds[0]).Wants(200), noor())
	s.later(time.Minute)
	for range 8 {
		group.Go(func() { s.Visitor().Post(holds[0], details).WantsRedirect("/p/" + token(holds[0])) })
	}
	group.Wait()
	if s.count("people") != 1 || s.count("visits") != 1 {
		t.Errorf("%d people, %d visits", s.count("people"), s.count("visits"))
	}
	s.sound()
}

func TestNoGetOfABookingChangesAnything(t *testing.T) {
	s := openStudio(t)
	hold := s.hold(s.visitor, s.path(s.haircut), "2026-11-03", "14:30")
	booked := s.book(s.haircut, "2026-11-03", "16:30", noor())
	told := "(SELECT sequence FROM events WHERE by_kind <> 'job') AS told" // jobs go by the clock, whoever reads
	last := s.count(told)
	s.later(6 * time.Minute)
	for _, path := range []string{"/book", s.path(s.haircut) + "?date=2026-11-03&time=14:30&held=" + token(hold), hold, booked, booked + "/reschedule?date=2026-11-04"} {
		s.visitor.Get(path)
		s.visitor.Do(s.visitor.Request(http.MethodHead, path, nil))
	}
	if s.count(told) != last {
		t.Error("a GET changed something")
	}
}

func TestAVisitorWhoKeepsEnoughTimesIsToldWhatToDo(t *testing.T) {
	s := openStudio(t)
	page, last := s.path(s.haircut), ""
	for _, clock := range []string{"10:30", "11:30", "12:30", "13:30", "14:30"} {
		last = s.hold(s.visitor, page, "2026-11-03", clock)
	}
	refused := s.choose(s.Visitor(), page, "2026-11-03", "15:30").Wants(422)
	refused.Says("You are keeping five times already. Please book one of them first, or wait a few minutes")
	if s.count("visits") != 5 {
		t.Errorf("%d visits", s.count("visits"))
	}
	s.finish(s.visitor, s.hold(s.visitor, page, "2026-11-03", "15:30", "held", token(last)), noor()).Wants(303) // another time instead of one
	s.hold(s.Visitor(), page, "2026-11-04", "10:30")
}
