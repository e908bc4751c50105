package models

import (
	"testing"

	"pgregory.net/rapid"
)

func TestANameIsTheSameHoweverItIsWritten(t *testing.T) {
	for _, c := range []struct{ first, last, want string }{
		{"Zoë", "Brandt", "zoe brandt"},
		{"  ZOE ", "BRANDT", "zoe brandt"},
		{"Lotte", "van der Aalst-Okonkwo", "lotte van der aalst okonkwo"},
		{"Lotte", "Van der Aalst Okonkwo", "lotte van der aalst okonkwo"},
		{"Niamh", "O’Brien", "niamh obrien"},
		{"Søren", "Strauß", "soren strauss"},
		{"İpek", "Işık", "ipek isik"},
		{"Σίσυφος", "", "σισυφοσ"},
		{"がく", "", "がく"},
		{"Ｒｕｉｚ", "", "ruiz"},
		{"", "👶", "👶"},
	} {
		if got := NormalName(c.first, c.last); got != c.want {
			t.Errorf("%s %s is %q, want %q", c.first, c.last, got, c.want)
		}
	}
}

func TestAnAddressIsRefusedOnlyWhereItCannotBeOne(t *testing.T) {
	for typed, want := range map[string]string{
		" Ana@Example.com ":         "Ana@Example.com",
		"o'brien+list@mail.example": "o'brien+list@mail.example",
		"jürgen@müller.example":     "jürgen@müller.example",
	} {
		if got, err := ParseEmail(typed); err != nil || got != want {
			t.Errorf("%q became %q, %v", typed, got, err)
		}
	}
	for _, wrong := range []string{
		"ana", "ana@example", "@example.com", "ana@", "ana@@example.com", "a b@example.com", "ana@exa mple.com", "ana@-x.com", "ana@x..com",
		".ana@example.com", "ana@example.com\nBcc: ben@example.com", "<ana@example.com>", "ana@example.com,ben@example.com", "a\x00@example.com",
	} {
		if got, err := ParseEmail(wrong); err == nil {
			t.Errorf("%q became %q", wrong, got)
		}
	}
	if got := NormalEmail(" Ana.C+x@Example.COM "); got != "ana.c+x@example.com" {
		t.Errorf("got %s", got)
	}
}

func TestNormalisingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, last := rapid.String().Draw(t, "first"), rapid.String().Draw(t, "last")
		once := NormalName(first, last)
		if twice := NormalName(once, ""); twice != once {
			t.Fatalf("%q became %q", once, twice)
		}
	})
}
