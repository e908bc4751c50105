package admin_test

import (
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"anteroom/models"
)

func TestACalendarFileFollowsTheAppointment(t *testing.T) {
	s := openSalon(t)
	visit := s.book(s.advice, "2026-11-04T10:00", s.ana)
	key, viewer := s.Key(models.ScopeRead), s.As(models.RoleViewer)
	files := []string{"/api/v1/visits/" + visit.PublicID + "/ics", "/admin/visits/" + visit.PublicID + "/visit.ics"}
	read := func(want ...string) {
		t.Helper()
		for i, path := range files {
			client := key
			if i == 1 {
				client = viewer
			}
			page := client.Get(path).Wants(200)
			calendar, err := ics.ParseCalendar(strings.NewReader(page.Body))
			if err != nil || len(calendar.Events()) != 1 || !strings.HasPrefix(page.Header.Get("Content-Type"), "text/calendar") {
				t.Fatalf("%v, %v in %s", err, page.Header, page.Body)
			}
			event := calendar.Events()[0]
			got := []string{
				event.GetProperty(ics.ComponentPropertySequence).Value, event.GetProperty(ics.ComponentPropertyStatus).Value, event.GetProperty(ics.ComponentPropertyDtStart).Value,
			}
			if event.Id() != visit.PublicID+"@anteroom" || strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("%s: %s is %v, want %v", path, event.Id(), got, want)
			}
			if strings.Contains(page.Body, visit.Token) {
				t.Error("the file holds the customer's token")
			}
		}
	}
	read("0", "TENTATIVE", "20261104T090000Z")
	s.Write(func(tx *models.Tx) error { return s.now(visit).Confirm(tx) })
	read("1", "CONFIRMED", "20261104T090000Z")
	s.Write(func(tx *models.Tx) error {
		return s.now(visit).Reschedule(tx, models.Rescheduling{Date: "2026-11-05T10:00", ForStaff: true})
	})
	read("2", "CONFIRMED", "20261105T090000Z")
	s.Write(func(tx *models.Tx) error { return s.now(visit).Cancel(tx, true) })
	read("3", "CANCELLED", "20261105T090000Z")
	s.Write(func(tx *models.Tx) (err error) {
		house := s.house
		visit, err = house.Join(tx, models.NewVisit{FirstName: "Mateo", Source: "STAFF", ForStaff: true})
		return err
	})
	key.Get("/api/v1/visits/" + visit.PublicID + "/ics").Wants(404)
	viewer.Get("/admin/visits/" + visit.PublicID + "/visit.ics").Wants(404)
}
