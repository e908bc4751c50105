package models_test

import (
	"errors"
	"testing"
	"time"

	"anteroom/models"
)

func closedDays(n int) (days models.Overrides) {
	for i := range n {
		days = append(days, models.Override{Date: models.Date{Year: 2027, Month: 1, Day: 1}.AddDays(i), Closed: true})
	}
	return days
}

func TestHoursAreCheckedInWholeSentences(t *testing.T) {
	eachSalon(t, func(s *salon) {
		day := models.Date{Year: 2026, Month: 12, Day: 24}
		for name, c := range map[string]struct {
			open  models.OpeningHours
			field string
		}{
			"fine":               {models.OpeningHours{Hours: models.Hours{{Day: "SU", From: "22:00", To: "24:00"}, {Day: "MO", From: "00:00", To: "02:00"}}}, ""},
			"an odd day":         {models.OpeningHours{Hours: models.Hours{{Day: "Mon", From: "09:00", To: "17:00"}}}, "hours"},
			"past midnight":      {models.OpeningHours{Hours: models.Hours{{Day: "MO", From: "22:00", To: "02:00"}}}, "hours"},
			"from the end":       {models.OpeningHours{Hours: models.Hours{{Day: "MO", From: "24:00", To: "24:00"}}}, "hours"},
			"no time":            {models.OpeningHours{Breaks: models.Hours{{Day: "MO", From: "9", To: "10:00"}}}, "breaks"},
			"an overlap":         {models.OpeningHours{Hours: models.Hours{{Day: "MO", From: "12:00", To: "17:00"}, {Day: "MO", From: "09:00", To: "12:30"}}}, "hours"},
			"no such day":        {models.OpeningHours{Overrides: models.Overrides{{Date: models.Date{Year: 2026, Month: 2, Day: 30}, Closed: true}}}, "overrides"},
			"closed and open":    {models.OpeningHours{Overrides: models.Overrides{{Date: day, Closed: true}, {Date: day, From: "09:00", To: "12:00"}}}, "overrides"},
			"open twice a day":   {models.OpeningHours{Overrides: models.Overrides{{Date: day, From: "14:00", To: "16:00"}, {Date: day, From: "09:00", To: "12:00"}}}, ""},
			"as many as fit":     {models.OpeningHours{Overrides: closedDays(models.MostOverrides)}, ""},
			"one too many":       {models.OpeningHours{Overrides: closedDays(401)}, "overrides"},
			"neither of the two": {models.OpeningHours{Overrides: models.Overrides{{Date: day}}}, "overrides"},
		} {
			err := s.try(func(tx *models.Tx) error { return s.location.SetHours(tx, c.open) })
			var invalid models.Invalid
			if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &invalid) || invalid[c.field] == "") {
				s.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestHoursBreaksAndSpecialDaysDecideWhatIsFree(t *testing.T) {
	eachSalon(t, func(s *salon) {
		week := models.Hours{}
		for _, day := range models.WeekDays() {
			week = append(week, models.OpenTime{Day: day, From: "09:00", To: "12:00"})
		}
		open := models.OpeningHours{
			Hours: week, Breaks: models.Hours{{Day: "TU", From: "10:00", To: "10:45"}},
			Overrides: models.Overrides{
				{Date: models.Date{Year: 2026, Month: 11, Day: 4}, Closed: true},
				{Date: models.Date{Year: 2026, Month: 11, Day: 5}, From: "23:00", To: "24:00"},
				{Date: models.Date{Year: 2026, Month: 11, Day: 6}, From: "00:00", To: "00:30"},
			},
		}
		s.write(func(tx *models.Tx) error { return s.location.SetHours(tx, open) })
		long := s.service("Long", func(l *models.Service) { l.Duration = 3600 })
		got := s.times(long, "2026-11-03T00:00", "2026-11-07T00:00")
		want := []string{"2026-11-03T09:00", "2026-11-03T10:45", "2026-11-05T23:00", "2026-11-05T23:30"}
		if len(got) != len(want) {
			t.Fatalf("free are %v", got)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("free are %v", got)
			}
		}
		s.ana.Hours = models.Hours{{Day: "TU", From: "11:00", To: "12:00"}}
		s.write(s.ana.Save)
		hers := func(q *models.AvailabilityQuery) { q.ResourceIDs = []int64{s.ana.ID} }
		if got := s.times(s.haircut, "2026-11-03T00:00", "2026-11-07T00:00", hers); len(got) != 1 {
			t.Errorf("Ana's are %v", got)
		}
		if !s.location.IsOpen(time.Date(2026, 11, 5, 23, 10, 0, 0, time.UTC)) || s.location.IsOpen(time.Date(2026, 11, 5, 23, 40, 0, 0, time.UTC)) {
			t.Error("the night of the fifth ends at half past twelve")
		}
	})
}

func FuzzHours(f *testing.F) {
	f.Add("MO", "09:00", "24:00", "2026-10-25", "02:30")
	f.Add("SU", "00:00", "00:01", "2026-03-29", "02:30")
	f.Add("xx", "24:00", "9", "0000-00-00", "")
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, day, from, to, date, clock string) {
		location := &models.Location{TimeZone: "Europe/Berlin", Hours: models.Hours{{Day: day, From: from, To: to}}}
		_, wrongFrom := models.ParseClock(from)
		_, wrongTo := models.ParseClock(to)
		wall, err := models.ParseWall(date+"T"+clock, zone)
		if err != nil && !isSentence(err) {
			t.Fatal(err)
		}
		if err != nil || wrongFrom != nil || wrongTo != nil {
			return
		}
		if wall.At.In(zone).Format(models.WallText) != wall.Text {
			t.Fatalf("%s is %s", wall.Text, wall.At.In(zone))
		}
		location.IsOpen(wall.At.Time)
	})
}
