package views

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
)

// WaitlistFilter is the state of a list's page as it stands in its address.
type WaitlistFilter struct {
	Path   string // of the list
	Values url.Values
}

// waitlistParameters are the names that a list's address may have, in the order in which they are written.
var waitlistParameters = []string{"tab", "q", "priority", "day", "ageMin", "ageMax", "ageOn", "from", "to", "placed", "unconfirmed", "sort", "down", "cursor", "print"}

// narrowing are those of them that leave people out; ages count at a day as well.
var narrowing = []string{"q", "priority", "day", "ageMin", "ageMax", "from", "to", "placed", "unconfirmed"}

// answerParameter is the name of the filter by a field of the account's own.
var answerParameter = regexp.MustCompile(`^field[1-9][0-9]{0,9}$`)

// NewWaitlistFilter keeps what it knows of a query.
func NewWaitlistFilter(path string, query url.Values) WaitlistFilter {
	f := WaitlistFilter{Path: path, Values: url.Values{}}
	for _, name := range append(slices.Clone(waitlistParameters), answerNames(query)...) {
		if value := strings.TrimSpace(query.Get(name)); value != "" && len(value) <= 500 {
			f.Values.Set(name, value)
		}
	}
	return f
}

// Get is a parameter, empty where it is not set.
func (f WaitlistFilter) Get(name string) string { return f.Values.Get(name) }

// Href is the address of the page as it is.
func (f WaitlistFilter) Href() string {
	var pairs []string
	for _, name := range f.names() {
		if value := f.Get(name); value != "" {
			pairs = append(pairs, name+"="+url.QueryEscape(value))
		}
	}
	if len(pairs) == 0 {
		return f.Path
	}
	return f.Path + "?" + strings.Join(pairs, "&")
}

// names are the parameters that this filter may have, those of the account's fields last.
func (f WaitlistFilter) names() []string {
	return append(slices.Clone(waitlistParameters), answerNames(f.Values)...)
}

func answerNames(values url.Values) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(values)), func(name string) bool { return !answerParameter.MatchString(name) })
}

// Answers are the filters by fields: what is asked for, by the field's number.
func (f WaitlistFilter) Answers() map[int64]string {
	answers := map[int64]string{}
	for _, name := range answerNames(f.Values) {
		id, err := strconv.ParseInt(strings.TrimPrefix(name, "field"), 10, 64)
		if err == nil && f.Get(name) != "" {
			answers[id] = f.Get(name)
		}
	}
	return answers
}

// Kept is what a saved view keeps of the query: all but the page, the print, and words searched for, which may name people.
func (f WaitlistFilter) Kept() string {
	_, query, _ := strings.Cut(f.With("q", "", "print", ""), "?")
	return query
}

// With is the address with other values, pairs of name and value, from its first page.
func (f WaitlistFilter) With(pairs ...string) string {
	other := WaitlistFilter{Path: f.Path, Values: url.Values{}}
	for name, values := range f.Values {
		if name != "cursor" {
			other.Values[name] = values
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		other.Values.Set(pairs[i], pairs[i+1])
	}
	return other.Href()
}

// Narrows says that not everybody of the tab is shown.
func (f WaitlistFilter) Narrows() bool {
	return len(f.Answers()) > 0 || slices.ContainsFunc(narrowing, func(name string) bool { return f.Get(name) != "" })
}

// Cleared is the address without what narrows, and without more names.
func (f WaitlistFilter) Cleared(more ...string) string {
	pairs := []string{"ageOn", ""}
	for _, name := range slices.Concat(narrowing, answerNames(f.Values), more) {
		pairs = append(pairs, name, "")
	}
	return f.With(pairs...)
}

// Sorted says that the order is not that of the places.
func (f WaitlistFilter) Sorted() bool {
	return (f.sort() != "place" && f.sort() != "left") || f.Get("down") != ""
}

// sort is what the page is ordered by; who is off the list has no place but a day of leaving.
func (f WaitlistFilter) sort() string {
	switch {
	case f.Get("sort") != "" && f.Get("sort") != "place":
		return f.Get("sort")
	case f.Get("tab") == string(models.TabRemoved):
		return "left"
	}
	return "place"
}

// sortHref sorts by a column, and the other way round where that is so already.
func (f WaitlistFilter) sortHref(column string) string {
	down := ""
	if f.sort() == column && f.Get("down") == "" {
		down = "1"
	}
	if column == "place" {
		column = ""
	}
	return f.With("sort", column, "down", down)
}

func (f WaitlistFilter) ariaSort(column string) string {
	switch {
	case f.sort() != column:
		return ""
	case f.Get("down") != "":
		return "descending"
	}
	return "ascending"
}

func (f WaitlistFilter) arrow(column string) string {
	switch f.ariaSort(column) {
	case "ascending":
		return "↓"
	case "descending":
		return "↑"
	}
	return ""
}
