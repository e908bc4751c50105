package app_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestTheStoryHoldsTogether(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			db := modelstest.Empty(t, engine, time.Now)
			owner, err := app.TellStory(t.Context(), db, "Europe/Berlin", "DE")
			if err != nil {
				t.Fatal(err)
			}
			if owner.Role != models.RoleAdmin {
				t.Error("the owner is no admin")
			}
			faults, err := models.Check(db.Read(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faults {
				t.Error(fault)
			}
			lists, err := models.Waitlists(db.Read(t.Context()), models.Everywhere())
			if err != nil {
				t.Fatal(err)
			}
			for i := range lists {
				count, err := lists[i].Active(db.Read(t.Context()))
				if err != nil || count < 5 {
					t.Errorf("%s has %d people, %v", lists[i].Name, count, err)
				}
			}
		})
	}
}

func TestTheDemosLinkLogsInOnce(t *testing.T) {
	world := apptest.Start(t, apptest.BeforeSetup())
	owner, err := app.TellStory(t.Context(), world.DB, "Europe/Berlin", "DE")
	if err != nil {
		t.Fatal(err)
	}
	var token string
	world.Write(func(tx *models.Tx) error {
		token, err = owner.NewLoginLink(tx)
		return err
	})
	browser := world.Visitor()
	browser.Get("/welcome?token=" + token).Says("Welcome, Ana Castillo")
	browser.Get("/admin").WantsRedirect("/login?next=%2Fadmin")
	browser.Post("/welcome", url.Values{"token": {token}}).WantsRedirect("/admin")
	browser.Get("/admin/waitlists").Says("Toddlers")
	world.Visitor().Post("/welcome", url.Values{"token": {token}}).Wants(http.StatusGone)
}
