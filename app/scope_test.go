package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
)

// bound are the nouns that belong to a location; the others are the account's.
var bound = map[string]bool{"people": true, "deleted": true, "entries": true, "waitlists": true, "notes": true, "locations": true, "runs": true, "import": true, "services": true, "resources": true, "visits": true}

func isBound(route web.Route) bool {
	for _, match := range slot.FindAllStringSubmatch(route.Path, -1) {
		if bound[match[1]] {
			return route.Audience == web.ForStaff
		}
	}
	return false
}

func TestWhatIsOfAnotherLocationLooksAsIfItWereNotThere(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			w := openTown(t, engine)
			limited := w.limited()
			before := w.versions()
			walked := 0
			for _, route := range w.App.Routes() {
				if !isBound(route) {
					continue
				}
				walked++
				theirs, none := ask(limited, route, w.address(route, of(w.south))), ask(limited, route, w.address(route, of(absent)))
				if theirs.Status != none.Status || theirs.Body != none.Body {
					t.Errorf("%s %s: %d for another's, %d for nobody's", route.Method, route.Path, theirs.Status, none.Status)
				}
				if theirs.Status != http.StatusNotFound && !strings.Contains(route.Path, "/import/") {
					t.Errorf("%s %s: %d, want 404", route.Method, route.Path, theirs.Status)
				}
			}
			if walked < 50 {
				t.Errorf("only %d routes were walked", walked)
			}
			if after := w.versions(); after != before {
				t.Errorf("something of another's changed: %s, was %s", after, before)
			}
		})
	}
}

// A note is its person's, an entry its list's, a delivery its endpoint's, for whoever may see both.
func TestAChildIsFoundThroughItsOwnParentAlone(t *testing.T) {
	w := openTown(t, models.SQLite)
	mixed := func(noun string, last bool) string {
		if last {
			return w.south[noun]
		}
		return w.north[noun]
	}
	for _, route := range w.App.Routes() {
		if len(slot.FindAllString(route.Path, -1)) < 2 {
			continue
		}
		client := w.As(models.RoleAdmin)
		if route.Audience == web.ForAPI {
			client = w.key
		}
		if page := ask(client, route, w.address(route, mixed)); page.Status != http.StatusNotFound {
			t.Errorf("%s %s: %d, want 404", route.Method, route.Path, page.Status)
		}
	}
}

func TestAFormReachesNothingOfAnotherLocation(t *testing.T) {
	w := openTown(t, models.SQLite)
	limited := w.limited()
	before := w.versions()
	var south models.Waitlist
	var stranger models.Person
	read := w.DB.Read(t.Context())
	if err := read.Where("slug = ?", w.south["waitlists"]).Take(&south).Error; err != nil {
		t.Fatal(err)
	}
	if err := read.Where("id = ?", w.south["people"]).Take(&stranger).Error; err != nil {
		t.Fatal(err)
	}
	list, family := itoa(south.ID), itoa(stranger.FamilyID)
	for _, try := range []struct {
		path string
		form url.Values
	}{
		{"/admin/entries/" + w.north["entries"] + "/list", url.Values{"waitlistId": {list}, "list": {list}}},
		{"/admin/waitlists/" + w.north["waitlists"] + "/bulk", url.Values{"do": {"removal"}, "reason": {"x"}, "entry": {w.south["entries"]}}},
		{"/admin/waitlists/" + w.north["waitlists"] + "/bulk", url.Values{"do": {"list"}, "entry": {w.north["entries"]}, "waitlistId": {list}}},
		{"/admin/waitlists/" + w.north["waitlists"] + "/restoration", url.Values{"entry": {w.south["entries"]}}},
		{"/admin/waitlists/" + w.north["waitlists"] + "/entries", url.Values{"person": {w.south["people"]}, "personId": {w.south["people"]}}},
		{"/admin/people/" + w.north["people"] + "/family", url.Values{"family": {family}}},
		{"/admin/people/" + w.north["people"] + "/entries", url.Values{"list": {list}, "waitlistId": {list}}},
		{"/admin/entries/" + w.north["entries"] + "/position", url.Values{"after": {w.south["entries"]}}},
		{"/admin/people/new", url.Values{"family": {family}, "list": {list}, "once": {web.NewOnceKey()}}},
	} {
		page := limited.Post(try.path, try.form)
		if strings.Contains(page.Body, "Xerxilda") || page.Status >= 500 {
			t.Errorf("%s %v: %d tells of another's", try.path, try.form, page.Status)
		}
	}
	if page := limited.Post("/admin/people/export.csv", nil).Wants(http.StatusOK); strings.Contains(page.Body, "Xerxilda") || !strings.Contains(page.Body, "Ida") {
		t.Errorf("the export tells %q", page.Body)
	}
	for _, path := range []string{
		"/admin/people", "/admin/people/deleted", "/admin/people?q=Xerxilda", "/admin/people?list=" + list, "/admin/people/new?family=" + family,
		"/admin/people/new?list=" + list, "/admin/people/known?" + url.Values{"field-4": {"Xerxilda@families.example"}}.Encode(), "/admin/waitlists", "/admin/share",
		"/admin/ageout", "/admin/ageout/runs", "/admin/waitlists/" + w.north["waitlists"] + "/people?q=Xerxilda", "/admin/waitlists/" + w.north["waitlists"] + "/bulk?do=removal&entry=" + w.south["entries"],
		"/admin/people/" + w.north["people"] + "/family?q=Xerxilda", "/admin/stream?watch=waitlist:" + list, "/admin/entries/" + w.north["entries"] + "/position?q=Xerxilda",
	} {
		for _, told := range []string{"Xerxilda ", "Southbrandt", "South note"} {
			if page := limited.Get(path); strings.Contains(page.Text(), told) || page.Status >= 500 {
				t.Errorf("%s: %d tells %q", path, page.Status, told)
			}
		}
	}
	if after := w.versions(); after != before {
		t.Errorf("something of another's changed: %s, was %s", after, before)
	}
}

// Offers, the calendar, the board and the links to hand out know nothing of another location, whatever the address or the form says.
func TestWhoWorksAtOneLocationOffersAndSharesThatOneAlone(t *testing.T) {
	w := openTown(t, models.SQLite)
	limited := w.limited()
	before := w.versions()
	offer := func(from, entry ids) url.Values {
		return form("location", from["locations"], "entry", entry["entries"], "service", from["services"], "day", "2031-01-08", "time", "10:00")
	}
	for name, typed := range map[string]url.Values{"another's all": offer(w.south, w.south), "another's place": offer(w.south, w.north), "another's entry": offer(w.north, w.south)} {
		if page := limited.Post("/admin/offers/new", typed); page.Status != http.StatusNotFound {
			t.Errorf("%s: %d: %.300s", name, page.Status, page.Text())
		}
		if page := limited.Get("/admin/offers/new?" + typed.Encode()); page.Status != http.StatusNotFound {
			t.Errorf("%s is shown: %d", name, page.Status)
		}
	}
	for _, path := range []string{"/admin/today", "/admin/calendar", "/admin/visits/new", "/admin/offers/new"} {
		if page := limited.Get(path + "?location=" + w.south["queue"]); page.Status != http.StatusNotFound {
			t.Errorf("%s of another's: %d", path, page.Status)
		}
	}
	for _, path := range []string{"/admin/share", "/admin/today", "/admin/calendar", "/admin/offers/new", "/admin/offers/new?location=" + w.north["queue"]} {
		page := limited.Get(path).Wants(http.StatusOK)
		for _, told := range []string{"South infants", "/queue/" + w.south["queue"], "Xerxilda", "South service"} {
			if strings.Contains(page.Body, told) {
				t.Errorf("%s tells %q", path, told)
			}
		}
	}
	limited.Post("/admin/offers/new", offer(w.north, w.north)).Wants(http.StatusOK)
	if after := w.versions(); after != before {
		t.Errorf("something of another's changed: %s, was %s", after, before)
	}
}
