package admin_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestTimersOfACardTurnWhenTheirTimeIsOver(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	mia := s.join("Mia")
	s.press(staff, mia, "call")
	for _, step := range []struct {
		later      time.Duration
		says, tone string
		missed     bool
	}{
		{0, "Called 1 min ago", `<span class="pill">Called`, false},
		{4 * time.Minute, "Called 5 min ago", `<span class="pill pill-warn">Called`, false},
		{5 * time.Minute, "Called 10 min ago", `<span class="pill pill-warn">Called`, true},
	} {
		s.clock.Later(step.later)
		page := staff.Get(board).Says(step.says)
		if !strings.Contains(page.Body, step.tone) || strings.Contains(page.Body, "No-show?") != step.missed {
			t.Errorf("%s has another tone, or asks for a no-show wrongly", step.says)
		}
	}
	s.press(staff, mia, "service", "resource", s.ana.PublicID).Hides("+1 min")
	s.clock.Later(29 * time.Minute)
	staff.Get(board).Says("30 of 30 min").Hides("pill-warn")
	s.clock.Later(3 * time.Minute)
	if page := staff.Get(board).Says("33 of 30 min"); !strings.Contains(page.Body, `<span class="pill pill-warn">+3 min`) {
		t.Error("who is served longer than planned is not marked")
	}
}
