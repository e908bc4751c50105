package models

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CleanLine makes one line of what somebody typed: NFC, trimmed, every run of white space one space, no control, direction or zero-width
// characters. Unreadable bytes, a NUL and more than limit characters are refused with a Sentence.
func CleanLine(s string, limit int) (string, error) {
	readable, err := readableText(s)
	if err != nil {
		return "", err
	}
	return bounded(strings.Join(strings.Fields(readable), " "), limit)
}

// CleanText is CleanLine for text of several lines: line ends become \n, tabs and inner spaces stay.
func CleanText(s string, limit int) (string, error) {
	readable, err := readableText(s)
	if err != nil {
		return "", err
	}
	lines := strings.Split(readable, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return bounded(strings.TrimSpace(strings.Join(lines, "\n")), limit)
}

func bounded(s string, limit int) (string, error) {
	if utf8.RuneCountInString(s) > limit {
		return "", Sentence(fmt.Sprintf("Please shorten this to %d characters.", limit))
	}
	return s, nil
}

// readableText is s in NFC with \n as its only line end and nothing invisible but spaces, tabs and the joiners some scripts need.
func readableText(s string) (string, error) {
	if isPlain(s) {
		return s, nil
	}
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return "", Sentence("Some characters here cannot be read. Please type them again.")
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\u200c' || r == '\u200d':
			return r
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\u2060' || r == '\ufeff':
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s), nil
}

// isPlain holds for printable ASCII in one line, as most of what is typed: it is readable as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
