package public_test

import (
	"bufio"
	"net/http"
	"regexp"
	"testing"

	"anteroom/models"
)

var follows = regexp.MustCompile(`data-follow="([^"]*)"`)

// follow opens the stream that a page names, until the test ends.
func (h *house) follow(path string) *bufio.Scanner {
	h.T.Helper()
	page := h.visitor.Get(path).Wants(http.StatusOK)
	stream := follows.FindStringSubmatch(page.Body)
	if stream == nil {
		h.T.Fatalf("%s follows nothing", path)
	}
	answer := h.visitor.Stream(stream[1])
	h.T.Cleanup(func() { answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	if !lines.Scan() || lines.Text() != ": listening" {
		h.T.Fatalf("the stream of %s begins with %q", path, lines.Text())
	}
	return lines
}

// hears reads on until a line comes, and says whether it did.
func hears(lines *bufio.Scanner, line string) bool {
	for lines.Scan() {
		if lines.Text() == line {
			return true
		}
	}
	return false
}

func TestTheDisplayHearsOfTheLine(t *testing.T) {
	s := openSalon(t)
	screen := s.follow("/display/harbour")
	s.join("Noor")
	if !hears(screen, "data: "+models.Watch{Kind: "location", ID: s.at.ID}.String()) {
		t.Error("the display hears nothing")
	}
	s.visitor.Get("/display/nowhere/stream").Wants(404)
	s.set(func(l *models.Location, tx *models.Tx) error { return l.SetPublic(tx, false) })
	s.visitor.Get("/display/harbour/stream").Wants(404)
}

func TestNobodyFollowsACustomersPlaceInTheirStead(t *testing.T) {
	s := openSalon(t)
	own := s.follow(s.sign("/queue/harbour", guest()).Wants(303).Location)
	shown := s.sign("/queue/harbour", guest()).Wants(303).Location // to whoever knows a name and a number
	var watching []*bufio.Scanner
	for range 12 {
		watching = append(watching, s.follow(shown))
	}
	if !hears(watching[0], "event: enough") || !hears(watching[1], "event: enough") {
		t.Error("the oldest pages are not told to go")
	}
	s.join("Omar")
	if !hears(own, "data: "+models.Watch{Kind: "location", ID: s.at.ID}.String()) {
		t.Error("the customer hears nothing any more")
	}
}
