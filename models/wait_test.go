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

func TestWhoIsOffDutyServesWhenTheirHoursBegin(t *testing.T) {
	eachSalon(t, func(s *salon) {
		works := func(r *models.Resource, from, to string) {
			s.Helper()
			s.write(func(tx *models.Tx) error {
				now, err := models.FindResource(tx, models.Everywhere(), r.PublicID)
				if err != nil {
					return err
				}
				now.Hours = models.Hours{{Day: "MO", From: from, To: to}}
				return now.Save(tx)
			})
		}
		until := func(hour, minute int) int {
			return int(time.Date(2026, 11, 2, hour-1, minute, 0, 0, time.UTC).Sub(s.now).Seconds())
		}
		waits := func(name string, want int) *models.Visit {
			s.Helper()
			v := s.join(name)
			if wait := *s.load(v).EstWait; wait != want {
				s.Errorf("%s waits %d, want %d", name, wait, want)
			}
			return v
		}
		works(s.ana, "14:00", "18:00")
		works(s.ben, "14:00", "18:00")
		waits("Ida", until(14, 0))
		waits("Zoe", until(14, 0))
		third := waits("Noor", until(14, 10))
		works(s.ben, "08:00", "09:05")
		if wait := *s.load(third).EstWait; wait != until(14, 10)+1 {
			s.Errorf("Ben takes one before he goes, so the third is Ana's second: %d, want %d", wait, until(14, 10)+1)
		}
		works(s.ana, "20:00", "21:00")
		works(s.ben, "20:00", "21:00")
		if wait := *s.load(third).EstWait; wait != 20*60 {
			s.Errorf("nobody is on duty all week: %d", wait)
		}
	})
}

func TestALineWaitsForThoseWhoCanDoWhatItIsFor(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.write(func(tx *models.Tx) error {
			return (&models.Resource{Name: "Cleo Lund", Kind: models.StaffMember, IsActive: true}).Save(tx)
		})
		wait := func(services ...int64) int {
			s.Helper()
			var v *models.Visit
			s.write(func(tx *models.Tx) (err error) {
				v, err = s.location.Join(tx, models.NewVisit{FirstName: "Ida", ServiceIDs: services})
				return err
			})
			return *s.load(v).EstWait
		}
		if first, second, third := wait(s.haircut.ID), wait(s.haircut.ID), wait(s.haircut.ID); first != 0 || second != 0 || third != 1800 {
			s.Errorf("they wait %d, %d and %d: Cleo cuts no hair", first, second, third)
		}
		if other := wait(); other != 0 {
			s.Errorf("whom Cleo can serve waits %d", other)
		}
	})
}

// Those of a group are served together, in line and at their turn.
func TestAGroupIsServedTogether(t *testing.T) {
	eachSalon(t, func(s *salon) {
		class := s.service("Class", func(c *models.Service) { c.Capacity, c.ResourceIDs = 5, []int64{s.ana.ID} })
		party := func(size int) *models.Visit {
			var v *models.Visit
			s.write(func(tx *models.Tx) (err error) {
				v, err = s.location.Join(tx, models.NewVisit{FirstName: "Ida", ServiceIDs: []int64{class.ID}, PartySize: size})
				return err
			})
			return v
		}
		first := party(5)
		if wait := *s.load(party(1)).EstWait; wait != 1800 {
			s.Errorf("behind five who are served together one waits %d", wait)
		}
		s.write(func(tx *models.Tx) error { return first.Serve(tx, nil) })
		if wait := *s.load(party(1)).EstWait; wait != 3600-1 {
			s.Errorf("behind five who are being served and one, one waits %d", wait)
		}
	})
}
