package models

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestARecordIsFoundByTheBeginningOfItsWords(t *testing.T) {
	words := SearchWords("Zoë", "van der Aalst-Okonkwo", "Zoe.Aalst@Example.com", "+4930901820", "555-0199", "")
	for _, query := range []string{
		"zoe", "ZOË aal", "okon zo", "aalst-okonkwo", "zoe.aalst@ex", "@example.com", "example", "zoe.aa",
		"+49 30 90", "030 901820", "0309018", "(30) 901", "5550", "zoe 030 9018", "Aalst, Zoë",
	} {
		if !finds(words, query) {
			t.Errorf("%q finds nothing among %q", query, words)
		}
	}
	for _, query := range []string{"brandt", "zoe brandt", "oe", "0301"} {
		if finds(words, query) {
			t.Errorf("%q finds %q", query, words)
		}
	}
	if !slices.IsSorted(words) || len(slices.Compact(slices.Clone(words))) != len(words) {
		t.Errorf("%q are not sorted, each once", words)
	}
}

func TestAQueryIsBounded(t *testing.T) {
	if got := QueryWords(strings.Repeat("a b c d e f g h i j ", 20)); len(got) != mostQueried {
		t.Errorf("%d words are searched for", len(got))
	}
	long := strings.Repeat("ä", 300)
	if !finds(SearchWords(long), long) || len(SearchWords(long)[0]) != longestWord {
		t.Error("a long word is not cut alike on both sides")
	}
	if got := QueryWords(" ,  - \x00 "); len(got) != 0 {
		t.Errorf("nothing became %q", got)
	}
}

func TestEveryNameIsFoundByItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zÀ-ÿ' -]{1,40}`).Draw(t, "name")
		if words := SearchWords(name); len(words) > 0 && !finds(words, name) {
			t.Fatalf("%q finds nothing among %q", name, words)
		}
	})
}

func finds(words []string, query string) bool {
	return !slices.ContainsFunc(QueryWords(query), func(wanted string) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, wanted) })
	})
}
