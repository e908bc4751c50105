package app_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// offer holds a time for somebody new in line and tells the entry and the link to answer by.
func (r *race) offer(name, at string) (entry *models.Entry, visit *models.Visit, link string) {
	r.T.Helper()
	r.Write(func(tx *models.Tx) error {
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		person, err := models.CreatePerson(tx, fields, models.NewPerson{Source: "staff", Values: models.Values{"First Name": name, "Last Name": "Ruiz"}})
		if err != nil {
			return err
		}
		entry, _, err = r.list.Add(tx, person, models.NewEntry{})
		return err
	})
	r.staff = r.LoggedIn(r.User(models.RoleStaff)) // the last session may be days old
	page := r.staff.Post("/admin/offers/new", form("location", "mitte", "entry", itoa(entry.ID), "service", itoa(r.haircut.ID), "resource", itoa(r.ana.ID),
		"day", at[:10], "time", at[11:])).Wants(200)
	held, err := entry.HeldTime(r.DB.Read(r.T.Context()))
	if err != nil {
		r.T.Fatal(err)
	}
	return entry, held, offerLink.FindString(page.Body)
}

func TestAnOfferHasOneEndHoweverManyAnswer(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		for round := range 8 {
			at := r.clock.Now().AddDate(0, 0, 3).Format("2006-01-02") + fmt.Sprintf("T%02d:00", 10+round)
			entry, visit, link := r.offer(fmt.Sprint("Marta ", round), at)
			if round%2 == 1 { // the time to answer runs out at this moment
				r.clock.Later(visit.PendingExpireTime.Sub(r.clock.Now()) - time.Millisecond)
				r.staff = r.LoggedIn(r.User(models.RoleStaff)) // the session ended days ago, and the way to the login is a 303 as well
			}
			expire := func() *apptest.Page {
				if round%2 == 1 {
					r.clock.Later(time.Millisecond)
				}
				if err := r.DB.RunQueue(t.Context(), r.clock.Now()); err != nil {
					t.Error(err)
				}
				return &apptest.Page{}
			}
			answers := together(
				func() *apptest.Page { return r.Visitor().Post(link+"/acceptance", nil) },
				func() *apptest.Page { return r.Visitor().Post(link+"/refusal", nil) },
				func() *apptest.Page { return r.staff.Post("/admin/visits/"+visit.PublicID+"/withdrawal", nil) },
				expire,
			)
			done := tally(answers)[http.StatusSeeOther]
			if done > 1 || round%2 == 0 && done != 1 {
				t.Errorf("%d of them were told that it is done", done)
			}
			now := r.load(visit.PublicID)
			stands, err := models.SeekEntry(r.DB.Read(t.Context()), models.Everywhere(), itoa(entry.ID))
			if err != nil {
				t.Fatal(err)
			}
			isAccepted := answers[0].Status == http.StatusSeeOther
			if isAccepted != (now.State == models.StateBooked) || isAccepted != (stands.Status == models.Enrolled) || !isAccepted && (stands.Status != models.Waiting || now.State != models.StateComplete) {
				t.Errorf("round %d: answered %d, %d, %d; the visit is %s %v, the entry %s", round, answers[0].Status, answers[1].Status, answers[2].Status, now.State, now.Tags, stands.Status)
			}
		}
	})
}

// What becomes of the place in line and the answer to the offer are one after the other, and neither waits for the other in vain.
func TestAPlaceInLineAndItsOfferEndTogether(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		for round := range 8 {
			entry, visit, link := r.offer(fmt.Sprint("Marta ", round), fmt.Sprintf("2026-11-05T%02d:00", 10+round))
			answers := together(
				func() *apptest.Page { return r.Visitor().Post(link+"/acceptance", nil) },
				func() *apptest.Page {
					return r.staff.Post("/admin/entries/"+itoa(entry.ID)+"/removal", form("reason", "moved away"))
				},
			)
			now := r.load(visit.PublicID)
			stands, err := models.SeekEntry(r.DB.Read(t.Context()), models.Everywhere(), itoa(entry.ID))
			if err != nil {
				t.Fatal(err)
			}
			if isBooked := answers[0].Status == 303; isBooked != (now.State == models.StateBooked) || isBooked != (stands.Status == models.Enrolled) {
				t.Errorf("answered %d and %d; the visit is %s %v, the entry %s", answers[0].Status, answers[1].Status, now.State, now.Tags, stands.Status)
			}
		}
		if r.DB.Engine == models.PostgreSQL {
			time.Sleep(1200 * time.Millisecond) // its statistics are a second late
			if r.count("pg_stat_database WHERE datname = current_database() AND deadlocks > 0") > 0 {
				t.Error("they waited for each other")
			}
		}
	})
}
