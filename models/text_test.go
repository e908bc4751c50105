package models

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestALineIsCleanedOfWhatNobodySees(t *testing.T) {
	for typed, want := range map[string]string{
		"  Ana \t  Castillo\r\n":  "Ana Castillo",
		"Zoe\u0308":               "Zoë",
		"Ben\u202eOkafor\u2066":   "BenOkafor",
		"\ufeffRuiz\u200b\x07":    "Ruiz",
		"van\u00a0der\u2003Aalst": "van der Aalst",
		"one\u2028two":            "one two",
		"👩\u200d👧":                "👩\u200d👧",
		" \n ":                    "",
	} {
		if got, err := CleanLine(typed, 100); err != nil || got != want {
			t.Errorf("%q became %q, %v, want %q", typed, got, err, want)
		}
	}
}

func TestATextKeepsItsLines(t *testing.T) {
	got, err := CleanText("\n Needs a ramp. \r\n\tAsk  first.\r\rThanks\v", 100)
	if want := "Needs a ramp.\n\tAsk  first.\n\nThanks"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestTextThatCannotBeReadOrIsTooLongIsRefused(t *testing.T) {
	for _, wrong := range []string{"a\x00b", "a\xffb", strings.Repeat("é", 11)} {
		if got, err := CleanLine(wrong, 10); err == nil {
			t.Errorf("%q became %q", wrong, got)
		}
		if got, err := CleanText(wrong, 10); err == nil {
			t.Errorf("%q became %q", wrong, got)
		}
	}
	if got, err := CleanLine(strings.Repeat("é", 10), 10); err != nil || utf8.RuneCountInString(got) != 10 {
		t.Errorf("ten characters became %q, %v", got, err)
	}
}

func FuzzCleanText(f *testing.F) {
	for _, seed := range []string{"Ana", "a\r\nb", " \u0301x", "\u1100\u1161\u11a8", "\u202e", "\xff", "e\ufeff\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for name, clean := range map[string]func(string, int) (string, error){"line": CleanLine, "text": CleanText} {
			once, err := clean(typed, 50)
			if err != nil {
				continue
			}
			if twice, err := clean(once, 50); err != nil || twice != once {
				t.Errorf("a clean %s %q became %q, %v", name, once, twice, err)
			}
			if !norm.NFC.IsNormalString(once) || strings.ContainsAny(once, "\x00\r\u202e") {
				t.Errorf("%q is not clean", once)
			}
		}
	})
}
