package app_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// The same form sent often by one browser holds one time; the details sent often with other words make one appointment of one person.
func TestAFormSentOftenAtOnceIsOneAppointment(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		visitor, path := r.Visitor(), "/book/mitte/haircut"
		page := visitor.Get(path + "?date=2026-11-05").Wants(200)
		form := page.Form(path)
		form.Set("date", "2026-11-05")
		form.Set("time", "10:00")
		holds := together(times(20, func(int) *apptest.Page { return visitor.Post(path, form) })...)
		r.wants(holds, map[int]int{303: 20})
		if n := r.count("visits"); n != 1 {
			t.Fatalf("%d times are held", n)
		}
		hold := holds[0].Location
		details := visitor.Get(hold).Wants(200).Form(hold)
		r.clock.Later(time.Minute)
		booked := together(times(20, func(i int) *apptest.Page {
			said := url.Values{}
			for name, values := range details {
				said[name] = values
			}
			said.Set("firstName", fmt.Sprintf("Noor %d", i/2))
			said.Set("lastName", "Haddad")
			said.Set("email", "noor@example.org")
			said.Set("phone", "030 555010")
			return visitor.Post(hold, said)
		})...)
		r.wants(booked, map[int]int{303: 20})
		visits, people := r.count("visits WHERE state = 'BOOKED'"), r.count("people")
		if visits != 1 || people != 1 {
			t.Errorf("%d appointments of %d people", visits, people)
		}
	})
}

// A form that arrives as the time runs out books it or does not; what was let go is free for the next.
func TestAHoldThatRunsOutWhileItIsSentIsBookedOrFree(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		visitor, path := r.Visitor(), "/book/mitte/haircut"
		for day := 9; day < 14; day++ {
			date := fmt.Sprintf("2026-11-%02d", day)
			form := visitor.Get(path + "?date=" + date + "&resource=" + r.ana.PublicID).Wants(200).Form(path)
			form.Set("date", date)
			form.Set("time", "10:00")
			hold := visitor.Post(path, form).Wants(303).Location
			action, _, _ := strings.Cut(hold, "?")
			details := visitor.Get(hold).Wants(200).Form(hold)
			details.Set("firstName", fmt.Sprint("Noor ", day))
			details.Set("lastName", "Haddad")
			details.Set("email", "noor@example.org")
			visit, err := models.FindVisitByToken(r.DB.Read(t.Context()), strings.TrimPrefix(action, "/hold/"))
			if err != nil {
				t.Fatal(err)
			}
			r.clock.Later(visit.PendingExpireTime.Sub(r.clock.Now()) - time.Millisecond)
			answers := together(
				func() *apptest.Page { return visitor.Post(hold, details) },
				func() *apptest.Page {
					r.clock.Later(time.Millisecond)
					if err := r.DB.RunQueue(t.Context(), r.clock.Now()); err != nil {
						t.Error(err)
					}
					return &apptest.Page{}
				},
				func() *apptest.Page { return r.post("", r.wish(date+"T10:00", r.ana)) },
			)
			now := r.load(visit.PublicID)
			isBooked := now.State == models.StateBooked
			if isBooked != (answers[0].Status == 303) || isBooked && answers[2].Status != 409 {
				t.Errorf("the form is answered %d, the other %d, and it is %s: %.300s", answers[0].Status, answers[2].Status, now.State, answers[0].Text())
			}
			if !isBooked && answers[2].Status == 409 {
				r.post("", r.wish(date+"T10:00", r.ana)).Wants(201)
			}
		}
	})
}

// Who books and, on another page, chooses another time at the same moment has what they were told.
func TestChoosingAnotherTimeLetsGoOfNothingThatIsBooked(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		visitor, path := r.Visitor(), "/book/mitte/haircut"
		for day := 9; day < 15; day++ {
			r.clock.Later(10 * time.Minute) // what was held before is free again
			date := fmt.Sprintf("2026-11-%02d", day)
			form := visitor.Get(path + "?date=" + date).Wants(200).Form(path)
			form.Set("date", date)
			form.Set("time", "10:00")
			hold := visitor.Post(path, form).Wants(303).Location
			details := visitor.Get(hold).Wants(200).Form(hold)
			details.Set("firstName", fmt.Sprint("Noor ", day))
			details.Set("lastName", "Haddad")
			details.Set("email", "noor@example.org")
			r.clock.Later(time.Minute)
			form = visitor.Get(path + "?date=" + date + "&held=" + strings.TrimPrefix(hold, "/hold/")).Wants(200).Form(path)
			form.Set("date", date)
			form.Set("time", "15:00")
			answers := together(
				func() *apptest.Page { return visitor.Post(hold, details) },
				func() *apptest.Page { return visitor.Post(path, form) },
			)
			visit, err := models.FindVisitByToken(r.DB.Read(t.Context()), strings.TrimPrefix(hold, "/hold/"))
			if err != nil {
				t.Fatal(err)
			}
			if isBooked := visit.State == models.StateBooked; isBooked != (answers[0].Status == 303) || answers[1].Status != 303 {
				t.Errorf("booking is answered %d and another time %d; it is %s %v", answers[0].Status, answers[1].Status, visit.State, visit.Tags)
			}
		}
	})
}
