package admin

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/views"
)

// stretches draws parts of a day that neither overlap nor touch, in order.
func stretches(t *rapid.T, label string) (drawn [][2]string) {
	at := 0
	for range rapid.IntRange(0, 3).Draw(t, label) {
		from := at + rapid.IntRange(1, 200).Draw(t, "pause")
		to := min(from+rapid.IntRange(1, 300).Draw(t, "length"), 24*60)
		if from >= 24*60 {
			break
		}
		drawn = append(drawn, [2]string{fmt.Sprintf("%02d:%02d", from/60, from%60), fmt.Sprintf("%02d:%02d", to/60, to%60)})
		at = to
	}
	return drawn
}

func hoursOf(t *rapid.T, label string) (hours models.Hours) {
	usual := stretches(t, label)
	for _, day := range models.WeekDays() {
		times := usual
		if rapid.Bool().Draw(t, "unusual") {
			times = stretches(t, label)
		}
		for _, one := range times {
			hours = append(hours, models.OpenTime{Day: day, From: one[0], To: one[1]})
		}
	}
	return hours
}

func TestAFormOfHoursThatIsSentUntouchedSaysWhatIs(t *testing.T) {
	today := models.Date{Year: 2026, Month: time.November, Day: 21}
	rapid.Check(t, func(t *rapid.T) {
		location := &models.Location{TimeZone: "Europe/Berlin", Hours: hoursOf(t, "hours"), Breaks: hoursOf(t, "breaks")}
		for n := range rapid.IntRange(0, 4).Draw(t, "special") {
			date := today.AddDays(n*3 - 4)
			for _, one := range stretches(t, "special") {
				location.Overrides = append(location.Overrides, models.Override{Date: date, From: one[0], To: one[1]})
			}
			location.Overrides = append(location.Overrides, models.Override{Date: date.AddDays(1), Closed: true})
		}
		form := views.HoursFormOf(location, today)
		form.Spare()
		open, wrong := readHours(form, location, today)
		byDay := cmpopts.SortSlices(func(a, b models.OpenTime) bool { return a.Day+a.From < b.Day+b.From })
		if diff := cmp.Diff(location.Opening(), open, cmpopts.EquateEmpty(), byDay); diff != "" || len(wrong) > 0 {
			t.Fatalf("%s %v", diff, wrong)
		}
	})
}

func TestHoursCopiedToADayAreThoseOfTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		location := &models.Location{Hours: hoursOf(t, "hours")}
		days := rapid.SliceOfNDistinct(rapid.SampledFrom(models.WeekDays()), 1, 7, rapid.ID).Draw(t, "days")
		form := views.HoursFormOf(location, models.Date{})
		form.Copy(days[0], days)
		open, wrong := readHours(form, location, models.Date{})
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		times := func(hours models.Hours, day string) (found []string) {
			for _, one := range hours {
				if one.Day == day {
					found = append(found, one.From+"–"+one.To)
				}
			}
			return found
		}
		for _, day := range models.WeekDays() {
			want := times(location.Hours, day)
			for _, other := range days {
				if day == other {
					want = times(location.Hours, days[0])
				}
			}
			if diff := cmp.Diff(want, times(open.Hours, day)); diff != "" {
				t.Fatalf("%s: %s", day, diff)
			}
		}
	})
}
