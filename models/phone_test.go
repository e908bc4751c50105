package models

import "testing"

func TestAPhoneIsTheSameHoweverItIsTyped(t *testing.T) {
	for _, c := range []struct {
		raw, country, want string
		ok                 bool
	}{
		{"030 901820", "DE", "+4930901820", true},
		{"+49 (30) 90-18-20", "US", "+4930901820", true},
		{"0049 30 901820", "DE", "+4930901820", true},
		{"(555) 010-0199", "us", "+15550100199", true},
		{"1 555 010 0199", "US", "+15550100199", true},
		{"555-0199", "US", "5550199", false},
		{"030 901820", "", "030901820", false},
		{"110", "DE", "110", false},
		{"ask at the desk", "DE", "", false},
		{"", "DE", "", false},
	} {
		if got, ok := NormalPhone(c.raw, c.country); got != c.want || ok != c.ok {
			t.Errorf("%q in %s is %q, %v, want %q, %v", c.raw, c.country, got, ok, c.want, c.ok)
		}
	}
}

func TestAPhoneIsShownAsItsReadersWriteIt(t *testing.T) {
	for _, c := range []struct{ raw, country, want string }{
		{"+4930901820", "DE", "030 901820"},
		{"+4930901820", "US", "+49 30 901820"},
		{"+12025550143", "US", "(202) 555-0143"},
		{" 555-0199 ", "US", "555-0199"},
	} {
		if got := FormatPhone(c.raw, c.country); got != c.want {
			t.Errorf("%q in %s is shown as %q, want %q", c.raw, c.country, got, c.want)
		}
	}
}
