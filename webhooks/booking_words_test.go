package webhooks_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// What stands at its own name only where every value differs from its neighbours'.
func TestABookingTellsEachNoticeAndKindOfQuestionAtItsName(t *testing.T) {
	for dialect, words := range map[string][]string{
		"appointlet": {`"cancelation_notice":7200.0`, `"reschedule_notice":10800.0`, `"minimum_notice":3600.0`, `"maximum_notice":5184000.0`, `"manual_confirm":false`},
		"timetap":    {`"dataType":"AREA"`, `"dataType":"TXT"`, `"visitMinutes":45`},
	} {
		t.Run(dialect, func(t *testing.T) {
			s := newSalon(t, dialect, "")
			modelstest.Write(t, s.db, func(tx *models.Tx) error {
				location, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
				if err != nil {
					return err
				}
				answers := models.VisitAnswers{}
				for label, kind := range map[string]models.FieldType{"Wishes": models.TypeArea, "Hair length": models.TypeText} {
					field, err := models.CreateField(tx, models.FieldSettings{Label: label, Type: kind})
					if err != nil {
						return err
					}
					answers[field.PublicID] = []string{"Long"}
				}
				cut := &models.Service{Name: "Haircut", Duration: 2700, MinimumNotice: 3600, MaximumNotice: 5_184_000, CancelNotice: 7200, RescheduleNotice: 10_800}
				if err := cut.Save(tx); err != nil {
					return err
				}
				_, err = location.Book(tx, models.NewVisit{FirstName: "Noor", Answers: answers, ServiceIDs: []int64{cut.ID}, Date: "2026-11-03T10:00", ForStaff: true})
				return err
			})
			s.world.allEnded()
			told := ""
			for _, request := range s.receiver.Settle(20 * time.Millisecond) {
				if strings.HasPrefix(request.Header.Get("anteroom-event"), "visit.") {
					told = string(request.Body)
				}
			}
			for _, word := range words {
				if !strings.Contains(told, word) {
					t.Errorf("no %s in %s", word, told)
				}
			}
		})
	}
}

// Whose address is withheld: the customers', and that of whoever serves them.
func TestTheAddressOfStaffIsContactAsWell(t *testing.T) {
	for profile, isTold := range map[string]bool{"": true, "contact": false} {
		s := newSalon(t, "timetap", profile)
		modelstest.Write(t, s.db, func(tx *models.Tx) error {
			location, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
			if err != nil {
				return err
			}
			ana := &models.Resource{Name: "Ana Castillo", Email: "ana@linden.example", Kind: models.StaffMember, IsActive: true}
			if err := ana.Save(tx); err != nil {
				return err
			}
			_, err = location.Book(tx, models.NewVisit{FirstName: "Noor", Duration: 1800, ResourceIDs: []int64{ana.ID}, Date: "2026-11-03T10:00", ForStaff: true})
			return err
		})
		s.world.allEnded()
		told := false
		for _, request := range s.receiver.Settle(20 * time.Millisecond) {
			told = told || strings.Contains(string(request.Body), "ana@linden.example")
		}
		if told != isTold {
			t.Errorf("withheld %q: the address is told: %t", profile, told)
		}
	}
}
