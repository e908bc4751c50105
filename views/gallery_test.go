package views

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/chromedp"

	"anteroom/static"
)

// TestGalleryHasNoFindings opens every part in light and dark, wide and narrow, and asks axe about each.
// With ANTEROOM_GALLERY set to a folder it leaves a picture of each page there.
func TestGalleryHasNoFindings(t *testing.T) {
	server := gallery(t)
	browser := openBrowser(t)
	axe, err := os.ReadFile("../app/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []string{"light", "dark"} {
		for name := range galleryPages(theme) {
			for _, width := range []int64{1280, 390, 320} {
				look(t, browser, server.URL+"/"+theme+"/"+name, string(axe), width, name+"-"+theme)
			}
		}
	}
}

type finding struct {
	ID    string   `json:"id"`
	Nodes []string `json:"nodes"`
}

const askAxe = `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify({
	wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
	violations: r.violations.map(v => ({id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 160) + " | " + n.any.concat(n.all).map(c => c.message).join("; "))}))}))`

func look(t *testing.T, browser context.Context, url, axe string, width int64, label string) {
	t.Helper()
	err := chromedp.Do(browser, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = chromedp.Run(browser, chromedp.Evaluate[string](axe+"; 'loaded'")); err != nil {
		t.Fatal(err)
	}
	answer, err := chromedp.Run(browser, chromedp.Evaluate[string](askAxe, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("ANTEROOM_GALLERY"); folder != "" {
		picture, err := chromedp.Run(browser, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, fmt.Sprintf("%s-%d.png", label, width))
		if err := os.WriteFile(file, picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var result struct {
		Wide       bool      `json:"wide"`
		Violations []finding `json:"violations"`
	}
	if err := json.Unmarshal([]byte(answer), &result); err != nil {
		t.Fatal(err)
	}
	if result.Wide {
		t.Errorf("%s at %d px has to be scrolled sideways", label, width)
	}
	for _, f := range result.Violations {
		for _, node := range f.Nodes {
			t.Errorf("%s at %d px: %s: %s", label, width, f.ID, node)
		}
	}
}

func openBrowser(t *testing.T) context.Context {
	t.Helper()
	browser, closeBrowser := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Minute),
	))
	t.Cleanup(closeBrowser)
	limited, cancel := context.WithTimeout(browser, 10*time.Minute)
	t.Cleanup(cancel)
	return limited
}

// gallery serves the pages under the content security policy of the real thing.
func gallery(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	for _, theme := range []string{"light", "dark"} {
		for name, page := range galleryPages(theme) {
			mux.HandleFunc("/"+theme+"/"+name, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'")
				templ.Handler(page).ServeHTTP(w, r)
			})
		}
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func galleryPages(theme string) map[string]templ.Component {
	page := func(title, active string) Page {
		return Page{Title: title, Business: "Linden House", Active: active, Theme: theme, User: &Viewer{Name: "Ana Castillo", Role: "admin"}}
	}
	list := page("Toddlers", "waitlists")
	list.Scripts = []string{"sortable.js"}
	list.Flash = []Flash{{Text: "Ida Brandt is now 1st.", Undo: "/admin/undo"}}
	visitor := Page{Title: "Join the waitlist", Business: "Linden House", Theme: theme, Invalid: true}
	broken := ProblemFor(http.StatusInternalServerError)
	broken.Reference, broken.Links = "8f31c2", []Link{{"Back to the start", "/admin"}}
	return map[string]templ.Component{
		"list":     galleryList(list, galleryRows()),
		"sheet":    gallerySheet(page("Toddlers", "waitlists")),
		"person":   galleryPerson(page("Ida Brandt – Toddlers", "people")),
		"settings": gallerySettings(page("Webhooks", "settings")),
		"signup":   gallerySignup(visitor),
		"broken":   ErrorPage(page("That is our fault", ""), broken),
		"missing":  ErrorPage(Page{Title: "Not found", Business: "Linden House", Theme: theme}, ProblemFor(http.StatusNotFound)),
	}
}

func TestPagesAreLightOnTheWire(t *testing.T) {
	pages := galleryPages("light")
	rows := slices.Repeat(galleryRows(), 13)[:50]
	pages["list"] = galleryList(Page{Title: "Toddlers", Business: "Linden House", User: &Viewer{Name: "Ana Castillo", Role: "admin"}}, rows)
	for name, limit := range map[string]int{"list": 15 << 10, "person": 15 << 10, "settings": 15 << 10, "signup": 12 << 10} {
		var wire bytes.Buffer
		zip := gzip.NewWriter(&wire)
		if err := pages[name].Render(t.Context(), zip); err != nil {
			t.Fatal(err)
		}
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
		if wire.Len() > limit {
			t.Errorf("%s weighs %d bytes gzipped, %d at most", name, wire.Len(), limit)
		}
		t.Logf("%s: %d bytes", name, wire.Len())
	}
}
