package admin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"anteroom/app/apptest"
	"anteroom/models"
)

const askAboutPage = `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify({
	Wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
	Found: r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 160)))}))`

// window is a real browser of a member of staff. With ANTEROOM_GALLERY set to a folder it leaves pictures there.
type window struct {
	*testing.T
	ctx context.Context
	axe string
	url string
}

func openWindow(t *testing.T, client *apptest.Client) *window {
	t.Helper()
	axe, err := os.ReadFile("../testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	ctx, closeBrowser := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Minute),
	))
	t.Cleanup(closeBrowser)
	limited, cancel := context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(cancel)
	w := &window{T: t, ctx: limited, axe: string(axe), url: client.URL}
	w.open("/login")
	w.run("document.cookie = 'anteroom=" + client.Token + "; path=/'; 'in'")
	return w
}

func (w *window) open(path string) {
	w.Helper()
	if err := chromedp.Do(w.ctx, chromedp.Navigate(w.url+path)); err != nil {
		w.Fatal(err)
	}
}

func (w *window) run(script string) string {
	w.Helper()
	answer, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		w.Fatal(err)
	}
	return answer
}

// look opens a page wide and light, then narrow and dark, and asks axe about it.
func (w *window) look(name, path string) {
	w.Helper()
	for _, way := range []struct {
		theme string
		width int64
	}{{"light", 1280}, {"dark", 390}, {"light", 320}} {
		w.theme(way.theme)
		if err := chromedp.Do(w.ctx, chromedp.EmulateViewport(way.width, 900)); err != nil {
			w.Fatal(err)
		}
		w.open(path)
		w.run(w.axe + "; 'loaded'")
		var result struct {
			Wide  bool
			Found []string
		}
		if err := json.Unmarshal([]byte(w.run(askAboutPage)), &result); err != nil {
			w.Fatal(err)
		}
		if result.Wide {
			w.Errorf("%s at %d px has to be scrolled sideways", name, way.width)
		}
		for _, found := range result.Found {
			w.Errorf("%s at %d px, %s: %s", name, way.width, way.theme, found)
		}
		w.picture(fmt.Sprintf("%s-%s-%d.png", name, way.theme, way.width))
	}
}

func (w *window) theme(name string) {
	w.Helper()
	_, err := chromedp.Run(w.ctx, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return chromedp.Void{}, err
	})
	if err != nil {
		w.Fatal(err)
	}
}

func (w *window) picture(name string) {
	w.Helper()
	folder := os.Getenv("ANTEROOM_GALLERY")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(w.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), picture, 0o600); err != nil {
		w.Fatal(err)
	}
}

func TestPagesOfPeopleHaveNoFindings(t *testing.T) {
	w := startPeople(t)
	admin := w.As(models.RoleAdmin)
	browser := openWindow(t, admin)
	browser.look("people-none", "/admin/people")
	browser.look("import-none", "/admin/people/import")

	manager := w.As(models.RoleManager)
	for _, field := range []url.Values{
		{"label": {"Allergies"}, "type": {"area"}, "help": {"Everything the kitchen should know."}, "onSignup": {"on"}},
		{"label": {"Photos allowed"}, "type": {"checkbox"}},
		{"label": {"Language at home"}, "type": {"choice"}, "choices": {"German\nEnglish\nArabic"}},
		{"label": {"Hours a week that are wanted at the most"}, "type": {"number"}},
	} {
		manager.Post("/admin/settings/fields/new", field).Wants(http.StatusSeeOther)
	}
	ida := w.add("Ida", "Brandt", "030 901820", w.fields[models.ForBirthdate], "2024-08-02", w.fields[models.ForPriority], "P1 Siblings",
		w.fields[models.ForEmail], "jonas@brandt.example", w.fields[models.ForDays], "Monday",
		"list", id(w.lists["Toddlers"].ID), "list", id(w.lists["Infants"].ID), "requested", "2027-01-01", "added", "2026-01-10", "reason", "A form on paper",
		"note", "The grandmother calls: she hears better with the left ear.", "field9", strings.Repeat("Nuts and milk. ", 12))
	long := w.add("Wilhelmina-Konstantina", "van der Aalst-Okonkwo zu Hohenlohe-Langenburg", "+31 20 555 0142", "field9", strings.Repeat("Word", 60))
	w.add("Ella", "Brandt", "030 901820", "family", "1", "list", id(w.lists["Toddlers"].ID))
	w.staff.Post(ida+"/notes/1/pin", url.Values{"pinned": {"on"}})
	w.staff.Post(ida+"/notes", url.Values{"text": {strings.Repeat("A long note of many words. ", 20)}, "once": {models.NewPublicID()}})
	w.staff.Post("/admin/entries/1/removal", url.Values{"reason": {"Moved away"}})
	for name, path := range map[string]string{
		"people": "/admin/people", "people-filtered": "/admin/people?q=bran&on=list", "people-nobody": "/admin/people?q=nobody",
		"person": ida, "person-long": long, "person-edit": long + "/edit", "person-new": "/admin/people/new?list=1",
		"person-sibling": "/admin/people/new?family=1", "person-family": long + "/family?q=brandt", "person-delete": ida + "/delete",
		"note-edit": ida + "/notes/1/edit", "fields": "/admin/settings/fields", "field": "/admin/settings/fields/11", "field-new": "/admin/settings/fields/new",
		"field-standard": "/admin/settings/fields/1", "priorities": "/admin/settings/priorities", "priority": "/admin/settings/priorities/1",
	} {
		browser.look(name, path)
	}
	path := matched(admin, fileOfPeople, nil)
	browser.look("import-columns", path+"/columns")
	browser.look("import-preview", path+"/preview")
	admin.Post(path+"/start", url.Values{"webhooks": {"yes"}}).Wants(http.StatusSeeOther)
	finished(admin, path)
	browser.look("import-done", path)
	browser.look("import-again", "/admin/people/import")
}
