package public_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

func TestAPageLooksNoFurtherThanAFewMonths(t *testing.T) {
	s := openStudio(t)
	far := s.service("Summer photo")
	s.Write(func(tx *models.Tx) error {
		place, err := models.FindLocation(tx, models.Everywhere(), s.place.ID)
		if err != nil {
			return err
		}
		return place.SetHours(tx, models.OpeningHours{
			Hours:     models.Hours{{Day: "MO", From: "09:00", To: "09:20"}}, // too short for half an hour
			Overrides: models.Overrides{{Date: models.Date{Year: 2027, Month: 5, Day: 21}, From: "09:00", To: "12:00"}},
		})
	})
	page := s.visitor.Get(s.path(far)).Wants(200).Says("No time is free on these days", "Nothing is free before Saturday 6 March 2027.")
	further := regexp.MustCompile(`href="([^"]*)">Look at the days from then on`).FindStringSubmatch(page.Body)
	if further == nil {
		t.Fatal("nobody can look further")
	}
	s.visitor.Get(strings.ReplaceAll(further[1], "&amp;", "&")).Wants(200).Says("The next free day is Friday 21 May 2027")
	s.change(far, func(v *models.Service) { v.MaximumNotice = 100 * 24 * 3600 })
	s.visitor.Get(s.path(far)).Wants(200).Says("Nothing can be booked for the time being.").Hides("Nothing is free before")
}

func TestWhoLooksForTimesAllTheTimeIsAskedToWait(t *testing.T) {
	s := furnishStudio(open(t, apptest.With(func(c *app.Config) { c.RatePublic = web.Rate{Count: 3, Window: time.Minute} })))
	for range 18 {
		s.visitor.Get(s.path(s.haircut)).Wants(200)
	}
	refused := s.visitor.Get(s.path(s.haircut)).Wants(429)
	if refused.Header.Get("Retry-After") == "" {
		t.Error("nobody says when to come again")
	}
	s.visitor.Get("/hold/nothing").Wants(429)
	s.visitor.Get("/p/nothing/reschedule").Wants(429)
	s.visitor.Get("/book").Wants(200)
	s.later(4 * time.Second)
	s.visitor.Get(s.path(s.haircut)).Wants(200)
}
