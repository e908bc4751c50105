package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

func TestWhatACustomerSaidLastInLineCounts(t *testing.T) {
	at := func(minutes int) *models.Instant {
		when := models.At(time.Date(2026, 11, 2, 9, minutes, 0, 0, time.UTC))
		return &when
	}
	for name, c := range map[string]struct {
		visit models.Visit
		want  models.VisitTag
	}{
		"nothing":                   {models.Visit{WaitlistTime: at(10)}, ""},
		"confirmed before the line": {models.Visit{WaitlistTime: at(10), ConfirmedTime: at(5), Tags: models.Texts{"CONFIRMED"}}, ""},
		"not in line at all":        {models.Visit{ConfirmedTime: at(5), Tags: models.Texts{"CONFIRMED"}}, ""},
		"on the way":                {models.Visit{WaitlistTime: at(10), ConfirmedTime: at(12), Tags: models.Texts{"CONFIRMED", "vip"}}, models.TagConfirmed},
		"came with the line":        {models.Visit{WaitlistTime: at(10), ArrivedTime: at(10), Tags: models.Texts{"ARRIVED"}}, models.TagArrived},
		"here, then away once more": {models.Visit{WaitlistTime: at(10), ArrivedTime: at(12), DelayedTime: at(12), Tags: models.Texts{"ARRIVED", "ALERTED", "DELAYED"}}, models.TagDelayed},
	} {
		if got := c.visit.Said(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
