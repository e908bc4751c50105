package models_test

import (
	"errors"
	"strings"
	"testing"

	"anteroom/models"
)

var errUndo = errors.New("undo")

func TestTheCheckFindsWhatShouldNeverBe(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		h.priority("P1", 1, false)
		line := h.line(list, "Ida", "Noor", "Mateo")
		h.write(func(tx *models.Tx) error { return line["Mateo"].MoveTo(tx, 2, "") })
		h.write(func(tx *models.Tx) error { return line["Noor"].Remove(tx, "") })
		broken := func() string {
			t.Helper()
			sentences, err := models.Check(h.db.Read(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(sentences, "\n")
		}
		if got := broken(); got != "" {
			t.Fatal(got)
		}
		for change, want := range map[string]string{
			"UPDATE entries SET position = position + 1 WHERE ended_at IS NULL":                        "the places are not",
			"UPDATE entries SET position = 3 - position WHERE ended_at IS NULL":                        "not the one that its key gives",
			"UPDATE entries SET sort_rank = 1 WHERE ended_at IS NULL":                                  "not that of its priority",
			"UPDATE entries SET tie = 9 WHERE ended_at IS NULL AND borrowed_id IS NULL":                "its key is neither",
			"UPDATE entries SET status = 'removed' WHERE ended_at IS NULL":                             "does not agree with being in line",
			"DELETE FROM events WHERE sequence = 2":                                                    "leaves a gap",
			"UPDATE counters SET value = value + 1 WHERE name = 'event'":                               "the counter says",
			"UPDATE counters SET value = 1 WHERE name = 'person'":                                      "the counter has not come so far",
			"UPDATE events SET change = 'deleted' WHERE sequence = (SELECT MAX(sequence) FROM events)": "row being there or not",
			"UPDATE waitlists SET archived_at = created_at":                                            "was deleted, but 2 people",
			"UPDATE people SET version = 0":                                                            "its version is below 1",
		} {
			err := h.db.Write(t.Context(), func(tx *models.Tx) error {
				if err := tx.Exec(change).Error; err != nil {
					return err
				}
				sentences, err := models.Check(tx)
				if err != nil {
					return err
				}
				if got := strings.Join(sentences, "\n"); !strings.Contains(got, want) {
					t.Errorf("%s: %q", change, got)
				}
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				t.Errorf("%s: %v", change, err)
			}
		}
	})
}
