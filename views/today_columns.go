package views

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"anteroom/models"
)

// boardColumn is a column of the board; the key is its word in the address, empty for the first.
type boardColumn struct {
	key    string
	title  string
	short  string // in a tab
	empty  string
	visits []models.Visit
}

func (c boardColumn) id() string {
	if c.key == "" {
		return "next"
	}
	return c.key
}

func (t *TodayPage) columns() []boardColumn {
	columns := []boardColumn{
		{"", "Next up", "Next up", "Nobody is waiting.", t.NextUp()},
		{"called", "Called", "Called", "Nobody is on their way to you.", t.Called()},
		{"serving", "Being served", "Serving", "Nobody is being served.", t.byResource(t.Board.Serving)},
		{"booked", "Booked today", "Booked", "No appointments are left today.", t.Board.Booked},
	}
	if t.Filter.Narrows() {
		for i := range columns {
			columns[i].empty = "Nobody with these filters."
		}
	}
	return columns
}

// byResource puts those whom the same one serves beside each other.
func (t *TodayPage) byResource(visits []models.Visit) []models.Visit {
	return slices.SortedStableFunc(slices.Values(visits), func(a, b models.Visit) int { return cmp.Compare(t.by(&a), t.by(&b)) })
}

// tabs divide the board where there is room for one column alone.
func (t *TodayPage) tabs() (tabs []Tab) {
	for _, c := range t.columns() {
		tabs = append(tabs, Tab{Label: c.short, Count: strconv.Itoa(len(c.visits)), Href: t.Filter.with("column", c.key), Current: c.key == t.Filter.Column})
	}
	return tabs
}

// chips are the filters that are on.
func (t *TodayPage) chips() (chips []Chip) {
	for i := range t.Services {
		if t.Services[i].Slug == t.Filter.Service {
			chips = append(chips, Chip{Label: t.Services[i].Name, Href: t.Filter.with("service", ""), On: true, Remove: true})
		}
	}
	for i := range t.Resources {
		if t.Resources[i].PublicID == t.Filter.Resource {
			chips = append(chips, Chip{Label: "With " + t.Resources[i].Name, Href: t.Filter.with("resource", ""), On: true, Remove: true})
		}
	}
	if t.Filter.Narrows() && len(chips) == 0 {
		chips = append(chips, Chip{Label: "A filter that is not there any more", Href: TodayFilter{Location: t.Filter.Location}.Href(), On: true, Remove: true})
	}
	return chips
}

func (t *TodayPage) serviceLinks() (links []Link) {
	for i := range t.Services {
		links = append(links, Link{t.Services[i].Name, t.Filter.with("service", t.Services[i].Slug)})
	}
	return links
}

func (t *TodayPage) resourceLinks() (links []Link) {
	for i := range t.Resources {
		links = append(links, Link{t.Resources[i].Name, t.Filter.with("resource", t.Resources[i].PublicID)})
	}
	return links
}

// linePath is where the location's line is changed.
func (t *TodayPage) linePath(noun string) string {
	return todayPath + "/locations/" + idText(t.Location.ID) + "/" + noun
}

// stepPath is where a step of a visit is posted.
func stepPath(v *models.Visit, noun string) string {
	return todayPath + "/visits/" + v.PublicID + "/" + noun
}

func (t *TodayPage) lateMinutes() int { return int(t.Location.LateBy(t.Clock.Now).Minutes()) }

// shutText says why nobody can join by themselves, and what staff still can.
func (t *TodayPage) shutText(p Page) string {
	still := ""
	if p.User.MayEdit() {
		still = " You can add people all the same."
	}
	switch l := t.Location; {
	case !l.IsQueueOpen:
		return "The line is closed: nobody can join by themselves." + still
	case l.IsQueuePaused:
		return "The line is paused: who waits stays in line, nobody new can join by themselves." + still
	case !l.IsOpen(t.Clock.Now):
		return "It is outside the opening hours: nobody can join by themselves." + still
	}
	return ""
}

// endedText is "A012 · 14:05 · waited 12 min".
func (t *TodayPage) endedText(v *models.Visit) string {
	text := v.CompletedTime.In(t.Clock.Zone).Format("15:04")
	if ticket := v.Ticket(); ticket != "" {
		text = ticket + " · " + text
	}
	if about := t.about(v); about != "" {
		text += " · " + about
	}
	if by := t.by(v); by != "" {
		text += " · " + by
	}
	return text
}

// backQuery leads a page beside the board back to it.
func (t *TodayPage) backQuery() string { return "?back=" + url.QueryEscape(t.Filter.Href()) }

// ticket is what a card begins with: the number that was drawn, or the time that was agreed on.
func (t *TodayPage) ticket(v *models.Visit) string {
	if v.State == models.StateBooked || v.State == models.StateDraft {
		return t.start(v)
	}
	return v.Ticket()
}

// nextNoun is the step that is next for a visit.
func (t *TodayPage) nextNoun(v *models.Visit) string {
	switch v.State {
	case models.StateWaiting:
		if v.HasTag(models.TagAlerted) {
			return "service"
		}
		return "call"
	case models.StateServing:
		return "completion"
	case models.StateDraft:
		return "confirmation"
	}
	return "arrival"
}

// seen changes whenever a card is worth a second look.
func (t *TodayPage) seen(v *models.Visit) string {
	seen := strconv.FormatInt(v.Version, 10)
	if v.Position != nil {
		seen += "-" + strconv.Itoa(*v.Position)
	}
	return seen
}
