package main_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// walk visits pages until every page of the route table was looked at.
type walk struct {
	*testing.T
	routes []pageRoute
	links  []string // that pages lead to
}

// pageRoute is what a browser can open. Files and parts of pages count as seen.
type pageRoute struct {
	Method, Path, Audience string

	pattern *regexp.Regexp
	seen    bool
}

var parameter = regexp.MustCompile(`:[^/]+`)

// parts are pieces that a page fetches while somebody types, no pages of their own.
var parts = []string{"/admin/people/known", "/admin/today/known", "/admin/settings/fields/preview"}

func newWalk(t *testing.T, p *place) *walk {
	t.Helper()
	stdout, stderr, code := p.run("", "routes", "--json")
	if code != 0 {
		t.Fatal(stderr)
	}
	var all []pageRoute
	if err := json.Unmarshal([]byte(stdout), &all); err != nil {
		t.Fatal(err)
	}
	w := &walk{T: t}
	for _, route := range all {
		isFile := strings.Contains(path.Base(route.Path), ".") || path.Base(route.Path) == "stream"
		if route.Method == http.MethodGet && (route.Audience == "public" || route.Audience == "staff") {
			route.pattern = regexp.MustCompile("^" + parameter.ReplaceAllString(route.Path, `[^/]+`) + "$")
			route.seen = isFile || slices.Contains(parts, route.Path)
			w.routes = append(w.routes, route)
		}
	}
	return w
}

// routeOf is the page that answers at a path; one without parameters goes before one with them.
func (w *walk) routeOf(link string) *pageRoute {
	name, _, _ := strings.Cut(link, "?")
	name, _, _ = strings.Cut(name, "#")
	var found *pageRoute
	for i := range w.routes {
		route := &w.routes[i]
		if route.pattern.MatchString(name) && (found == nil || strings.Count(route.Path, ":") < strings.Count(found.Path, ":")) {
			found = route
		}
	}
	return found
}

// visit looks at a page and remembers where it leads.
func (w *walk) visit(b *tab, link string) {
	w.Helper()
	for _, name := range []string{link, b.look(link)} {
		if route := w.routeOf(name); route != nil {
			route.seen = true
		}
	}
	var links []string
	b.run(`[...document.querySelectorAll("a[href]")].filter((a) => a.origin === location.origin).map((a) => a.pathname + a.search)`, &links)
	w.links = append(w.links, links...)
}

// through visits the pages of an audience that are still unseen and need no parameter or have been led to.
func (w *walk) through(b *tab, audience string) {
	w.Helper()
	for again := true; again; {
		again = false
		for i := range w.routes {
			route := &w.routes[i]
			link := w.linkTo(route)
			if route.seen || route.Audience != audience || link == "" {
				continue
			}
			w.visit(b, link)
			route.seen, again = true, true
		}
	}
}

func (w *walk) linkTo(route *pageRoute) string {
	if !strings.Contains(route.Path, ":") {
		return route.Path
	}
	for _, link := range w.links {
		if w.routeOf(link) == route {
			return link
		}
	}
	return ""
}

func TestEveryPageIsLightAndOpenToEverybody(t *testing.T) {
	house := demo(t)
	w := newWalk(t, house.place)

	first := newPlace(t).serve()
	newcomer := openTab(t, first.url)
	newcomer.examine()
	w.visit(newcomer, strings.TrimPrefix(first.link, first.url))

	visitor := openTab(t, house.url)
	visitor.examine()
	visitor.open("/signup/toddlers")
	visitor.signUp(child("Ada", "Petrova"))
	w.visit(visitor, visitor.path())
	w.visit(visitor, "/login")
	invitation, stderr, code := house.place.run("", "user", "password", "--email", "ben@linden.example")
	if code != 0 {
		t.Fatal(stderr)
	}
	w.visit(visitor, strings.TrimSpace(invitation[strings.Index(invitation, "/welcome"):]))
	w.visit(visitor, "/signup/toddlers/embed")
	w.booking(visitor)
	w.through(visitor, "public")

	if _, stderr, code := house.place.run("", "jobs", "run", "age-out"); code != 0 {
		t.Fatal(stderr)
	}
	ana := house.ana(t)
	ana.examine()
	ana.open("/admin/settings/locations/new")
	ana.fill("Name", "Linden House North")
	ana.follow("Save")
	for _, link := range []string{"/admin/waitlists/toddlers", ana.linkOf("Ida Brandt"), "/admin/waitlists/toddlers?tab=all&sort=name", "/admin/waitlists/toddlers?ageMin=24&sort=name", "/admin/waitlists/toddlers?tab=removed", "/admin/people?q=nobody+at+all"} {
		w.visit(ana, link)
	}
	for _, column := range []string{"", "called", "serving", "booked"} {
		w.visit(ana, lindenBoard+"&column="+column)
	}
	w.visit(ana, ana.lastBooked())
	w.importing(ana)
	w.visit(ana, "/admin/waitlists/toddlers/bulk?do=removal&entry="+ana.firstEntry())
	w.through(ana, "staff")
	w.lining(visitor, ana)
	ana.refuses(http.StatusNotFound)
	w.visit(ana, "/admin/nowhere")

	for _, route := range w.routes {
		if !route.seen {
			t.Errorf("nobody looked at %s: no page leads there", route.Path)
		}
	}
}

// lining goes through the pages of a line: on a phone, at a kiosk, on the wall.
func (w *walk) lining(b, staff *tab) {
	w.Helper()
	staff.openQuay()
	for _, link := range []string{"/queue", "/queue/quay", "/queue/quay/poster", "/queue/quay/kiosk", "/display/quay"} {
		w.visit(b, link)
	}
	b.lineUp("/queue/quay", "Salma", "Join the line")
	mine := b.path()
	w.visit(b, mine)
	w.visit(b, mine+"/details")
	b.lineUp("/queue/quay/kiosk", "Omar", "Get a ticket")
	w.visit(b, b.path())
	w.visit(b, "/display/quay")
}

// importing goes through the steps of bringing people in from a file.
func (w *walk) importing(b *tab) {
	w.Helper()
	b.open("/admin/people/import")
	b.fill("Or paste from a spreadsheet", "First Name,Last Name,Birthdate,Email\nMats,Holm,2024-03-09,holm@example.org\nTuva,Holm,soon,holm@example.org")
	for _, step := range []string{"Go on", "Check the rows", "Import 1 row"} {
		b.follow(step)
		w.visit(b, b.path())
	}
}

// linkOf is where a link with a name leads.
func (b *tab) linkOf(name string) (link string) {
	b.t.Helper()
	b.open("/admin/waitlists/toddlers")
	b.until(fmt.Sprintf(`hand.best([...document.querySelectorAll("main a")], %s, hand.name).pathname`, quote(name)), &link)
	return link
}

// lastBooked is the page of the last appointment of a week that has some ahead on whatever day it is, so that nobody has begun it.
func (b *tab) lastBooked() (link string) {
	b.t.Helper()
	b.open("/admin/calendar?location=linden-house&view=list&date=" + time.Now().AddDate(0, 0, 3).Format(time.DateOnly))
	b.until(`[...document.querySelectorAll("main a")].map((a) => a.pathname).filter((p) => /^.admin.visits.\w{20}$/.test(p)).at(-1)`, &link)
	return link
}

func (b *tab) firstEntry() (id string) {
	b.t.Helper()
	b.open("/admin/waitlists/toddlers")
	b.until(`document.querySelector("[data-row]").dataset.id`, &id)
	return id
}

// examine prepares a tab for looking at pages: axe is there in each, and nothing comes from the browser's cache.
func (b *tab) examine() {
	b.t.Helper()
	axe, err := os.ReadFile("../../app/testdata/axe.min.js")
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: string(axe)}); err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		b.t.Fatal(err)
	}
}

// outward are the views of a page: everything is asked about where it is laid out differently, colours alone in the dark.
var outward = []struct {
	name, theme, rules string
	width              int64
}{
	{"light", "light", `{}`, 1280},
	{"dark", "dark", `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}}`, 1280},
	{"on a phone", "light", `{}`, 390},
}

// look opens a page in each view, asks axe about it, measures it, and answers where it really is.
func (b *tab) look(link string) string {
	b.t.Helper()
	b.theme(outward[0].theme)
	b.size(outward[0].width)
	b.mu.Lock()
	b.log = nil
	b.mu.Unlock()
	b.open(link)
	b.until(`document.readyState === "complete"`, nil)
	b.weigh(link)
	var head struct {
		Title, Business, Path string
		H1                    int
		Down                  float64
	}
	b.run(`({title: document.title, path: location.pathname, down: scrollY, h1: document.querySelectorAll("h1").length,
		business: document.querySelector(".brand span, .public-head span")?.textContent ?? ""})`, &head)
	if head.H1 != 1 {
		b.t.Errorf("%s has %d first headings", link, head.H1)
	}
	if head.Down > 0 && !strings.Contains(link, "#") {
		b.t.Errorf("%s opens %v px below its top", link, head.Down)
	}
	if head.Title == "" || head.Business != "" && !strings.HasSuffix(head.Title, " – "+head.Business) && head.Title != head.Business {
		b.t.Errorf("%s has the title %q", link, head.Title)
	}
	for _, view := range outward {
		b.theme(view.theme)
		b.size(view.width)
		b.narrow(link, view.width)
		var found []string
		b.run(`axe.run(document, {resultTypes: ["violations"], ...`+view.rules+`}).then((r) => r.violations.flatMap((v) =>
			v.nodes.map((n) => v.id + ": " + n.html.slice(0, 200) + " " + n.any.map((c) => c.message).join("; "))))`, &found)
		for _, finding := range found {
			b.t.Errorf("%s, %s: %s", link, view.name, finding)
		}
	}
	b.size(320)
	b.narrow(link, 320)
	return head.Path
}

// narrow fails where a page has to be scrolled sideways.
func (b *tab) narrow(link string, width int64) {
	b.t.Helper()
	var wide []string
	b.run(`document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
		.filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.tagName + "." + e.className)`, &wide)
	if len(wide) > 0 {
		b.t.Errorf("%s has to be scrolled sideways at %d px: %.200v", link, width, wide)
	}
}
