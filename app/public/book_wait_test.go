package public_test

import (
	"slices"
	"strings"
	"testing"

	"anteroom/models"
)

func TestTheDaysThatSuitAreCarriedToTheSignUpForAnEarlierTime(t *testing.T) {
	s := openStudio(t)
	s.list("Toddlers")
	far := s.service("Summer photo", func(v *models.Service) { v.MinimumNotice = 70 * 24 * 3600 })
	page := s.visitor.Get(s.path(far)).Wants(200).Says("Join the waitlist for an earlier time", "Which days suit you?", "Monday", "Join Toddlers")
	if !strings.Contains(page.Body, `formaction="/signup/toddlers"`) || !strings.Contains(page.Body, `name="service" value="summer-photo"`) {
		t.Error("the sign-up is not reached")
	}
	form := s.visitor.Get("/signup/toddlers?days=Monday&days=Friday&days=Monday&days=Doomsday&service=summer-photo&firstName=Mallory&note=Buy").Wants(200).Form("/signup/toddlers")
	if !slices.Equal(form["days"], []string{"Monday", "Friday"}) || form.Get("note") != "I would like an earlier time: Summer photo." || form.Get("firstName") != "" {
		t.Errorf("carried: %v", form)
	}
	hidden := s.service("Secret", func(v *models.Service) { v.IsPublic = false })
	for _, service := range []string{hidden.Slug, "none", "1", strings.Repeat("x", 3000)} {
		if form := s.visitor.Get("/signup/toddlers?service=" + service).Wants(200).Form("/signup/toddlers"); strings.Contains(form.Get("note"), "Secret") {
			t.Errorf("%s is told", hidden.Name)
		}
	}
}
