package public_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

// The nights in which the clocks are turned, in a house that is open all night.
func TestTheDaysOnWhichClocksAreTurned(t *testing.T) {
	for _, c := range []struct {
		zone, spring, autumn, twice, first, skipped string
	}{
		{"Europe/Berlin", "2027-03-28", "2027-10-31", "02:30", "UTC+02:00", "02:30"},
		{"America/New_York", "2027-03-14", "2027-11-07", "01:30", "UTC-04:00", "02:30"},
	} {
		t.Run(strings.ReplaceAll(c.zone, "/", "-"), func(t *testing.T) {
			s := openStudio(t)
			night := []models.OpenTime{}
			for _, day := range models.WeekDays() {
				night = append(night, models.OpenTime{Day: day, From: "00:00", To: "24:00"})
			}
			place := s.location("Night", c.zone, night...)
			watch := s.service("Night watch", func(v *models.Service) { v.LocationIDs = []int64{place.ID} })
			path := "/book/" + place.Slug + "/" + watch.Slug

			s.turnTo(c.spring)
			spring := s.visitor.Get(path + "?date=" + c.spring).Wants(200)
			if spring.Hides(`value="` + c.skipped + `"`); strings.Count(spring.Body, `name="time"`) != 46 {
				t.Errorf("%d half hours on a day of 23 hours", strings.Count(spring.Body, `name="time"`))
			}
			s.visitor.Post(path, formOf("at", c.spring+"T"+c.skipped, "once", models.NewPublicID())).Wants(422).Says("the clocks go forward")

			s.turnTo(c.autumn)
			autumn := s.visitor.Get(path + "?date=" + c.autumn).Wants(200).Says(c.twice + " (" + c.first + ")")
			if strings.Count(autumn.Body, `value="`+c.twice+`"`) != 1 {
				t.Error("the time that comes twice is not offered once")
			}
			hold := s.hold(s.visitor, path, c.autumn, c.twice)
			s.visitor.Get(hold).Wants(200).Says(c.twice+" ("+c.first+")", "Book Sun ")
			visit := s.visit(s.finish(s.visitor, hold, noor()).Wants(303).Location)
			if got := visit.Start(); !got.Twice || "UTC"+got.Offset != c.first || got.Text != c.autumn+"T"+c.twice {
				t.Errorf("booked is %+v", got)
			}
			s.sound()
		})
	}
}

// turnTo makes it the day before, at noon.
func (s *studio) turnTo(date string) {
	s.T.Helper()
	day, err := models.ParseDate(date)
	if err != nil {
		s.T.Fatal(err)
	}
	noon := day.AddDays(-1).In(time.UTC).Add(12 * time.Hour)
	s.later(noon.Sub(s.clock()))
}

func TestEachLocationSpeaksOfItsOwnZone(t *testing.T) {
	s := openStudio(t)
	far := s.location("Brooklyn", "America/New_York")
	everywhere := s.service("Everywhere", func(v *models.Service) { v.LocationIDs = nil })
	page := s.visitor.Get("/book/"+far.Slug+"/"+everywhere.Slug+"?date=2026-11-03").Wants(200).Says("New York time, UTC−5", "09:00")
	if !strings.Contains(page.Body, `data-their-time="2026-11-03T14:00:00.000Z"`) {
		t.Error("a script cannot tell the visitor's own time")
	}
	s.visitor.Get("/book/" + s.place.Slug + "/" + everywhere.Slug).Wants(200).Says("Berlin time, UTC+1")
}
