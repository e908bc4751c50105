package webhooks_test

import (
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

func TestVisitsAndPlacesAreWordedAsTheReferenceSays(t *testing.T) {
	s := newSalon(t, "standard", "")
	s.furnish()
	s.introduce()
	s.appointments()
	s.requests()
	s.queue()
	s.turnTo(s.clock().Add(time.Minute))
	if err := s.db.TellStatus(t.Context(), s.clock()); err != nil {
		t.Fatal(err)
	}
	s.hear("location-status", func(*models.Tx) error { return nil })
	s.closeDown()
}

// Walk-ins and locations are nothing that these dialects know.
func TestBookingsAreWordedForReceiversOfOtherProducts(t *testing.T) {
	for _, dialect := range []string{"timetap", "appointlet"} {
		t.Run(dialect, func(t *testing.T) {
			s := newSalon(t, dialect, "")
			s.furnish()
			s.introduce()
			s.appointments()
			s.requests()
			s.queue()
			s.closeDown()
		})
	}
}

// Whoever heard of the request hears that it is over.
func TestARequestThatNobodyAnsweredIsToldAsCalledOff(t *testing.T) {
	for _, dialect := range webhooks.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			s := newSalon(t, dialect, "")
			s.furnish()
			s.introduce()
			s.prefix = "unanswered-"
			v := s.appoint("requested", "REQUEST", "2026-11-02T10:00", (*models.Location).Request)
			s.turnTo(v.EndsAt.Time)
			s.on("expired", v, func(tx *models.Tx, v *models.Visit) error { return v.Expire(tx) })
		})
	}
}

// What an endpoint does without is left out of every body about a visit, or all of it but the ids.
func TestVisitsAreToldWithoutWhatAnEndpointDoesNotWant(t *testing.T) {
	for _, dialect := range webhooks.Dialects() {
		for prefix, profile := range map[string]string{"thin-": "thin", "withheld-": "names,contact,answers,notes"} {
			t.Run(prefix+dialect, func(t *testing.T) {
				s := newSalon(t, dialect, profile)
				s.furnish()
				s.prefix = prefix
				s.introduce()
				first := s.book("booked", "BOOKING", "2026-11-03T10:00")
				s.on("changed", first, changeEmail)
				s.on("cancelled", first, func(tx *models.Tx, v *models.Visit) error { return v.Cancel(tx, true) })
				s.on("deleted", first, func(tx *models.Tx, v *models.Visit) error { return v.Delete(tx) })
			})
		}
	}
}

// Who is erased has an appointment no more: whoever knew of it is told so by its numbers.
func TestTheEndOfAnErasedAppointmentIsToldByIdsAlone(t *testing.T) {
	for _, dialect := range webhooks.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			s := newSalon(t, dialect, "")
			s.furnish()
			noor := &models.Person{FirstName: "Noor", LastName: "Haddad"}
			modelstest.Write(t, s.db, func(tx *models.Tx) error {
				if err := tx.Create(noor).Error; err != nil {
					return err
				}
				v, err := s.location.Book(tx, models.NewVisit{PersonID: &noor.ID, ServiceIDs: []int64{s.cut.ID}, Date: "2026-11-03T10:00", ForStaff: true})
				if err == nil {
					s.remember("BOOKING", v)
				}
				return err
			})
			s.world.allEnded()
			s.heard = len(s.receiver.Settle(20 * time.Millisecond))
			s.ids = append(s.ids, noor.PublicID, "NOOR", noor.GUID, "NOOR-GUID")
			s.hear("visit-erased", func(tx *models.Tx) error { return noor.Erase(tx) })

			late, _ := s.world.endpointAs(webhooks.Draft{URL: hooktest.New(t).URL(), IsActive: true, Dialect: dialect, Profile: "names"})
			if _, err := s.world.sender.Replay(t.Context(), late.PublicID, models.Instant{}, models.At(s.clock().Add(time.Hour))); err != nil {
				t.Errorf("what is left of them cannot be sent to a new endpoint: %v", err)
			}
			s.world.allEnded()
		})
	}
}
