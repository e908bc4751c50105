package models

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

const (
	longestWord = 64
	mostWords   = 200
	mostQueried = 8
)

// SearchWords are the words a record is found by, sorted, each once: names without case and marks, an address whole and in parts, a phone
// number's digits with and without its country. Give phones as NormalPhone made them: only those with their + know their country.
func SearchWords(values ...string) []string {
	var words []string
	for _, value := range values {
		value = strings.TrimSpace(value)
		switch {
		case strings.Contains(value, "@"):
			words = append(words, emailWords(value)...)
		case looksLikePhone(value):
			words = append(words, phoneWords(value)...)
		default:
			words = append(words, foldWords(value)...)
		}
	}
	for i := range words {
		words[i] = shortened(words[i])
	}
	slices.Sort(words)
	words = slices.DeleteFunc(slices.Compact(words), func(word string) bool { return word == "" })
	return words[:min(len(words), mostWords)]
}

// QueryWords cuts what somebody searches for into beginnings of SearchWords; a record fits that has all of them. A phone number typed in
// groups is one word. At most eight count.
func QueryWords(query string) []string {
	var words []string
	digits := ""
	flush := func() {
		if digits != "" {
			words = append(words, digits)
		}
		digits = ""
	}
	for _, part := range strings.Fields(query) {
		if strings.Trim(part, "0123456789+()-./") == "" {
			digits += digitsOf(part)
			continue
		}
		flush()
		if strings.Contains(part, "@") {
			words = append(words, strings.Trim(fold(part), "@"))
			continue
		}
		words = append(words, foldWords(part)...)
	}
	flush()
	var once []string
	for _, word := range words {
		if word = shortened(word); word != "" && !slices.Contains(once, word) && len(once) < mostQueried {
			once = append(once, word)
		}
	}
	return once
}

func emailWords(email string) []string {
	whole := fold(email)
	local, domain, _ := strings.Cut(whole, "@")
	return append(append(foldWords(local), foldWords(domain)...), whole, local, domain)
}

// phoneWords are 4930901820, 030901820 and 30901820 for +4930901820; the last two for 030 901820.
func phoneWords(phone string) []string {
	words := []string{digitsOf(phone), strings.TrimLeft(digitsOf(phone), "0")}
	if number, ok := parsePhone(phone, ""); ok {
		words = append(words, phonenumbers.GetNationalSignificantNumber(number), digitsOf(phonenumbers.Format(number, phonenumbers.NATIONAL)))
	}
	return words
}

func shortened(word string) string {
	runes := []rune(word)
	return string(runes[:min(len(runes), longestWord)])
}
