package app_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/webhooks"
)

// Whatever a body of ours leads to is there.
func TestLinksInWebhooksLeadToRoutes(t *testing.T) {
	const base = "https://waitlist.example.com"
	w := apptest.Start(t, apptest.With(func(c *app.Config) { c.URL = base }))
	count := 0
	for _, name := range webhooks.EventTypes() {
		messages, err := w.App.Sender.Sample(w.DB.Read(t.Context()), &models.Endpoint{Dialect: "appointlet"}, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, message := range messages {
			for _, link := range linksIn(t, message.Body, base) {
				count++
				if !isRouted(w, strings.TrimPrefix(link, base)) {
					t.Errorf("%s leads to %s, where nothing is", name, link)
				}
			}
		}
	}
	if count < 20 {
		t.Errorf("only %d links", count)
	}
}

// linksIn are the texts of a body that begin like our addresses.
func linksIn(t *testing.T, body []byte, base string) []string {
	t.Helper()
	var links []string
	for _, text := range regexp.MustCompile(`"(?:[^"\\]|\\.)*"`).FindAll(body, -1) {
		var value string
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(value, base+"/") {
			links = append(links, value)
		}
	}
	return links
}

func isRouted(w *apptest.World, address string) bool {
	path, _, _ := strings.Cut(address, "?")
	for _, route := range w.App.Routes() {
		pattern := "^" + parameter.ReplaceAllString(regexp.QuoteMeta(route.Path), `[^/]+`) + "$"
		if regexp.MustCompile(pattern).MatchString(path) {
			return true
		}
	}
	return false
}
