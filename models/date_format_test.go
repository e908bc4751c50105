package models

import (
	"testing"

	"pgregory.net/rapid"
)

func TestATypedDateIsReadInTheOrderOfItsCountry(t *testing.T) {
	for _, c := range []struct{ text, country, want string }{
		{"2021-08-09", "US", "2021-08-09"},
		{"2021/8/9", "DE", "2021-08-09"},
		{"8/9/2021", "US", "2021-08-09"},
		{"8/9/2021", "GB", "2021-09-08"},
		{"08-09-2021", "us", "2021-08-09"},
		{"9.8.2021", "DE", "2021-08-09"},
		{"9.8.2021", "US", "2021-08-09"},
		{"2021. 08. 09.", "HU", "2021-08-09"},
		{"2021年8月9日", "JP", "2021-08-09"},
		{"31/8/2021", "JP", "2021-08-31"},
		{"8/31/2021", "JP", "2021-08-31"},
		{" 9 Aug 2021 ", "BR", "2021-08-09"},
		{"August 9, 2021", "US", "2021-08-09"},
		{"8/9/2021 12:00:00 AM", "US", "2021-08-09"},
		{"2021-08-09T00:00:00", "", "2021-08-09"},
		{"", "US", ""},
	} {
		got, err := ParseLocalDate(c.text, DateOrder(c.country))
		if err != nil || got.String() != c.want {
			t.Errorf("%q in %s is %s, %v, want %s", c.text, c.country, got, err, c.want)
		}
	}
	for _, c := range []struct{ text, country string }{
		{"13/9/2021", "US"},
		{"8/31/2021", "GB"},
		{"8/9/2021", "JP"},
		{"8/9/21", "US"},
		{"29.2.2021", "DE"},
		{"2021", "DE"},
		{"1/1/1899", "DE"},
		{"-1/1/2021", "DE"},
		{"2021-08-09T10:00:00", "DE"},
		{"tomorrow", "DE"},
	} {
		if got, err := ParseLocalDate(c.text, DateOrder(c.country)); err == nil {
			t.Errorf("%q in %s was read as %s", c.text, c.country, got)
		}
	}
}

func TestTheOrderOfDatesInAFileIsFoundFromItsDates(t *testing.T) {
	for _, c := range []struct {
		samples []string
		country string
		want    DateFormat
		sure    bool
	}{
		{[]string{"1/2/2021", "", "3/4/2021"}, "US", FormatMDY, true},
		{[]string{"1/2/2021", "31/4/2021"}, "US", FormatMDY, false},
		{[]string{"1/2/2021", "30/4/2021"}, "US", FormatDMY, true},
		{[]string{"1/2/2021", "4/30/2021"}, "GB", FormatMDY, true},
		{[]string{"1/2/2021"}, "JP", FormatDMY, false},
		{[]string{"2/2/2021"}, "JP", FormatYMD, true},
		{[]string{"no date"}, "GB", FormatDMY, false},
		{nil, "GB", FormatDMY, true},
	} {
		got, sure := DetectDateFormat(c.samples, c.country)
		if got != c.want || sure != c.sure {
			t.Errorf("%q in %s is %s, %v, want %s, %v", c.samples, c.country, got, sure, c.want, c.sure)
		}
	}
}

func TestADateWrittenForPeopleIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := anyDate().Draw(t, "date")
		for text, order := range map[string]DateFormat{date.US(): FormatMDY, date.Text(): FormatDMY, date.String(): FormatMDY} {
			if back, err := ParseLocalDate(text, order); err != nil || back != date {
				t.Fatalf("%q is read back as %s, %v", text, back, err)
			}
		}
	})
}

func FuzzParseLocalDate(f *testing.F) {
	for _, seed := range []string{"2021-08-09", "8/9/2021", "9.8.2021.", "٩/٨/٢٠٢١", "0/0/0000", "年月日", "\x00", "1 Jan 9999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, order := range []DateFormat{FormatDMY, FormatMDY, FormatYMD} {
			date, err := ParseLocalDate(text, order)
			if err == nil && !date.IsZero() && !date.Valid() {
				t.Errorf("%q gave %v, which is no day", text, date)
			}
		}
	})
}
