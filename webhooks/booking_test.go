package webhooks_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"anteroom/models"
)

// A receiver that keeps the ids it has seen would drop the second of two messages with one id, and never tell the new staff.
func TestAMoveToOtherStaffIsToldTwiceUnderTwoNumbers(t *testing.T) {
	s := newSalon(t, "appointlet", "")
	s.furnish()
	visit := s.bookFor("2026-11-03T10:00", s.ana.ID)
	bodies := s.told(func(tx *models.Tx) error {
		v, err := models.FindVisit(tx, models.Everywhere(), visit.PublicID)
		if err != nil {
			return err
		}
		return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-04T08:00", ResourceIDs: []int64{s.ben.ID}, ForStaff: true})
	})
	ids, actions := []float64{}, []string{}
	for _, body := range bodies {
		ids, actions = append(ids, body["id"].(float64)), append(actions, body["action"].(string))
	}
	slices.Sort(actions)
	if !slices.Equal(actions, []string{"reassigned", "rescheduled"}) || len(slices.Compact(ids)) != 2 {
		t.Errorf("ids %v, actions %v", ids, actions)
	}
}

func TestAMoveToOtherStaffIsAMoveFirst(t *testing.T) {
	s := newSalon(t, "timetap", "")
	s.furnish()
	visit := s.bookFor("2026-11-03T10:00", s.ana.ID)
	bodies := s.told(func(tx *models.Tx) error {
		v, err := models.FindVisit(tx, models.Everywhere(), visit.PublicID)
		if err != nil {
			return err
		}
		return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-04T08:00", ResourceIDs: []int64{s.ben.ID}, ForStaff: true})
	})
	if len(bodies) != 1 || bodies[0]["subStatus"] != "rescheduled" {
		t.Errorf("%v", bodies)
	}
}

// A room that was there before its staff must not be told as who serves.
func TestWhoServesIsNamedAndNotTheRoom(t *testing.T) {
	for dialect, name := range map[string]func(body map[string]any) any{
		"timetap":    func(body map[string]any) any { return body["staff"].(map[string]any)["userName"] },
		"appointlet": func(body map[string]any) any { return part(body, "object", "bookable")["name"] },
	} {
		t.Run(dialect, func(t *testing.T) {
			s := newSalon(t, dialect, "")
			room := &models.Resource{Name: "The red room", Kind: models.Room, Capacity: 1, IsActive: true}
			s.told(func(tx *models.Tx) error { return room.Save(tx) })
			var ben *models.Resource
			s.told(func(tx *models.Tx) (err error) {
				ben = &models.Resource{Name: "Ben Okafor", Kind: models.StaffMember, Capacity: 1, IsActive: true}
				if err = ben.Save(tx); err == nil {
					s.location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
				}
				return err
			})
			s.told(func(tx *models.Tx) error {
				s.cut = &models.Service{Name: "Haircut", Duration: 1800, ResourceIDs: []int64{room.ID, ben.ID}}
				return s.cut.Save(tx)
			})
			bodies := s.told(func(tx *models.Tx) error {
				_, err := s.location.Book(tx, models.NewVisit{FirstName: "Noor", ServiceIDs: []int64{s.cut.ID}, Date: "2026-11-03T10:00", ForStaff: true})
				return err
			})
			if len(bodies) != 1 || name(bodies[0]) != "Ben Okafor" {
				t.Errorf("%v", bodies)
			}
		})
	}
}

// Receivers of both read names within these objects, which the references always show.
func TestAnAppointmentWithNobodyForNothingHasAllItsParts(t *testing.T) {
	for dialect, parts := range map[string][][]string{
		"timetap": {{"staff", "timeZoneCode"}, {"reason"}}, "appointlet": {{"object", "bookable", "rel"}, {"object", "service"}},
	} {
		t.Run(dialect, func(t *testing.T) {
			s := newSalon(t, dialect, "")
			s.told(func(tx *models.Tx) (err error) {
				s.location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
				return err
			})
			bodies := s.told(func(tx *models.Tx) error {
				_, err := s.location.Book(tx, models.NewVisit{FirstName: "Noor", Duration: 900, Date: "2026-11-03T10:00", ForStaff: true})
				return err
			})
			for _, names := range parts {
				if len(bodies) != 1 || part(bodies[0], names...) == nil {
					t.Errorf("no %v in %v", names, bodies)
				}
			}
		})
	}
}

// part is an object within objects, nil where it is none.
func part(body map[string]any, names ...string) map[string]any {
	for _, name := range names {
		body, _ = body[name].(map[string]any)
	}
	return body
}

// bookFor makes an appointment with somebody.
func (s *salon) bookFor(date string, resource int64) (visit *models.Visit) {
	s.t.Helper()
	s.told(func(tx *models.Tx) (err error) {
		visit, err = s.location.Book(tx, models.NewVisit{
			FirstName: "Noor", ServiceIDs: []int64{s.cut.ID}, ResourceIDs: []int64{resource}, Date: date, ForStaff: true,
		})
		return err
	})
	return visit
}

// told makes a change and returns what was heard of it, as the schemas say it is.
func (s *salon) told(do func(tx *models.Tx) error) []map[string]any {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), do); err != nil {
		s.t.Fatal(err)
	}
	s.world.allEnded()
	got := s.receiver.Settle(20 * time.Millisecond)
	bodies := []map[string]any{}
	for _, request := range got[s.heard:] {
		s.schemas.Check(s.t, s.dialect, request.Header.Get("anteroom-event"), request.Body)
		var body map[string]any
		if err := json.Unmarshal(request.Body, &body); err != nil {
			s.t.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	s.heard = len(got)
	return bodies
}
