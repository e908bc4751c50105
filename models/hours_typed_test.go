package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"anteroom/models"
)

func TestATimeIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]string{
		"9": "09:00", "09": "09:00", "9:00": "09:00", "09.00": "09:00", "9.30": "09:30", "930": "09:30", "0930": "09:30", "9h30": "09:30", " 9h ": "09:00",
		"24": "24:00", "24:00": "24:00", "2400": "24:00", "0": "00:00", "00:00": "00:00", "17:30 Uhr": "17:30",
		"9 am": "09:00", "12am": "00:00", "12 p.m.": "12:00", "5:30pm": "17:30",
		"": "", "25": "", "24:01": "", "9:60": "", "9:5": "", "nine": "", "13 pm": "", "0 am": "", "-1": "", "9:00:00": "", "9:": "", "１０": "",
	} {
		clock, err := models.TypedClock(typed)
		if clock != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v; want %q", typed, clock, err, want)
		}
	}
	for typed, want := range map[string]string{"9-17": "09:00–17:00", "9:00 – 12.30": "09:00–12:30", "9 to 5 pm": "09:00–17:00", "22-24": "22:00–24:00", "9": "", "9-": "", "9-x": ""} {
		from, to, err := models.TypedStretch(typed)
		if err == nil && from+"–"+to != want || (err == nil) != (want != "") {
			t.Errorf("%q is %s–%s, %v; want %q", typed, from, to, err, want)
		}
	}
}

func TestEveryMinuteOfADayIsReadInEveryWayOfWritingIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hour, minute := rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		want := fmt.Sprintf("%02d:%02d", hour, minute)
		half, twelve := "am", (hour+11)%12+1
		if hour >= 12 {
			half = "pm"
		}
		for _, typed := range []string{
			want, fmt.Sprintf("%d:%02d", hour, minute), fmt.Sprintf("%02d.%02d", hour, minute), fmt.Sprintf("%d%02d", hour, minute), fmt.Sprintf("%d:%02d %s", twelve, minute, half),
		} {
			if clock, err := models.TypedClock(typed); clock != want || err != nil {
				t.Fatalf("%q is %q, %v; want %q", typed, clock, err, want)
			}
		}
	})
}

func TestALengthOfTimeIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]int{
		"45": 2700, "45 min": 2700, "45m": 2700, "1:30": 5400, "1 h 30": 5400, "1h30m": 5400, "1.5 hours": 5400, "1,5 h": 5400, "2 days": 172800, "1 week": 604800, "0": 0, "90 s": 90,
		"1 day 12 hours": 129600, "": -1, "soon": -1, "-5": -1, "1:5": -1, "5 min 2 h": -1, "2 h 2 h": -1, "99999999 days": -1, "0.001 min": -1, "1..5 h": -1, "5 fortnights": -1, ":": -1, "1e9": -1,
	} {
		seconds, err := models.TypedSpan(typed, 60)
		if err == nil && seconds != want || (err == nil) != (want >= 0) {
			t.Errorf("%q is %d, %v; want %d", typed, seconds, err, want)
		}
	}
	if _, err := models.TypedSpan("24", 0); err == nil {
		t.Error("24 of nothing is read")
	}
	if seconds, err := models.TypedSpan("0", 0); seconds != 0 || err != nil {
		t.Errorf("0 of nothing is %d, %v", seconds, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.IntRange(0, 800*86400).Draw(t, "seconds")
		if seconds, err := models.TypedSpan(models.SpanText(want), 0); seconds != want || err != nil {
			t.Fatalf("%q is %d, %v; want %d", models.SpanText(want), seconds, err, want)
		}
	})
}

func TestSpecialDaysAreReadFromLines(t *testing.T) {
	on := func(day int) models.Date { return models.Date{Year: 2026, Month: time.December, Day: day} }
	days, faults := models.ReadSpecialDays(strings.Join([]string{
		"date,rule,name", "2026-12-24,9-12,14-16,Christmas Eve", "", "# the feast", "25.12.2026;closed;Christmas Day", "2026-12-26", "28 Dec 2026 to 30 Dec 2026\tclosed", "31.12.2026 closed",
	}, "\r\n"), models.FormatDMY)
	want := models.Overrides{
		{Date: on(24), From: "09:00", To: "12:00", Name: "Christmas Eve"},
		{Date: on(24), From: "14:00", To: "16:00", Name: "Christmas Eve"},
		{Date: on(25), Closed: true, Name: "Christmas Day"},
		{Date: on(26), Closed: true},
		{Date: on(28), Closed: true},
		{Date: on(29), Closed: true},
		{Date: on(30), Closed: true},
		{Date: on(31), Closed: true},
	}
	if diff := cmp.Diff(want, days); diff != "" || len(faults) > 0 {
		t.Errorf("%s %v", diff, faults)
	}
	_, faults = models.ReadSpecialDays("2026-02-30,closed\n2026-12-24,half day\n2026-12-24,17-9\n2026-12-24 to 2026-12-01\n2026-01-01 to 2028-01-01\nfoo\n;;", models.FormatDMY)
	if len(faults) != 7 || !strings.HasPrefix(faults[1], "Line 2: ") {
		t.Errorf("faults are %q", faults)
	}
	if _, faults := models.ReadSpecialDays("2026-01-01 to 2026-12-31\n2027-01-01 to 2027-02-05", models.FormatDMY); len(faults) != 1 || faults[0] != models.TooManyDays {
		t.Errorf("401 days: %q", faults)
	}
}

const feast = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Chris\r\n tmas\\, first and second\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nDTSTART:20261231T180000Z\r\nSUMMARY:Party\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestPublicHolidaysAreReadFromACalendarFile(t *testing.T) {
	days, faults := models.ReadSpecialDays(feast, models.FormatDMY)
	if len(days) != 2 || !days[0].Closed || days[1].Date.Day != 26 || days[1].Name != "Christmas, first and second" {
		t.Errorf("days are %v", days)
	}
	if len(faults) != 2 || !strings.Contains(faults[0], "Party") || !strings.Contains(faults[1], "repeats") {
		t.Errorf("faults are %q", faults)
	}
	if _, faults := models.ReadSpecialDays("BEGIN:VCALENDAR\nEND:VCALENDAR", models.FormatDMY); len(faults) != 1 {
		t.Errorf("an empty one: %q", faults)
	}
}

// Whatever somebody types, a reading can be kept, and a refusal is a sentence.
func FuzzTypedHours(f *testing.F) {
	for _, typed := range []string{"9", "9:00", "09.00", "24:00", "9-17", "1 h 30", "2 days", "0930", "12 pm", "９", "1:30", "-"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		clock, err := models.TypedClock(typed)
		if err == nil {
			if again, err := models.TypedClock(clock); again != clock || err != nil {
				t.Fatalf("%q is %q, which is %q, %v", typed, clock, again, err)
			}
			if _, err := models.ParseClock(clock); err != nil {
				t.Fatalf("%q is %q, which cannot be kept", typed, clock)
			}
		} else if !isSentence(err) {
			t.Fatal(err)
		}
		if _, _, err := models.TypedStretch(typed); err != nil && !isSentence(err) {
			t.Fatal(err)
		}
		seconds, err := models.TypedSpan(typed, 60)
		if err != nil && !isSentence(err) {
			t.Fatal(err)
		}
		if again, wrong := models.TypedSpan(models.SpanText(seconds), 0); err == nil && (again != seconds || wrong != nil || seconds < 0) {
			t.Fatalf("%q is %d, which is %d, %v", typed, seconds, again, wrong)
		}
	})
}

// Days that are read are days of the calendar with times that can be kept, and all of a text is read or said to be unreadable.
func FuzzSpecialDays(f *testing.F) {
	for _, typed := range []string{
		"2026-12-24,closed", "2026-12-24;9-12;14-16;Eve", "24.12.2026 to 2.1.2027 closed", "date\n2026-12-24\tclosed", feast, "1.1.0001..1.1.0002", "9999-12-31 to 9999-12-31", ";", "\ufeff12/24/2026",
	} {
		f.Add(typed, "dmy")
	}
	f.Add("12/24/2026,closed", "mdy")
	f.Fuzz(func(t *testing.T, typed, order string) {
		days, _ := models.ReadSpecialDays(typed, models.DateFormat(order))
		if len(days) > 1000 {
			t.Fatalf("%d days", len(days))
		}
		for _, day := range days {
			if !day.Date.Valid() || day.Closed != (day.From == "") || day.Closed != (day.To == "") || !day.Closed && day.From >= day.To {
				t.Fatalf("%+v", day)
			}
		}
		week := models.OpeningHours{Overrides: days}
		week.Days(models.Date{Year: 2026, Month: 12, Day: 20}, 14)
	})
}

func TestTheClocksAreToldOnlyWhileTheHouseIsOpen(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	from := models.Date{Year: 2026, Month: 3, Day: 1}
	always := models.OpeningHours{}.ClockChanges(zone, from, 365)
	want := []models.ClockChange{
		{Date: models.Date{Year: 2026, Month: 3, Day: 29}, From: "02:00", To: "03:00", Forward: true},
		{Date: models.Date{Year: 2026, Month: 10, Day: 25}, From: "03:00", To: "02:00"},
	}
	if diff := cmp.Diff(want, always); diff != "" {
		t.Error(diff)
	}
	office := models.OpeningHours{Hours: models.Hours{{Day: "SU", From: "09:00", To: "17:00"}}}
	if changes := office.ClockChanges(zone, from, 365); len(changes) > 0 {
		t.Errorf("an office hears of %v", changes)
	}
	if changes := (models.OpeningHours{}).ClockChanges(time.UTC, from, 365); len(changes) > 0 {
		t.Errorf("UTC changes: %v", changes)
	}
}

func TestHoursThatWouldLeaveAppointmentsOutsideNameThem(t *testing.T) {
	eachSalon(t, func(s *salon) {
		ana := func(v *models.NewVisit) { v.ResourceIDs = []int64{s.ana.ID} }
		early, late := s.mustBook(s.haircut, "2026-11-03T09:00", ana), s.mustBook(s.haircut, "2026-11-03T16:00", ana)
		mornings, afternoons := models.Hours{{Day: "TU", From: "09:00", To: "12:00"}}, models.Hours{{Day: "TU", From: "13:00", To: "24:00"}}
		s.write(func(tx *models.Tx) error {
			house, err := s.location.WouldLeaveOutside(tx, models.OpeningHours{Hours: mornings})
			if err != nil || house.Count != 1 || house.Visits[0].ID != late.ID {
				s.Errorf("of the house %+v, %v", house, err)
			}
			hers, err := s.ana.WouldLeaveOutside(tx, afternoons)
			if err != nil || hers.Count != 1 || hers.Visits[0].ID != early.ID {
				s.Errorf("of Ana %+v, %v", hers, err)
			}
			none, err := s.ben.WouldLeaveOutside(tx, afternoons)
			if err != nil || none.Count != 0 {
				s.Errorf("of Ben %+v, %v", none, err)
			}
			same, err := s.location.WouldLeaveOutside(tx, models.OpeningHours{})
			if err != nil || same.Count != 0 {
				s.Errorf("always open leaves %+v, %v", same, err)
			}
			return nil
		})
	})
}
