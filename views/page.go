package views

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Page is what a frame needs to know. Handlers fill it once (see app/web) and pages hand it on to Staff or Public.
type Page struct {
	Title    string   // "Ida Brandt – Toddlers"; the frame adds the business
	Business string   // the account's name, shown in the bar
	Active   string   // key of the current section: "waitlists", "people", "settings"
	User     *Viewer  // nil while nobody is logged in
	Flash    []Flash  // what just happened, shown once
	Alerts   []Alert  // what is wrong until somebody mends it
	Theme    string   // "light", "dark"; anything else follows the system
	Invalid  bool     // a form on the page was refused: the title begins with "Error: "
	Scripts  []string // what this page needs on top: "sortable.js"
	Styles   []string // likewise: "calendar.css"
	Search   string   // the words in the search box
	Sections []Nav    // nil means StaffSections
	NoKeys   bool     // the user turned single-key shortcuts off
	Embed    bool     // a public page shown in somebody's frame
	Again    string   // a public page without scripts loads itself again: "30", or "60;url=/queue/x/kiosk"
	Shape    string   // a public page laid out for another distance: "kiosk", "display"
	Language string   // of the words on the page; empty means "en"
	Places   []Place  // the locations that the page can be about
}

// styles are the sheets that the page needs beside those of every page.
func (p Page) styles() []string {
	if slices.Contains([]string{"waitlists", "people", "settings"}, p.Active) {
		return append([]string{"records.css"}, p.Styles...)
	}
	return p.Styles
}

// Place is a location to switch to, on the same page.
type Place struct {
	Name    string
	Href    string
	Current bool
}

// Alert is something wrong that whoever sees it can mend; Link leads there.
type Alert struct {
	Text string
	Link Link
}

// Viewer is the person looking at a staff page.
type Viewer struct {
	Name string
	Role string // "admin", "manager", "staff" or "viewer"
}

// MayEdit says whether buttons that change something are worth showing; routes decide for themselves.
func (v *Viewer) MayEdit() bool { return v != nil && v.Role != "viewer" }

// Initials stand in the round button of the user's menu.
func (v *Viewer) Initials() string {
	var out []rune
	for word := range strings.FieldsSeq(v.Name) {
		first, _ := utf8.DecodeRuneInString(word)
		out = append(out, unicode.ToUpper(first))
	}
	if len(out) > 2 {
		out = []rune{out[0], out[len(out)-1]}
	}
	return string(out)
}

// Nav is one entry of a navigation: the bar, the settings menu.
type Nav struct {
	Key   string
	Label string
	Href  string
	Icon  string
	Go    string // the letter that follows g on the keyboard
}

// StaffSections are the sections of the bar, in order.
func StaffSections() []Nav {
	return []Nav{
		{Key: "today", Label: "Today", Href: "/admin/today", Icon: "clock", Go: "t"},
		{Key: "waitlists", Label: "Waitlists", Href: "/admin/waitlists", Icon: "list", Go: "w"},
		{Key: "calendar", Label: "Calendar", Href: "/admin/calendar", Icon: "calendar", Go: "c"},
		{Key: "people", Label: "People", Href: "/admin/people", Icon: "users", Go: "p"},
		{Key: "settings", Label: "Settings", Href: "/admin/settings", Icon: "settings", Go: "s"},
	}
}

func (p Page) sections() []Nav {
	if p.Sections == nil {
		return StaffSections()
	}
	return p.Sections
}

// place is the location that the page is about.
func (p Page) place() string {
	for _, place := range p.Places {
		if place.Current {
			return place.Name
		}
	}
	return "Choose a location"
}

func (p Page) fullTitle() string {
	title := p.Title
	switch {
	case title == "":
		title = p.Business
	case p.Business != "":
		title += " – " + p.Business
	}
	if p.Invalid {
		title = "Error: " + title
	}
	return title
}

func (p Page) language() string {
	if p.Language == "" {
		return "en"
	}
	return p.Language
}

func (p Page) themeClass() string {
	if p.Theme == "light" || p.Theme == "dark" {
		return "theme-" + p.Theme
	}
	return ""
}

// htmxConfig keeps htmx inside the content security policy and lets a refused form (422) replace the old one.
const htmxConfig = `{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,"historyCacheSize":0,` +
	`"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},` +
	`{"code":"[45]..","swap":false,"error":true}]}`
