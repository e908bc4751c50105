package models

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// day reads a date a test wrote down.
func day(t testing.TB, text string) Date {
	t.Helper()
	date, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return date
}

// anyDate draws a date of the years we keep.
func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return Date{Year: 1900, Month: time.January, Day: 1}.AddDays(rapid.IntRange(0, 109_936).Draw(t, "days"))
	})
}

func TestAMonthLaterIsTheSameDayOrTheLastOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-01-15", -13, "2024-12-15"},
		{"2026-08-31", 0, "2026-08-31"},
	} {
		if got := day(t, c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestADateIsReadBackFromWhateverTheDatabaseGives(t *testing.T) {
	want := day(t, "2021-08-09")
	for _, stored := range []any{"2021-08-09", []byte("2021-08-09"), time.Date(2021, 8, 9, 0, 0, 0, 0, time.UTC)} {
		var got Date
		if err := got.Scan(stored); err != nil || got != want {
			t.Errorf("%T gives %v, %v", stored, got, err)
		}
	}
	got := want
	if err := got.Scan(nil); err != nil || !got.IsZero() {
		t.Errorf("NULL gives %v, %v", got, err)
	}
	for _, wrong := range []any{"9 August", 5, "2021-02-29", "1899-12-31"} {
		if err := new(Date).Scan(wrong); err == nil {
			t.Errorf("%v was read as a date", wrong)
		}
	}
	if value, err := (Date{}).Value(); value != nil || err != nil {
		t.Errorf("no date is stored as %v, %v", value, err)
	}
	if _, err := (Date{Year: 2021, Month: 2, Day: 29}).Value(); err == nil {
		t.Error("a day that does not exist was stored")
	}
}

func TestADateIsAPlainTextInJSON(t *testing.T) {
	type child struct{ Birthdate, Due Date }
	body, err := json.Marshal(child{Birthdate: day(t, "2021-08-09")})
	if want := `{"Birthdate":"2021-08-09","Due":null}`; err != nil || string(body) != want {
		t.Fatalf("got %s, %v, want %s", body, err, want)
	}
	var back child
	if err := json.Unmarshal(body, &back); err != nil || back.Birthdate != day(t, "2021-08-09") || !back.Due.IsZero() {
		t.Fatalf("read back %+v, %v", back, err)
	}
	for _, wrong := range []string{`5`, `"9/8/2021"`, `"2021-02-30"`, `{}`} {
		if err := json.Unmarshal([]byte(wrong), new(Date)); err == nil {
			t.Errorf("%s was read as a date", wrong)
		}
	}
}

func TestADateIsWordedForWebhooksAndForPeople(t *testing.T) {
	date := day(t, "2021-08-09")
	if date.US() != "8/9/2021" || date.Text() != "9 Aug 2021" || date.Weekday() != time.Monday {
		t.Errorf("got %s, %s, %s", date.US(), date.Text(), date.Weekday())
	}
	if none := (Date{}); none.US() != "" || none.Text() != "" || none.String() != "" {
		t.Error("no date has words")
	}
}

func TestDatesKeepTheirOrderAndTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDate().Draw(t, "a"), anyDate().Draw(t, "b")
		if back, err := ParseDate(a.String()); err != nil || back != a {
			t.Fatalf("%s is read back as %s, %v", a, back, err)
		}
		if !a.Valid() || a.Compare(b) != -b.Compare(a) || a.Before(b) != (a.String() < b.String()) {
			t.Fatalf("%s and %s are out of order", a, b)
		}
		if b.AddDays(a.DaysSince(b)) != a {
			t.Fatalf("%s is not %d days after %s", a, a.DaysSince(b), b)
		}
		n := rapid.IntRange(-60, 60).Draw(t, "months")
		if later := a.AddMonths(n); later.Day > a.Day || later.AddDays(0) != later || later.After(a.AddMonths(n+1)) {
			t.Fatalf("%s and %d months is %s", a, n, later)
		}
	})
}
