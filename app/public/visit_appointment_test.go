package public_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestAnAppointmentTellsEverythingAboutIt(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-04T14:30")
	s.visitor.Get(link(v)).Wants(200).Says(
		"Your appointment is booked", "Wednesday 4 November 2026 14:30–15:00", "Berlin time, UTC+1", "Haircut", "Mia Sommer", "Kanalweg 3",
		"until Wed 4 Nov, 12:30", "Choose another time", "Cancel the appointment", "040 555010", "Add it to your calendar",
	).Hides("I have arrived", "Wilhelmina")
	summer := s.book("2027-06-02T14:30")
	s.visitor.Get(link(summer)).Says("14:30–15:00", "Berlin time, UTC+2")
}

// The clocks go back on 25 October 2026: half past two comes twice, and its offset says which one is meant.
func TestAnHourThatComesTwiceCarriesItsOffset(t *testing.T) {
	h := open(t)
	h.later(-30 * 24 * time.Hour)
	s := furnish(h)
	s.Write(func(tx *models.Tx) error { return s.at.SetHours(tx, models.OpeningHours{}) })
	v := s.book("2026-10-25T02:30")
	s.visitor.Get(link(v)).Says("02:30–02:00", "UTC+2")
}

func TestACustomerCancelsWithinTheNoticeAndIsToldWhomToCallAfterIt(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-02T14:30") // in four and a half hours; cancelled until two hours before
	s.visitor.Get(link(v)).Hides("Choose another time").Says("Cancel the appointment")
	s.visitor.Post(link(v)+"/cancellation", nil).WantsRedirect(link(v))
	s.visitor.Get(link(v)).Says("Your appointment is cancelled", "take it back", "Book another time")
	s.visitor.Post(link(v)+"/undo", nil).Wants(303)
	s.visitor.Get(link(v)).Says("Your appointment is booked")
	s.later(150 * time.Minute) // exactly two hours before
	s.visitor.Get(link(v)).Says("Cancel the appointment")
	s.later(time.Second)
	s.visitor.Get(link(v)).Hides("Cancel the appointment").Says("too late to cancel this online", "040 555010")
	s.visitor.Post(link(v)+"/cancellation", nil).Wants(422).Says("too late to cancel this online")
	if !s.load(v).IsOpen() {
		t.Error("it is cancelled")
	}
}

func TestATimeThatWentToSomebodyElseIsNotHadBack(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-04T14:30")
	s.visitor.Post(link(v)+"/cancellation", nil).Wants(303)
	s.book("2026-11-04T14:30")
	s.visitor.Post(link(v)+"/undo", nil).Wants(409).Says("Somebody else has taken that time")
}

func TestARequestIsNoAppointmentYet(t *testing.T) {
	s := openSalon(t)
	var v *models.Visit
	s.Write(func(tx *models.Tx) (err error) {
		v, err = s.at.Request(tx, models.NewVisit{FirstName: "Ida", Date: "2026-11-04T14:30", ServiceIDs: []int64{s.haircut.ID}})
		return err
	})
	s.visitor.Get(link(v)).Says("We have your request", "not a fixed appointment yet", "Requested", "Confirmed", "Take the request back").Hides("Your appointment is booked", "Cancel the appointment")
	s.change(v, (*models.Visit).Confirm)
	s.visitor.Get(link(v)).Says("Your appointment is booked", "Arrived").Hides("Requested")
	refused := s.book("2026-11-05T14:30")
	s.Write(func(tx *models.Tx) (err error) {
		refused, err = s.at.Request(tx, models.NewVisit{FirstName: "Ida", Date: "2026-11-06T14:30", ServiceIDs: []int64{s.haircut.ID}})
		return err
	})
	s.change(refused, (*models.Visit).Decline)
	s.visitor.Get(link(refused)).Says("We cannot take this appointment", "Book another time")
	s.Write(func(tx *models.Tx) (err error) {
		refused, err = s.at.Request(tx, models.NewVisit{FirstName: "Ida", Date: "2026-11-06T14:30", ServiceIDs: []int64{s.haircut.ID}})
		return err
	})
	s.later(5 * 24 * time.Hour)
	if err := s.DB.RunQueue(t.Context(), s.DB.Now()); err != nil {
		t.Fatal(err)
	}
	s.visitor.Get(link(refused)).Says("Your request was not confirmed in time", "Book another time")
}

func TestAnAppointmentsCustomerArrivesOnTheDay(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-02T13:00")
	s.visitor.Get(link(v)).Hides("I have arrived", "I need more time")
	s.visitor.Post(link(v)+"/arrival", nil).Wants(422)
	s.later(time.Hour + time.Second) // less than two hours before
	s.visitor.Get(link(v)).Says("I have arrived", "I need more time")
	s.visitor.Post(link(v)+"/delay", nil).Wants(303)
	s.visitor.Post(link(v)+"/arrival", nil).Wants(303)
	s.visitor.Get(link(v)).Says("You are next in line", "Monday 2 November 2026 13:00–13:30")
}

func TestACalendarFileKeepsItsNameAndGrows(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-04T14:30")
	file := s.visitor.Get(link(v) + "/appointment.ics").Wants(200)
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\n", "UID:" + v.PublicID + "@anteroom\r\n", "SEQUENCE:0\r\n", "DTSTART:20261104T133000Z\r\n", "DTEND:20261104T140000Z\r\n",
		"SUMMARY:Haircut\\, Harbour\r\n", "STATUS:CONFIRMED\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(file.Body, want) {
			t.Errorf("no %q in\n%s", want, file.Body)
		}
	}
	if strings.Contains(file.Body, v.Token) {
		t.Error("the file holds the link")
	}
	if strings.Count(file.Body, "\n") != strings.Count(file.Body, "\r\n") {
		t.Error("a line ends without CR")
	}
	if kind := file.Header.Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		t.Errorf("it is %s", kind)
	}
	s.change(v, func(v *models.Visit, tx *models.Tx) error {
		return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-05T09:00", ForStaff: true})
	})
	s.visitor.Get(link(v)).Says("Thursday 5 November 2026 09:00–09:30")
	if file := s.visitor.Get(link(v) + "/appointment.ics"); !strings.Contains(file.Body, "SEQUENCE:1\r\n") || !strings.Contains(file.Body, v.PublicID) {
		t.Error(file.Body)
	}
	s.visitor.Post(link(v)+"/cancellation", nil).Wants(303)
	if file := s.visitor.Get(link(v) + "/appointment.ics"); !strings.Contains(file.Body, "SEQUENCE:2\r\n") || !strings.Contains(file.Body, "STATUS:CANCELLED\r\n") {
		t.Error(file.Body)
	}
}

func TestNobodyBreaksOutOfACalendarFile(t *testing.T) {
	s := openSalon(t)
	s.Write(func(tx *models.Tx) error {
		settings := s.at.Settings()
		settings.Address = "Kanalweg 3\r\nATTENDEE:x;y,z"
		return s.at.Change(tx, settings)
	})
	v := s.book("2026-11-04T14:30")
	file := s.visitor.Get(link(v) + "/appointment.ics")
	if strings.Contains(file.Body, "\nATTENDEE") {
		t.Error(file.Body)
	}
}

// What kept the time meanwhile may have gone: then taking the leaving back is refused in words, as everything is.
func TestLeavingIsTakenBackOnlyWhereWhoServesIsStillThere(t *testing.T) {
	s := openSalon(t)
	v := s.book("2026-11-03T10:00")
	s.visitor.Post(link(v)+"/cancellation", url.Values{}).Wants(303)
	s.Write(s.mia.Delete)
	s.visitor.Post(link(v)+"/undo", url.Values{}).Wants(422).Says("Please choose another")
	if now := s.load(v); now.IsOpen() {
		t.Errorf("it is %s", now.State)
	}
}

func TestAConfirmationSaysForHowManyAndAtWhatPrice(t *testing.T) {
	s := openStudio(t)
	group := s.service("Open morning", func(v *models.Service) { v.Capacity, v.Price, v.Currency = 5, "12.50", "EUR" })
	hold := s.hold(s.visitor, s.path(group)+"?party=3", "2026-11-03", "14:30")
	booked := s.finish(s.visitor, hold, noor()).Wants(303).Location
	s.visitor.Get(booked).Wants(200).Says("For 3 people", "Price 12.50 EUR", "Move online until Tue 3 Nov, 14:30")
	s.visitor.Post(booked+"/cancellation", nil).Wants(303)
	again := func(path string) {
		t.Helper()
		if page := s.visitor.Get(booked).Wants(200); !strings.Contains(page.Body, `href="`+path+`">Book another time`) {
			t.Errorf("another time is not booked at %s", path)
		}
	}
	again(s.path(group))
	s.change(group, func(v *models.Service) { v.IsPublic = false })
	again("/book")
}
