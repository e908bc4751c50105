package models

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NormalName is a full name as two ways of writing it compare equal: small letters without marks, apostrophes or punctuation.
func NormalName(first, last string) string {
	name := first + " " + last
	if words := foldWords(name); len(words) > 0 {
		return strings.Join(words, " ")
	}
	return strings.Join(strings.Fields(fold(name)), " ")
}

// NormalEmail is an address as two ways of writing it compare equal. Dots and +tags count: they are other mailboxes in most places.
func NormalEmail(email string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(email)))
}

// ParseEmail cleans an address and says with a Sentence where it cannot be one. Whether it exists only a mail to it shows.
func ParseEmail(text string) (string, error) {
	wrong := Sentence("Please write an e-mail address like ana@example.com.")
	email, err := CleanLine(text, 254)
	if err != nil {
		return "", wrong
	}
	local, domain, found := strings.Cut(email, "@")
	if !found || local == "" || len(local) > 64 || strings.ContainsAny(email, " \"`<>()[]{},;:\\|") {
		return "", wrong
	}
	if strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(email, "..") || !isDomain(domain) {
		return "", wrong
	}
	return email, nil
}

func isDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
		for _, r := range label {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				return false
			}
		}
	}
	return true
}

// fold makes letters comparable: compatible forms, no case, no accents on Latin, Greek and Cyrillic letters.
func fold(s string) string {
	if isPlain(s) {
		return strings.ToLower(s)
	}
	s = strings.ToLower(norm.NFKD.String(strings.ToValidUTF8(s, "")))
	s = strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, s)
	return norm.NFKC.String(plainLetters.Replace(s))
}

// plainLetters are the letters that carry their mark inside, and those small letters that are two.
var plainLetters = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "ħ", "h", "ß", "ss", "ς", "σ")

var apostrophes = strings.NewReplacer("'", "", "’", "", "ʼ", "", "`", "")

// foldWords cuts a folded text into words of letters and digits; apostrophes vanish, all else parts words.
func foldWords(s string) []string {
	s = apostrophes.Replace(fold(s))
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}
