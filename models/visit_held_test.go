package models_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func (s *salon) holdFrom(network, date string) (v *models.Visit, err error) {
	err = modelstest.Insist(s.Context(), s.db, func(tx *models.Tx) error {
		location, err := models.FindLocation(tx, models.Everywhere(), s.location.ID)
		if err != nil {
			return err
		}
		v, err = location.Hold(tx, models.NewVisit{ServiceIDs: []int64{s.haircut.ID}, Date: date, Source: "ONLINE", HeldFrom: network})
		return err
	})
	return v, err
}

func TestAVisitorKeepsFiveTimesAtOnceAndStaffAsManyAsTheyLike(t *testing.T) {
	eachSalon(t, func(s *salon) {
		dates := startsEvery(30, 18)
		var held []*models.Visit
		for i := range 5 {
			v, err := s.holdFrom("192.0.2.7", dates[i])
			if err != nil {
				s.Fatal(err)
			}
			held = append(held, v)
		}
		refused := func(when string) {
			s.Helper()
			if _, err := s.holdFrom("192.0.2.7", dates[5]); !isSentence(err) {
				s.Errorf("%s: %v", when, err)
			}
		}
		allowed := func(when, network, date string) {
			s.Helper()
			if _, err := s.holdFrom(network, date); err != nil {
				s.Errorf("%s: %v", when, err)
			}
		}
		refused("a sixth")
		allowed("from elsewhere", "192.0.2.8", dates[6])
		for i := range 6 {
			allowed("by staff or a program", "", dates[7+i])
		}
		s.write(func(tx *models.Tx) error { return held[0].Keep(tx, models.VisitDetails{FirstName: "Noor"}, false) })
		if kept := s.load(held[0]); kept.HeldFrom != "" {
			s.Error("an appointment still says from where it was held")
		}
		allowed("after one was booked", "192.0.2.7", dates[13])
		refused("again a sixth")
		s.write(func(tx *models.Tx) error { return held[1].Cancel(tx, false) })
		allowed("after one was given up", "192.0.2.7", dates[14])
		refused("once more")
		s.now = s.now.Add(models.HoldTime)
		allowed("after they ended by the clock", "192.0.2.7", dates[15])
		s.sound()
	})
}

func TestNobodyKeepsMoreTimesByAskingForThemAtOnce(t *testing.T) {
	eachSalon(t, func(s *salon) {
		dates := startsEvery(30, 16)
		var got atomic.Int64
		var all sync.WaitGroup
		for _, date := range dates {
			all.Go(func() {
				switch _, err := s.holdFrom("2001:db8::/64", date); {
				case err == nil:
					got.Add(1)
				case !isSentence(err):
					s.Error(fmt.Errorf("%s: %w", date, err))
				}
			})
		}
		all.Wait()
		if got.Load() != 5 {
			s.Errorf("%d times are kept", got.Load())
		}
	})
}

func TestABookingLooksForHoldsThatEndedAmongHoldsAlone(t *testing.T) {
	eachSalon(t, func(s *salon) {
		plan, err := models.QueryPlan(s.db.Read(s.Context()), models.HoldsOver, models.At(s.db.Now()), []int64{1, 2, 3})
		if err != nil || !strings.Contains(strings.Join(plan, "\n"), "visits_holds") {
			s.Errorf("%v: %v", plan, err)
		}
	})
}
