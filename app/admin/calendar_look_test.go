package admin_test

import (
	"strings"
	"testing"

	"anteroom/models"
)

func TestShortAppointmentsHaveRoomForTheirNames(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	day := "/admin/calendar?date=2026-11-04"
	if page := staff.Get(day).Wants(200); strings.Contains(page.Body, "cal-fine") || !strings.Contains(page.Body, "cal-mid") {
		t.Error("half an hour is not drawn in rows of the usual height")
	}
	s.Write(func(tx *models.Tx) error {
		trim := models.Service{Name: "Trim", Duration: 600, LocationIDs: []int64{s.house.ID}, ResourceIDs: []int64{s.ana.ID}}
		if err := trim.Save(tx); err != nil {
			return err
		}
		house := s.house
		_, err := house.Book(tx, models.NewVisit{FirstName: "Zoe", ServiceIDs: []int64{trim.ID}, Date: "2026-11-04T12:00", ForStaff: true})
		return err
	})
	page := staff.Get(day).Wants(200)
	if !strings.Contains(page.Body, "cal-fine") || strings.Count(page.Body, "cal-short") != 1 || strings.Contains(page.Body, "cal-mid") {
		t.Error("ten minutes have no room, or half an hour has too little")
	}
}

func TestWhatIsTooCrowdedForASheetIsPrintedAsRows(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	week := "/admin/calendar?view=week&date=2026-11-04"
	if page := staff.Get(week).Wants(200); strings.Contains(page.Body, "cal-paper") || strings.Contains(page.Body, "cal-lanes") {
		t.Error("a week with one beside the other is not printed as columns")
	}
	s.book(s.advice, "2026-11-04T10:00", s.ben)
	s.book(s.haircut, "2026-11-05T10:00", s.ana)
	s.book(s.advice, "2026-11-05T10:00", s.ben)
	page := staff.Get(week).Wants(200)
	if !strings.Contains(page.Body, "cal-paper") || strings.Count(page.Body, "cal-lanes-2") != 2 {
		t.Error("days on which some stand side by side are not wider, or squeezed on a sheet")
	}
	page.Says("Wednesday 4 November 2026", "Thursday 5 November 2026")
}
