package views

import (
	"strings"
	"testing"

	"anteroom/models"
)

func TestAnOfferSaysThatMoreWaitThanCanBeChosen(t *testing.T) {
	page := OfferPage{Fitting: make([]models.Entry, 100), Fit: 100}
	if hint := page.whoHint(); strings.Contains(hint, "first") {
		t.Error(hint)
	}
	page.Fit = 130
	if hint := page.whoHint(); !strings.Contains(hint, "the first 100; 30 more") {
		t.Error(hint)
	}
}
