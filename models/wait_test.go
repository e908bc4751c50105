package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

func TestEstimatesAreMeasuredOnceTenWereServed(t *testing.T) {
	eachSalon(t, func(s *salon) {
		accuracy := func() models.WaitAccuracy {
			a, err := s.location.WaitAccuracy(s.db.Read(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		for i := range 10 {
			if a := accuracy(); a.Known() || a.Visits != i {
				t.Errorf("after %d: %+v", i, a)
			}
			v := s.join("Ida")
			s.now = s.now.Add(time.Duration(i) * time.Minute)
			s.write(func(tx *models.Tx) error { return v.Serve(tx, s.ana) })
			s.write(v.Complete)
		}
		// Ben was free each time, so nobody was to wait; they did, from no minute to nine.
		if a := accuracy(); !a.Known() || a.Off != 5*60+1 || a.Within != 50 {
			t.Errorf("after ten: %+v", a)
		}
	})
}

func TestAnEstimateIsToldAsARange(t *testing.T) {
	for _, c := range []struct {
		seconds   int
		accuracy  models.WaitAccuracy
		low, high int
	}{
		{0, models.WaitAccuracy{}, 0, 2},
		{600, models.WaitAccuracy{}, 7, 13},
		{1800, models.WaitAccuracy{}, 20, 40},
		{1800, models.WaitAccuracy{Visits: 12, Off: 60}, 25, 35},
		{1800, models.WaitAccuracy{Visits: 9, Off: 60}, 20, 40},
	} {
		if low, high := models.EstimateRange(c.seconds, c.accuracy); low != c.low || high != c.high {
			t.Errorf("%d s with %+v is %d to %d minutes", c.seconds, c.accuracy, low, high)
		}
	}
}
