package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

func TestTheSameKeyAtTheSameMomentBooksOnceAndOtherKeysAreRefused(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		send := func(key string) *apptest.Page {
			request := r.key.Request(http.MethodPost, "/api/v1/visits", strings.NewReader(r.wish("2026-11-05T10:00", r.ana)))
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Idempotency-Key", key)
			return r.key.Do(request)
		}
		same := together(times(20, func(int) *apptest.Page { return send("the same") })...)
		r.wants(same, map[int]int{201: 20})
		for _, answer := range same {
			if answer.Body != same[0].Body {
				t.Errorf("answers differ: %s and %s", answer.Body, same[0].Body)
			}
		}
		r.wants(together(times(20, func(i int) *apptest.Page { return send(fmt.Sprint("another ", i)) })...), map[int]int{409: 20})
		if n := r.count("visits"); n != 1 {
			t.Errorf("%d visits", n)
		}
	})
}

func TestMovingAndBookingToTheSameStartLeaveOneThere(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		for day := 3; day < 9; day++ {
			at := fmt.Sprintf("2026-11-%02dT10:00", day)
			moved := r.book(fmt.Sprintf("2026-11-%02dT15:00", day), r.ana)
			presses := times(5, func(int) *apptest.Page { return r.post("", r.wish(at, r.ana)) })
			presses = append(presses, func() *apptest.Page {
				return r.post("/"+moved.PublicID+"/reschedule", `{"date":"`+at+`","asStaff":true}`)
			})
			answers := together(presses...)
			counts := tally(answers)
			if counts[201]+counts[200] != 1 || counts[409] != 5 {
				t.Errorf("answered %v", counts)
			}
			if now := r.load(moved.PublicID); (answers[5].Status == 200) != (now.Date == at) || now.State != models.StateBooked {
				t.Errorf("moving is answered %d, and it is at %s", answers[5].Status, now.Date)
			}
			if n := r.count("visits WHERE state = 'BOOKED' AND date = ?", at); n != 1 {
				t.Errorf("%d are booked at %s", n, at)
			}
		}
	})
}

// Two who reassign at once may both be heard, one after the other; nobody has two at a time.
func TestTwoWhoReassignLeaveEachWithOne(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		for day := 3; day < 9; day++ {
			at := fmt.Sprintf("2026-11-%02dT10:00", day)
			first, second := r.book(at, r.ana), r.book(at, r.ben)
			give := func(v *models.Visit, who *models.Resource) func() *apptest.Page {
				return func() *apptest.Page {
					return r.post("/"+v.PublicID+"/reassign", `{"resourceIds":["`+who.PublicID+`"]}`)
				}
			}
			if counts := tally(together(give(first, r.eva), give(second, r.eva))); counts[200] != 1 || counts[409] != 1 {
				t.Errorf("both go to the same: %v", counts)
			}
			third := r.book(fmt.Sprintf("2026-11-%02dT12:00", day), r.ana)
			r.wants(together(give(third, r.ben), give(third, r.eva)), map[int]int{200: 2})
			if now := r.load(third.PublicID); len(now.ResourceIDs) != 1 || now.ResourceIDs[0] == r.ana.ID {
				t.Errorf("it is with %v", now.ResourceIDs)
			}
		}
	})
}

func TestLeavingAndBeingServedAtOnceHaveOneEnd(t *testing.T) {
	eachRace(t, func(t *testing.T, r *race) {
		for range 6 {
			v := r.visit(r.post("", `{"locationId":"mitte","firstName":"Ida"}`).Wants(201))
			token := ""
			r.Write(func(tx *models.Tx) error {
				visit, err := models.FindVisit(tx, models.Everywhere(), v.PublicID)
				if err != nil {
					return err
				}
				defer func() { token = visit.Token }()
				return visit.NewLink(tx)
			})
			answers := together(
				func() *apptest.Page { return r.Visitor().Post("/p/"+token+"/cancellation", nil) },
				func() *apptest.Page { return r.post("/"+v.PublicID+"/serve", `{}`) },
			)
			left, served, now := answers[0].Status == 303, answers[1].Status == 200, r.load(v.PublicID)
			if left == served || left != (now.CancelledTime != nil) || served != (now.State == models.StateServing) {
				t.Errorf("leaving is answered %d, serving %d, and it is %s", answers[0].Status, answers[1].Status, now.State)
			}
		}
	})
}
