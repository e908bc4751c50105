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
		zone, spring, autumn, twice, first, skipped, starts, ends string
		halfHours                                                 int
	}{
		{"Europe/Berlin", "2027-03-28", "2027-10-31", "02:30", "UTC+02:00", "02:30", "20271031T003000Z", "20271031T010000Z", 46},
		{"America/New_York", "2027-03-14", "2027-11-07", "01:30", "UTC-04:00", "02:30", "20271107T053000Z", "20271107T060000Z", 46},
		{"Australia/Lord_Howe", "2027-10-03", "2027-04-04", "01:30", "UTC+11:00", "02:00", "20270403T143000Z", "20270403T150000Z", 47}, // by half an hour
		{"Africa/Cairo", "2027-04-30", "2027-10-28", "23:30", "UTC+03:00", "00:30", "20271028T203000Z", "20271028T210000Z", 46},        // at midnight
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
			if spring.Hides(`value="` + c.skipped + `"`); strings.Count(spring.Body, `name="time"`) != c.halfHours {
				t.Errorf("%d half hours on a day that lacks one", strings.Count(spring.Body, `name="time"`))
			}
			s.visitor.Post(path, formOf("at", c.spring+"T"+c.skipped, "once", models.NewPublicID())).Wants(422).Says("the clocks go forward")

			s.turnTo(c.autumn)
			autumn := s.visitor.Get(path + "?date=" + c.autumn).Wants(200).Says(c.twice + " (" + c.first + ")")
			if strings.Count(autumn.Body, `value="`+c.twice+`"`) != 1 {
				t.Error("the time that comes twice is not offered once")
			}
			hold := s.hold(s.visitor, path, c.autumn, c.twice)
			s.visitor.Get(hold).Wants(200).Says(c.twice+" ("+c.first+")", "Book "+s.weekday(c.autumn)+" ")
			booked := s.finish(s.visitor, hold, noor()).Wants(303).Location
			visit := s.visit(booked)
			if got := visit.Start(); !got.Twice || "UTC"+got.Offset != c.first || got.Text != c.autumn+"T"+c.twice {
				t.Errorf("booked is %+v", got)
			}
			file := s.visitor.Get(booked + "/appointment.ics").Wants(200)
			if !strings.Contains(file.Body, "DTSTART:"+c.starts+"\r\n") || !strings.Contains(file.Body, "DTEND:"+c.ends+"\r\n") {
				t.Errorf("the calendar file does not begin at %s: %s", c.starts, file.Body)
			}
			s.dayOf(place, visit)
			s.sound()
		})
	}
}

// dayOf looks at the day of a visit as staff do, shortly before its start and an hour after: it is one day, with its visit and its tickets.
func (s *studio) dayOf(place *models.Location, visit *models.Visit) {
	s.T.Helper()
	s.Write(func(tx *models.Tx) error {
		at, err := models.FindLocation(tx, models.Everywhere(), place.ID)
		if err != nil {
			return err
		}
		return at.OpenQueue(tx)
	})
	var tickets []string
	for _, at := range []time.Time{visit.StartsAt.Add(-10 * time.Minute), visit.StartsAt.Add(25 * time.Minute)} {
		s.later(at.Sub(s.clock()))
		staff := s.LoggedIn(s.User(models.RoleStaff))
		staff.Get("/admin/today?location="+place.Slug).Wants(200).Says("Noor Haddad", visit.Date[11:])
		for _, view := range []string{"", "&view=week", "&view=list"} {
			staff.Get("/admin/calendar?location="+place.Slug+"&date="+visit.Date[:10]+view).Wants(200).Says("Noor Haddad", visit.Date[11:])
		}
		s.Write(func(tx *models.Tx) error {
			here, err := models.FindLocation(tx, models.Everywhere(), place.ID)
			if err != nil {
				return err
			}
			came, err := here.Join(tx, models.NewVisit{FirstName: "Sami", ForStaff: true})
			if err == nil {
				tickets = append(tickets, came.TicketDay.String()+" "+came.Ticket())
			}
			return err
		})
	}
	if day := visit.Date[:10]; len(tickets) != 2 || tickets[0][:10] != day || tickets[1][:10] != day || tickets[0] == tickets[1] {
		s.T.Errorf("the tickets are %v", tickets)
	}
}

func (s *studio) weekday(date string) string {
	s.T.Helper()
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		s.T.Fatal(err)
	}
	return day.Format("Mon")
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
