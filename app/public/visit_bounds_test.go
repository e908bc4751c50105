package public_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

// from turns the clock to a while before a visit's start, or after it.
func (s *salon) from(v *models.Visit, d time.Duration) {
	s.T.Helper()
	s.later(v.StartsAt.Add(d).Sub(s.clock()))
}

// What a page says to be possible until an instant is possible at that instant, and not a second later.
func TestUntilMeansUntilThatVeryInstant(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-05T14:30") // moved until a day before, cancelled until two hours before
	s.from(v, -24*time.Hour)
	s.visitor.Get(link(v)).Says("Choose another time", "Move online until Wed 4 Nov, 14:30", "Cancel online until Thu 5 Nov, 12:30")
	page := s.visitor.Get(link(v) + "/reschedule?date=2026-11-06").Wants(200)
	s.visitor.Post(link(v)+"/reschedule", fill(page, map[string]string{"time": "14:30"})).Wants(303)
	own := link(v)
	v = s.load(v)
	s.from(v, -24*time.Hour+time.Second)
	s.visitor.Get(own).Hides("Choose another time")
	s.from(v, -2*time.Hour)
	s.visitor.Get(own).Says("Cancel the appointment")
	s.visitor.Post(own+"/cancellation", nil).Wants(303)
	s.later(time.Minute)
	s.visitor.Get(own).Says("take it back")
	s.visitor.Post(own+"/undo", nil).Wants(303)
	s.visitor.Post(own+"/cancellation", nil).Wants(422)
}

func TestLeavingIsTakenBackForAMinute(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	s.visitor.Post(link(ida)+"/cancellation", nil).Wants(303)
	s.later(time.Minute + time.Second)
	s.visitor.Get(link(ida)).Hides("take it back")
	s.visitor.Post(link(ida)+"/undo", nil).Wants(422).Says("too late to take that back")
	s.visitor.Get(link(ida)).Wants(200)
	s.later(30*24*time.Hour - time.Minute - time.Second)
	s.visitor.Get(link(ida)).Wants(200)
	s.later(time.Second)
	s.visitor.Get(link(ida)).Wants(404)
}

// Its link opens a page that hides the name of whose it is; what is said on it hides it as well.
func TestALeftPlaceStaysLeftForWhoJoinedAgainAndNamesNobody(t *testing.T) {
	s := openSalon(t)
	left := s.sign("/queue/harbour", guest()).Wants(303).Location
	form := fill(s.visitor.Get("/queue/harbour"), guest())
	s.later(30 * time.Second)
	s.visitor.Post(left+"/cancellation", nil).Wants(303)
	s.visitor.Post("/queue/harbour", form).Wants(303)
	s.visitor.Post(left+"/undo", nil).Wants(422).Says("You have joined the line again since").Hides("Noor", "Haddad")
	if s.stands() != 1 {
		t.Errorf("%d in line", s.stands())
	}
}

func TestWhoIsLateSaysSoForHalfAnHour(t *testing.T) {
	s := openSalon(t)
	s.Write(func(tx *models.Tx) error { return s.at.CloseQueue(tx) }) // nobody joins the line by the clock
	v := s.book("2026-11-03T10:00")
	for after, isFine := range map[time.Duration]bool{-2*time.Hour - time.Second: false, -2*time.Hour + time.Second: true, 30*time.Minute - time.Second: true, 30 * time.Minute: false} {
		s.from(v, after)
		page := s.visitor.Get(link(v)).Wants(200)
		if says := strings.Contains(page.Body, link(v)+"/arrival"); says != isFine {
			t.Errorf("%s after the start it can be said: %t", after, says)
		}
	}
}

func TestACustomersLinkIsNotTriedForEver(t *testing.T) {
	s := openSalon(t, apptest.With(func(c *app.Config) { c.RatePublic = web.Rate{Count: 3, Window: time.Minute} }))
	for range 3 {
		s.visitor.Post("/p/"+strings.Repeat("x", 43)+"/cancellation", nil).Wants(404)
	}
	for _, noun := range []string{"arrival", "delay", "cancellation", "undo", "acceptance", "refusal", "reschedule"} {
		s.visitor.Post("/p/"+strings.Repeat("y", 43)+"/"+noun, nil).Wants(429)
	}
}

func TestTheScreenOnTheWallIsInNoSearch(t *testing.T) {
	s := openSalon(t)
	if header := s.visitor.Get("/display/harbour").Wants(200).Header; header.Get("X-Robots-Tag") == "" || header.Get("Cache-Control") != "no-store" {
		t.Errorf("it is told as %v", header)
	}
}

func TestTheCalendarOfStaffTellsOfThirtyDaysBack(t *testing.T) {
	s := openSalon(t)
	v, token := s.book("2026-11-03T10:00"), ""
	s.Write(func(tx *models.Tx) (err error) {
		token, err = s.mia.ShareFeed(tx)
		return err
	})
	for after, isTold := range map[time.Duration]bool{30 * 24 * time.Hour: true, 30*24*time.Hour + time.Second: false} {
		s.from(v, after)
		if feed := s.visitor.Get("/calendar/" + token + ".ics").Wants(200); strings.Contains(feed.Body, v.PublicID) != isTold {
			t.Errorf("%s after its start it is told: %t", after, !isTold)
		}
	}
}
