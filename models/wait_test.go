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

func TestWhoHasAnAppointmentSoonServesNobodyInLineWhoTakesLonger(t *testing.T) {
	eachSalon(t, func(s *salon) {
		at := func(r *models.Resource) func(*models.NewVisit) {
			return func(n *models.NewVisit) { n.ResourceIDs = []int64{r.ID} }
		}
		s.mustBook(s.haircut, "2026-11-02T09:15", at(s.ana))
		bens := s.mustBook(s.haircut, "2026-11-02T09:15", at(s.ben))
		s.mustBook(s.haircut, "2026-11-03T09:15", at(s.ben))
		untilFree := func() int { return int(time.Date(2026, 11, 2, 8, 45, 0, 0, time.UTC).Sub(s.now).Seconds()) }
		want := untilFree()
		var ida *models.Visit
		s.write(func(tx *models.Tx) (err error) {
			ida, err = s.location.Join(tx, models.NewVisit{FirstName: "Ida", ServiceIDs: []int64{s.haircut.ID}})
			return err
		})
		if v := s.load(ida); *v.EstWait != want {
			t.Errorf("half an hour does not fit before a quarter past: she waits %d, want %d", *v.EstWait, want)
		}
		if zoe := s.join("Zoe"); *s.load(zoe).EstWait != 0 {
			t.Errorf("ten minutes fit: she waits %d", *s.load(zoe).EstWait)
		}
		seconds, err := s.location.EstimateWait(s.db.Read(t.Context()), s.now, 1800)
		if err != nil || seconds != untilFree() {
			t.Errorf("the next one waits %d, want %d (%v)", seconds, untilFree(), err)
		}
		s.write(func(tx *models.Tx) error { return bens.Cancel(tx, true) })
		if v := s.load(ida); *v.EstWait != 0 {
			t.Errorf("Ben's time is free again: she waits %d", *v.EstWait)
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

func TestWhoIsTiedToNoLocationServesAtEach(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.write(func(tx *models.Tx) error {
			if err := (&models.Resource{Name: "Leyla Aydin", Kind: models.StaffMember, IsActive: true}).Save(tx); err != nil {
				return err
			}
			return (&models.Service{Name: "Advice", Duration: 600}).Save(tx)
		})
		status, err := s.location.Status(s.db.Read(t.Context()), models.At(s.now))
		if err != nil || len(status.Resources) != 3 || len(status.Services) != 2 {
			t.Fatalf("free are %+v for %+v, %v", status.Resources, status.Services, err)
		}
		s.join("Ida")
		s.join("Zoe")
		if third := s.join("Noor"); *s.load(third).EstWait != 0 {
			t.Errorf("the third of three to serve waits %d", *s.load(third).EstWait)
		}
		if fourth := s.join("Rana"); *s.load(fourth).EstWait == 0 {
			t.Error("the fourth is to wait for nobody")
		}
	})
}
