package models

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// NormalPhone is a number as E.164, +49301234567, however it was typed; country (two letters) is where a number without its country is at
// home. Where that cannot be told, ok is false and the digits alone come back, good for comparing; what was typed is the caller's to keep.
func NormalPhone(raw, country string) (e164 string, ok bool) {
	number, ok := parsePhone(raw, country)
	if !ok {
		return digitsOf(raw), false
	}
	return phonenumbers.Format(number, phonenumbers.E164), true
}

// FormatPhone is a number as people of country write it, in its international form where it is at home elsewhere, as typed where unreadable.
func FormatPhone(raw, country string) string {
	number, ok := parsePhone(raw, country)
	if !ok {
		return strings.TrimSpace(raw)
	}
	if int(number.GetCountryCode()) == phonenumbers.GetCountryCodeForRegion(strings.ToUpper(country)) {
		return phonenumbers.Format(number, phonenumbers.NATIONAL)
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}

// parsePhone accepts a number of a possible length; one that no operator has given out yet is as good as another.
func parsePhone(raw, country string) (*phonenumbers.PhoneNumber, bool) {
	number, err := phonenumbers.Parse(raw, strings.ToUpper(country))
	if err != nil || phonenumbers.IsPossibleNumberWithReason(number) != phonenumbers.IS_POSSIBLE {
		return nil, false
	}
	return number, true
}

// looksLikePhone says that a text is digits and the signs put between them.
func looksLikePhone(s string) bool {
	return len(digitsOf(s)) >= 5 && strings.Trim(s, "0123456789+()-./ \u00a0") == ""
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// CheckPhone refuses what nobody can dial, as a Sentence. Short numbers within a house are fine.
func CheckPhone(s string) error {
	if len(digitsOf(s)) < 3 {
		return Sentence("Please write a phone number with its digits, like +1 202 555 0143.")
	}
	return nil
}
