package app_test

import (
	"testing"
	"time"

	"anteroom/app"
	"anteroom/models"
	"anteroom/models/modelstest"
)

// At whatever hour the story is told, somebody waits and somebody is served; what lies ahead depends on how much of the day is left.
func TestTheStorysDayIsLivelyAtAnyHour(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, now := range map[string]time.Time{
		"in the morning":                time.Date(2026, 11, 20, 10, 40, 0, 0, berlin),
		"on a Sunday":                   time.Date(2026, 11, 22, 15, 0, 0, 0, berlin),
		"just after midnight":           time.Date(2026, 11, 20, 0, 5, 0, 0, berlin),
		"just before midnight":          time.Date(2026, 11, 20, 23, 55, 0, 0, berlin),
		"while the clocks are set back": time.Date(2026, 10, 25, 2, 30, 0, 0, berlin),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := modelstest.Empty(t, models.SQLite, func() time.Time { return now })
			if _, err := app.TellStory(t.Context(), db, "Europe/Berlin", "DE"); err != nil {
				t.Fatal(err)
			}
			read := db.Read(t.Context())
			linden, err := models.FindLocationByPublicID(read, models.Everywhere(), "linden-house")
			if err != nil {
				t.Fatal(err)
			}
			board, err := linden.Queue(read, now)
			if err != nil {
				t.Fatal(err)
			}
			accuracy, err := linden.WaitAccuracy(read)
			if err != nil {
				t.Fatal(err)
			}
			if len(board.Waiting) < 7 || len(board.Serving) != 2 || !linden.TakesWalkIns(now) || !accuracy.Known() {
				t.Errorf("%d wait, %d are served, open %v, %+v", len(board.Waiting), len(board.Serving), linden.TakesWalkIns(now), accuracy)
			}
			if name == "in the morning" && (len(board.Done) != 13 || len(board.Booked) != 4) {
				t.Errorf("%d are done, %d booked", len(board.Done), len(board.Booked))
			}
			for i := range board.Waiting {
				if v := &board.Waiting[i]; v.WaitlistTime.After(now) || v.EstWait == nil {
					t.Errorf("%s waits since %s", v.Name(), v.WaitlistTime)
				}
			}
		})
	}
}
