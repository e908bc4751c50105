package apptest

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var (
	tag        = regexp.MustCompile(`<[^>]*>`)
	flash      = regexp.MustCompile(`(?s)<div class="flash"[^>]*>.*?<p>(.*?)</p>`)
	undo       = regexp.MustCompile(`(?s)<div class="flash".*?<form method="post" action="([^"]*)"`)
	fieldError = regexp.MustCompile(`(?s)<p class="field-error" id="f-([^"]*?)-error">.*?Error: </span>(.*?)</span>`)
	summary    = regexp.MustCompile(`(?s)<div class="error-summary".*?<ul>(.*?)</ul>`)
	item       = regexp.MustCompile(`(?s)<li>(.*?)</li>`)
	once       = regexp.MustCompile(`name="once" value="([^"]*)"`)
)

// Page is what came back.
type Page struct {
	T        testing.TB
	Status   int
	Header   http.Header
	Body     string
	Location string
}

// Wants fails the test where the status is another.
func (p *Page) Wants(status int) *Page {
	p.T.Helper()
	if p.Status != status {
		p.T.Fatalf("status %d, want %d; location %q; page: %.2000s", p.Status, status, p.Location, p.Text())
	}
	return p
}

// WantsRedirect fails the test where the page does not lead to path, by 303.
func (p *Page) WantsRedirect(path string) *Page {
	p.T.Helper()
	p.Wants(http.StatusSeeOther)
	if p.Location != path {
		p.T.Fatalf("leads to %q, want %q", p.Location, path)
	}
	return p
}

// Says fails the test where a text is not on the page.
func (p *Page) Says(texts ...string) *Page {
	p.T.Helper()
	for _, text := range texts {
		if !strings.Contains(p.Text(), text) {
			p.T.Fatalf("the page does not say %q: %.2000s", text, p.Text())
		}
	}
	return p
}

// Hides fails the test where a text is on the page.
func (p *Page) Hides(texts ...string) *Page {
	p.T.Helper()
	for _, text := range texts {
		if strings.Contains(html.UnescapeString(p.Body), text) {
			p.T.Fatalf("the page says %q", text)
		}
	}
	return p
}

// Text is what a reader sees, in one line.
func (p *Page) Text() string {
	return words(p.Body)
}

// Flash is what just happened, "" where the page tells nothing.
func (p *Page) Flash() string {
	if found := flash.FindStringSubmatch(p.Body); found != nil {
		return words(found[1])
	}
	return ""
}

// Undo is where a POST takes back what just happened, "" where the page offers no undo.
func (p *Page) Undo() string {
	if found := undo.FindStringSubmatch(p.Body); found != nil {
		return html.UnescapeString(found[1])
	}
	return ""
}

// Errors are the sentences at the fields, by field name; those of the summary without a field are under "".
func (p *Page) Errors() map[string]string {
	found := map[string]string{}
	for _, match := range fieldError.FindAllStringSubmatch(p.Body, -1) {
		found[match[1]] = words(match[2])
	}
	if list := summary.FindStringSubmatch(p.Body); list != nil {
		for _, line := range item.FindAllStringSubmatch(list[1], -1) {
			if !strings.Contains(line[1], "<a ") {
				found[""] = words(line[1])
			}
		}
	}
	return found
}

// Once is the key of the page's form that works once.
func (p *Page) Once() string {
	if found := once.FindStringSubmatch(p.Body); found != nil {
		return found[1]
	}
	return ""
}

func words(source string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(source, " "))), " ")
}

var (
	selects  = regexp.MustCompile(`(?s)<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>`)
	selected = regexp.MustCompile(`<option value="([^"]*)"[^>]* selected`)
)

// Selected are the choices of the page's selects whose names begin with prefix, as a browser would send them.
func (p *Page) Selected(prefix string) map[string]string {
	chosen := map[string]string{}
	for _, found := range selects.FindAllStringSubmatch(p.Body, -1) {
		if !strings.HasPrefix(found[1], prefix) {
			continue
		}
		chosen[found[1]] = ""
		if option := selected.FindStringSubmatch(found[2]); option != nil {
			chosen[found[1]] = html.UnescapeString(option[1])
		}
	}
	return chosen
}
