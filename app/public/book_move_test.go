package public_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestACustomerMovesTheirAppointmentAndKeepsTheLink(t *testing.T) {
	s := openStudio(t)
	link := s.book(s.haircut, "2026-11-04", "14:30", noor())
	who := s.visit(link).ResourceIDs[0]
	page := s.visitor.Get(link+"/reschedule").Wants(200).Says("Choose another time", "Now Wed 4 Nov, 14:30", "Keep the time you have")
	page.Says("Mon 2 Nov 15 times")
	s.visitor.Get(link+"/reschedule?date=2026-11-04").Wants(200).Hides(`value="14:30"`).Says("Move it to this time", "15:00")
	s.choose(s.visitor, link+"/reschedule", "2026-11-05", "11:00").WantsRedirect(link)
	visit := s.visit(link)
	if visit.Date != "2026-11-05T11:00" || visit.ResourceIDs[0] != who || visit.IcsSequence != 1 || s.count("visits") != 1 || visit.State != models.StateBooked {
		t.Errorf("moved to %+v", visit)
	}
	s.choose(s.visitor, link+"/reschedule?resource=any", "2026-11-05", "11:30").WantsRedirect(link)
	again := formOf("at", "2026-11-05T11:30", "resource", "any")
	s.visitor.Post(link+"/reschedule", again).WantsRedirect(link)
	if visit := s.visit(link); visit.IcsSequence != 2 || visit.UpdatedBy != "portal" {
		t.Errorf("a form that is sent twice moves twice: %d, by %s", visit.IcsSequence, visit.UpdatedBy)
	}
	s.sound()
}

func TestAMoveToATakenTimeChangesNothing(t *testing.T) {
	s := openStudio(t)
	s.change(s.haircut, func(h *models.Service) { h.ResourceIDs = []int64{s.ana.ID} })
	link := s.book(s.haircut, "2026-11-04", "14:30", noor())
	s.book(s.haircut, "2026-11-04", "15:00", with(noor(), "firstName", "Sami"))
	taken := s.visitor.Post(link+"/reschedule", formOf("at", "2026-11-04T15:00")).Wants(409)
	taken.Says("Nothing has changed: your appointment stays as it was.", "Wed 4 Nov, 15:30")
	if times := offered(taken); len(times) == 0 || strings.Contains(strings.Join(times, " "), "2026-11-04T14:30") {
		t.Errorf("offered are %v", times)
	}
	if visit := s.visit(link); visit.Date != "2026-11-04T14:30" {
		t.Errorf("it is on %s", visit.Date)
	}
	s.visitor.Post(link+"/reschedule", formOf("at", "2026-11-07T10:00")).Wants(422).Says("We are closed at this time")
	s.visitor.Post(link+"/reschedule", nil).Wants(422).Says("Please choose a time.")
	form := fill(taken, map[string]string{"at": offered(taken)[0]})
	s.visitor.Post(link+"/reschedule", form).WantsRedirect(link)
	s.sound()
}

func TestAMoveHasItsNoticeWhenShownAndWhenSent(t *testing.T) {
	s := openStudio(t)
	s.change(s.haircut, func(h *models.Service) { h.RescheduleNotice = 7200 })
	link := s.book(s.haircut, "2026-11-02", "14:30", noor()) // booked at 10:01
	s.later(149 * time.Minute)                               // 12:30
	page := s.visitor.Get(link + "/reschedule?date=2026-11-03").Wants(200)
	s.later(time.Second)
	s.visitor.Get(link+"/reschedule").Wants(409).Says("It is too late to move this appointment online.", "030 901820")
	s.visitor.Post(link+"/reschedule", fill(page, map[string]string{"time": "10:00"})).Wants(409).Says("It is too late")
	if visit := s.visit(link); visit.Date != "2026-11-02T14:30" {
		t.Errorf("it is on %s", visit.Date)
	}
	cancelled := s.book(s.haircut, "2026-11-05", "14:30", noor())
	s.visitor.Post(cancelled+"/cancellation", nil).Wants(303)
	s.visitor.Get(cancelled + "/reschedule").Wants(409).Says("is over or was cancelled")
	held := s.hold(s.visitor, s.path(s.haircut), "2026-11-05", "14:30")
	s.visitor.Get("/p/" + token(held) + "/reschedule").Wants(404)
	s.visitor.Post("/p/"+token(held)+"/reschedule", formOf("at", "2026-11-06T14:30")).Wants(404)
}

func TestWhatStaffBookedWithoutAServiceCanBeMovedAsWell(t *testing.T) {
	s := openStudio(t)
	var link string
	s.Write(func(tx *models.Tx) error {
		visit, err := s.place.Book(tx, models.NewVisit{
			FirstName: "Noor", Date: "2026-11-04T14:30", Duration: 3600, ResourceIDs: []int64{s.ben.ID}, Source: "STAFF", ForStaff: true,
		})
		link = "/p/" + visit.Token
		return err
	})
	s.visitor.Get(link + "/reschedule?date=2026-11-05").Wants(200).Hides(`value="17:30"`)
	s.choose(s.visitor, link+"/reschedule", "2026-11-05", "17:00").WantsRedirect(link)
	if visit := s.visit(link); visit.Date != "2026-11-05T17:00" || visit.Duration != 3600 || visit.ResourceIDs[0] != s.ben.ID {
		t.Errorf("moved to %+v", visit)
	}
	s.sound()
}
