package models

import (
	"regexp"
	"testing"
)

func TestIDsAndTokensHaveTheirShapesAndDoNotRepeat(t *testing.T) {
	for name, c := range map[string]struct {
		make  func() string
		shape string
	}{
		"public id": {NewPublicID, `^[0-9A-Za-z]{20}$`},
		"short id":  {NewShortID, `^[0-9A-Za-z]{6}$`},
		"guid":      {NewGUID, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`},
		"token":     {NewToken, `^[0-9A-Za-z_-]{43}$`},
	} {
		shape, seen := regexp.MustCompile(c.shape), map[string]bool{}
		for range 200 {
			made := c.make()
			if !shape.MatchString(made) || seen[made] {
				t.Fatalf("%s %q is ill-shaped or repeated", name, made)
			}
			seen[made] = true
		}
	}
}

func TestEveryLetterOfAnIDIsAsLikelyAsTheOthers(t *testing.T) {
	counts := map[byte]int{}
	const drawn = 62 * 2000
	for range drawn / 20 {
		for _, letter := range []byte(NewPublicID()) {
			counts[letter]++
		}
	}
	for _, letter := range []byte(idLetters) {
		if counts[letter] < 1600 || counts[letter] > 2400 {
			t.Errorf("%c came %d times of about 2000", letter, counts[letter])
		}
	}
}

func TestAnEmptyTokenFindsNothing(t *testing.T) {
	if HashToken("abc") != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error("HashToken is not SHA-256 in hex")
	}
	first, second := HashToken(""), HashToken("")
	if first == second || len(first) != 64 {
		t.Error("the hash of an empty token can be met again")
	}
}
