package admin_test

import (
	"slices"
	"testing"

	"anteroom/models"
)

// An appointment outside opening hours goes to somebody else as it is. Only who may overrule hours gives it to somebody who does not work then.
func TestAnAppointmentOutsideOpeningHoursIsGivenToSomebodyElse(t *testing.T) {
	s := openSalon(t)
	staff, manager := s.As(models.RoleStaff), s.As(models.RoleManager)
	visit := s.book(s.haircut, "2026-11-04T10:00", s.ana)
	s.Write(func(tx *models.Tx) error {
		late := models.Rescheduling{Date: "2026-11-04T20:00", ForStaff: true, AnyHours: true}
		return s.now(visit).Reschedule(tx, late)
	})
	path := "/admin/visits/" + visit.PublicID + "/reassign"
	isWith := func(r models.Resource) {
		t.Helper()
		if now := s.now(visit); !slices.Equal(now.ResourceIDs, []int64{r.ID}) {
			t.Errorf("it is with %v", now.ResourceIDs)
		}
	}
	staff.Post(path, s.version(visit, "resource", itoa(s.ben.ID))).Wants(303)
	isWith(s.ben)
	s.Write(func(tx *models.Tx) error {
		ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
		if err != nil {
			return err
		}
		ana.Hours = models.Hours{{Day: "WE", From: "09:00", To: "12:00"}}
		return ana.Save(tx)
	})
	staff.Get(path).Wants(200).Hides("Also outside their own hours")
	overruled := s.version(visit, "resource", itoa(s.ana.ID), "anyHours", "on")
	staff.Post(path, overruled).Wants(409).Says("Ana Castillo does not work at this time")
	isWith(s.ben)
	manager.Get(path).Wants(200).Says("Also outside their own hours")
	manager.Post(path, s.version(visit, "resource", itoa(s.ana.ID))).Wants(409)
	manager.Post(path, s.version(visit, "resource", itoa(s.ana.ID), "anyHours", "on")).Wants(303)
	isWith(s.ana)
	manager.Post(manager.Get("/admin/visits/"+visit.PublicID).Undo(), nil).Wants(303)
	isWith(s.ben)
	manager.Post(path, s.version(visit, "resource", itoa(s.ana.ID), "anyHours", "on")).Wants(303)
	manager.Post(path, s.version(visit, "resource", itoa(s.ben.ID))).Wants(303)
	manager.Post(manager.Get("/admin/visits/"+visit.PublicID).Undo(), nil).Wants(303)
	isWith(s.ana)
}
