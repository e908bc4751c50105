package models

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAMonthOfAgeIsReachedOnItsDayOrTheLastOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		birth, at string
		want      int
	}{
		{"2026-01-31", "2026-02-27", 0},
		{"2026-01-31", "2026-02-28", 1},
		{"2026-01-31", "2026-03-30", 1},
		{"2026-01-31", "2026-03-31", 2},
		{"2024-02-29", "2025-02-27", 11},
		{"2024-02-29", "2025-02-28", 12},
		{"2024-02-29", "2028-02-28", 47},
		{"2024-02-29", "2028-02-29", 48},
		{"2026-05-10", "2026-05-10", 0},
		{"2026-05-10", "2026-05-09", -1},
		{"2026-05-10", "2026-04-10", -1},
		{"2026-05-10", "2026-04-09", -2},
	} {
		if got := MonthsAt(day(t, c.birth), day(t, c.at)); got != c.want {
			t.Errorf("born %s is %d months on %s, want %d", c.birth, got, c.at, c.want)
		}
	}
}

func TestAnAgeIsToldAsPeopleTellIt(t *testing.T) {
	today := day(t, "2026-11-20")
	for birth, want := range map[string]string{
		"":           "",
		"2027-03-03": "due 3 Mar 2027",
		"2026-11-20": "newborn",
		"2026-10-20": "1 m",
		"2025-12-01": "11 m",
		"2024-11-20": "2 y",
		"2024-08-09": "2 y 3 m",
		"1986-01-01": "40 y",
	} {
		if got := AgeText(day(t, birth), today); got != want {
			t.Errorf("born %s is %q, want %q", birth, got, want)
		}
	}
}

func TestARangeHoldsItsFirstMonthAndNotItsLast(t *testing.T) {
	twelve, twentyFour := 12, 24
	toddlers := AgeRange{Min: &twelve, Max: &twentyFour}
	birth := day(t, "2024-02-29")
	for at, want := range map[string]Fit{
		"2023-12-01": FitBelow,
		"2025-02-27": FitBelow,
		"2025-02-28": FitIn,
		"2026-02-27": FitIn,
		"2026-02-28": FitAbove,
	} {
		if got := toddlers.Fit(birth, day(t, at)); got != want {
			t.Errorf("on %s the fit is %s, want %s", at, got, want)
		}
	}
	if got := toddlers.Leaves(birth); got != day(t, "2026-02-28") {
		t.Errorf("leaves on %s", got)
	}
	if got := toddlers.Fit(Date{}, birth); got != FitUnknown {
		t.Errorf("without a birthdate the fit is %s", got)
	}
	if got := (AgeRange{}).Fit(Date{}, birth); got != FitIn {
		t.Errorf("without bounds the fit is %s", got)
	}
}

func TestAgesCountOnTheDayTheListNames(t *testing.T) {
	today, requested, cutoff := day(t, "2026-11-20"), day(t, "2027-01-01"), day(t, "2027-09-01")
	for _, c := range []struct {
		at                      AgeAt
		requested, cutoff, want Date
	}{
		{AgeAtToday, requested, cutoff, today},
		{AgeAtRequested, requested, cutoff, requested},
		{AgeAtRequested, Date{}, cutoff, today},
		{AgeAtCutoff, requested, cutoff, cutoff},
		{AgeAtCutoff, requested, Date{}, today},
	} {
		if got := c.at.On(today, c.requested, c.cutoff); got != c.want {
			t.Errorf("%s looks at %s, want %s", c.at, got, c.want)
		}
	}
	if AgeAt("noon").Known() || !AgeAtCutoff.Known() {
		t.Error("the names of days are mixed up")
	}
}

func TestARangeIsWordedAndChecked(t *testing.T) {
	one, two, negative := 1, 2, -1
	for want, r := range map[string]AgeRange{
		"any age":       {},
		"from 1 month":  {Min: &one},
		"under 1 month": {Max: &one},
		"1 to 2 months": {Min: &one, Max: &two},
	} {
		invalid := Invalid{}
		if r.Check(invalid); r.String() != want || invalid.Err() != nil {
			t.Errorf("got %s, %v, want %s", r, invalid, want)
		}
	}
	for _, r := range []AgeRange{{Min: &negative}, {Max: &negative}, {Min: &two, Max: &one}, {Min: &one, Max: &one}} {
		invalid := Invalid{}
		if r.Check(invalid); invalid.Err() == nil {
			t.Errorf("%s was let through", r)
		}
	}
}

func TestAgesOnlyGrow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		birth, at := anyDate().Draw(t, "birth"), anyDate().Draw(t, "at")
		months := MonthsAt(birth, at)
		if birth.AddMonths(months).After(at) || !birth.AddMonths(months+1).After(at) {
			t.Fatalf("born %s is not %d whole months on %s", birth, months, at)
		}
		if next := MonthsAt(birth, at.AddDays(1)); next < months || next > months+1 {
			t.Fatalf("born %s is %d months on %s and %d a day later", birth, months, at, next)
		}
		most := rapid.IntRange(1, 300).Draw(t, "max")
		r := AgeRange{Max: &most}
		if (r.Fit(birth, at) == FitAbove) != !at.Before(r.Leaves(birth)) {
			t.Fatalf("born %s leaves %s on %s, yet is %s on %s", birth, r, r.Leaves(birth), r.Fit(birth, at), at)
		}
	})
}
