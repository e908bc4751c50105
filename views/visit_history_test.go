package views

import (
	"slices"
	"testing"

	"anteroom/models"
)

func TestAChangeOfAVisitIsToldWithoutTheNamesOfMarks(t *testing.T) {
	notes := func(text string) []models.AnswerRef {
		return []models.AnswerRef{{Label: "Allergies", Type: models.TypeText, Values: []string{text}}}
	}
	waits := models.VisitSnapshot{State: models.StateWaiting, FirstName: "Noor", Tags: []string{"window seat"}}
	here, called, late, tagged, answered, both := waits, waits, waits, waits, waits, waits
	here.Tags = []string{"window seat", "ARRIVED"}
	called.Tags = []string{"window seat", "ALERTED"}
	late.Tags = []string{"window seat", "ALERTED", "DELAYED"}
	tagged.Tags = []string{"window seat", "by bike"}
	answered.Fields = notes("Nuts")
	both.Fields, both.Notes = notes("Nuts, milk"), "Brings a dog."
	for _, c := range []struct {
		was, is models.VisitSnapshot
		want    []string
	}{
		{waits, here, []string{"Is here"}},
		{here, waits, []string{"Taken back: is here"}},
		{waits, called, []string{"Waiting → Called"}},
		{called, late, []string{"Needs more time"}},
		{waits, tagged, []string{"Tags: window seat → window seat, by bike"}},
		{waits, answered, []string{"Allergies: none → Nuts"}},
		{answered, both, []string{"Notes: none → Brings a dog.", "Allergies: Nuts → Nuts, milk"}},
		{both, waits, []string{"Notes: Brings a dog. → none", "Allergies: Nuts, milk → none"}},
		{waits, waits, []string{"Changed"}},
	} {
		if words, _ := changeWords(&models.VisitChange{Before: &c.was, After: &c.is}); !slices.Equal(words, c.want) {
			t.Errorf("it says %q, want %q", words, c.want)
		}
	}
}
