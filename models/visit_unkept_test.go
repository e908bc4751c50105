package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

func TestWhatWasTypedForATimeThatNobodyBookedGoesAfterADay(t *testing.T) {
	eachSalon(t, func(s *salon) {
		hold := func(name, date string) (v *models.Visit) {
			s.Helper()
			s.write(func(tx *models.Tx) (err error) {
				v, err = s.location.Hold(tx, models.NewVisit{
					FirstName: name, LastName: name, Phone: name, Notes: name, RemoteIP: "192.0.2.7 " + name, Answers: models.VisitAnswers{"some": {name}},
					ServiceIDs: []int64{s.haircut.ID}, Date: date, Source: "API",
				})
				return err
			})
			return v
		}
		kept := hold("Noor", "2026-11-09T10:00")
		s.write(func(tx *models.Tx) error { return kept.Keep(tx, kept.Details(), false) })
		s.write(func(tx *models.Tx) error { return kept.Cancel(tx, true) })
		lost, left := hold("Xerx-Ilda", "2026-11-09T11:00"), hold("Xerx-Otto", "2026-11-09T12:00")
		s.write(func(tx *models.Tx) error { return left.CancelBecause(tx, "Xerx-ill", false) })
		s.now = s.now.Add(models.HoldTime)
		if err := s.db.RunQueue(s.Context(), s.now); err != nil {
			s.Fatal(err)
		}
		retain := func(dry bool, want int64) {
			s.Helper()
			removals, err := s.db.Retain(s.Context(), s.now, dry)
			if err != nil {
				s.Fatal(err)
			}
			for _, r := range removals {
				if r.What == "details of times that were held and not booked" && r.Rows != want {
					s.Errorf("%d went or would go, want %d", r.Rows, want)
				}
			}
		}
		s.now = s.now.Add(23 * time.Hour)
		retain(false, 0)
		if s.load(lost).FirstName != "Xerx-Ilda" {
			s.Error("who comes back the same day finds nothing of what they typed")
		}
		s.now = s.now.Add(time.Hour)
		retain(true, 2)
		retain(false, 2)
		retain(false, 0)
		s.nowhere("xerx-") // no random id holds a hyphen
		if now := s.load(lost); !now.HasTag(models.TagExpired) || now.State != models.StateComplete {
			s.Errorf("the visit itself is %+v", now)
		}
		history, err := s.load(lost).History(s.db.Read(s.Context()))
		if err != nil || len(history) != 2 {
			s.Errorf("%d lines of history are left, %v", len(history), err)
		}
		if s.load(kept).FirstName != "Noor" {
			s.Error("who booked and cancelled is forgotten as well")
		}
		s.sound()
	})
}
