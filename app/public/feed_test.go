package public_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

func TestACalendarIsFedByASecretAddressUntilItIsRevoked(t *testing.T) {
	clock := apptest.NewClock(time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC))
	w := apptest.Start(t, apptest.At(clock.Now), apptest.With(func(c *app.Config) { c.RatePublic = web.Rate{Count: 12, Window: time.Minute} }))
	var token string
	var ana models.Resource
	var kept, cancelled *models.Visit
	w.Write(func(tx *models.Tx) error {
		house, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin", Address: "Lindenallee 3, Berlin"})
		if err != nil {
			return err
		}
		ana = models.Resource{Name: "Ana Castillo", Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{house.ID}}
		if err := ana.Save(tx); err != nil {
			return err
		}
		tour := models.Service{Name: "Tour; with talk", Duration: 1800, LocationIDs: []int64{house.ID}, ResourceIDs: []int64{ana.ID}}
		if err := tour.Save(tx); err != nil {
			return err
		}
		book := func(date, name string) (*models.Visit, error) {
			return house.Book(tx, models.NewVisit{FirstName: name, ServiceIDs: []int64{tour.ID}, Date: date, Source: "ONLINE"})
		}
		if kept, err = book("2026-11-04T10:00", "Wilhelmina Philippine Überschär van der Aalst-Okonkwo, the younger one"); err != nil {
			return err
		}
		if cancelled, err = book("2026-11-04T11:00", "Noor"); err != nil {
			return err
		}
		if err := cancelled.Cancel(tx, true); err != nil {
			return err
		}
		token, err = ana.ShareFeed(tx)
		return err
	})
	visitor := w.Visitor()
	feed := visitor.Get("/calendar/" + token + ".ics").Wants(200)
	if feed.Header.Get("Content-Type") != web.CalendarType || feed.Header.Get("Cache-Control") != "no-store" || feed.Header.Get("X-Robots-Tag") == "" {
		t.Errorf("it comes with %v", feed.Header)
	}
	for _, line := range strings.SplitAfter(strings.TrimSuffix(feed.Body, "\r\n"), "\r\n") {
		if text := strings.TrimSuffix(line, "\r\n"); len(text) > 75 || strings.ContainsAny(text, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(text), line)
		}
	}
	read, err := ics.ParseCalendar(strings.NewReader(feed.Body))
	if err != nil || len(read.Events()) != 2 {
		t.Fatalf("%v in %s", err, feed.Body)
	}
	first, second := read.Events()[0], read.Events()[1]
	for _, want := range []struct {
		event    *ics.VEvent
		property ics.ComponentProperty
		value    string
	}{
		{first, ics.ComponentPropertyUniqueId, kept.PublicID + "@anteroom"},
		{first, ics.ComponentPropertySequence, "0"},
		{first, ics.ComponentPropertyDtStart, "20261104T090000Z"},
		{first, ics.ComponentPropertyDtEnd, "20261104T093000Z"},
		{first, ics.ComponentPropertyStatus, "CONFIRMED"},
		{first, ics.ComponentPropertySummary, "Wilhelmina Philippine Überschär van der Aalst-Okonkwo, the younger one: Tour; with talk"},
		{first, ics.ComponentPropertyLocation, "Linden House, Lindenallee 3, Berlin"},
		{second, ics.ComponentPropertyStatus, "CANCELLED"},
		{second, ics.ComponentPropertySequence, "1"},
	} {
		if got := want.event.GetProperty(want.property); got == nil || got.Value != want.value {
			t.Errorf("%s is %v, want %q", want.property, got, want.value)
		}
	}
	if !strings.Contains(feed.Body, `Tour\; with talk`) {
		t.Error("a semicolon stands bare")
	}
	wrong := visitor.Get("/calendar/" + models.NewToken() + ".ics").Wants(404)
	for _, path := range []string{"/calendar/.ics", "/calendar/" + token, "/calendar/" + token + ".ics.ics"} {
		if page := visitor.Get(path).Wants(404); page.Body != wrong.Body {
			t.Errorf("%s looks unlike a wrong token", path)
		}
	}
	w.Write(ana.RevokeFeed)
	if page := visitor.Get("/calendar/" + token + ".ics").Wants(404); page.Body != wrong.Body {
		t.Error("a revoked token looks unlike a wrong one")
	}
	for range 12 {
		wrong = visitor.Get("/calendar/" + token + ".ics")
	}
	if wrong.Status != 429 {
		t.Errorf("who tries addresses gets %d", wrong.Status)
	}
}
