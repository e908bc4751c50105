package views_test

import (
	"testing"

	"anteroom/views"
)

func TestHoursAreSaidToTheHalf(t *testing.T) {
	for minutes, want := range map[int]string{0: "0", 29: "0", 30: "½", 59: "½", 60: "1", 110: "1½", 120: "2", 150: "2½", 179: "2½"} {
		if said := views.HalfHours(minutes); said != want {
			t.Errorf("%d minutes are %q hours, want %q", minutes, said, want)
		}
	}
}
