package models_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/models"
)

// On a day whose clocks change every time that is offered exists, means one instant, is offered once, and can be had.
func TestFreeTimesOnDaysOfChangingClocksExistAndAreOfferedOnce(t *testing.T) {
	eachSalon(t, func(s *salon) {
		for _, c := range []struct {
			zone, from, until string
			free              int
		}{
			{"Europe/Berlin", "2026-03-29T00:00", "2026-03-30T00:00", 46},
			{"Europe/Berlin", "2026-10-25T00:00", "2026-10-26T00:00", 48},
			{"America/New_York", "2027-03-14T00:00", "2027-03-15T00:00", 46},
			{"America/Santiago", "2026-09-05T00:00", "2026-09-07T00:00", 94},
			{"Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-05T00:00", 47},
			{"Europe/Berlin", "2026-11-03T00:00", "2026-11-04T00:00", 48},
		} {
			s.now = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
			s.write(func(tx *models.Tx) error {
				settings := s.location.Settings()
				settings.TimeZone = c.zone
				if err := s.location.Change(tx, settings); err != nil {
					return err
				}
				return s.location.SetHours(tx, models.OpeningHours{})
			})
			place := s.service("Place", func(p *models.Service) { p.Duration = 1800 })
			free := s.times(place, c.from, c.until)
			if len(free) != c.free || !slices.IsSorted(free) || len(slices.Compact(slices.Clone(free))) != len(free) {
				s.Errorf("%s offers %d on %s: %v", c.zone, len(free), c.from, free)
			}
			for _, text := range free {
				visit, err := s.book(place, text)
				if err != nil {
					s.Errorf("%s in %s: %v", text, c.zone, err)
					continue
				}
				if visit.EndsAt.Sub(visit.StartsAt.Time) != 30*time.Minute || visit.Start().Text != text {
					s.Errorf("%s in %s is from %s to %s", text, c.zone, visit.StartsAt, visit.EndsAt)
				}
			}
			if left := s.times(place, c.from, c.until); len(left) != 0 {
				s.Errorf("%s still offers %v", c.zone, left)
			}
		}
	})
}

// Whatever is booked, moved and cancelled: what is offered can be had, what is not offered is refused, and no resource has two at once.
func TestWhatIsOfferedCanBeHadAndNothingElse(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.now = time.Date(2026, 10, 24, 10, 0, 0, 0, time.UTC)
		room := &models.Resource{Name: "Room", Kind: models.Room, Capacity: 2, IsActive: true}
		s.write(func(tx *models.Tx) error {
			if err := s.location.SetHours(tx, models.OpeningHours{Breaks: models.Hours{{Day: "SU", From: "05:00", To: "06:00"}}}); err != nil {
				return err
			}
			return room.Save(tx)
		})
		both := []int64{s.ana.ID, s.ben.ID}
		services := []*models.Service{
			s.service("Cut", func(c *models.Service) { c.ResourceIDs = both; c.BufferAfter = 600 }),
			s.service("Colour", func(c *models.Service) { c.ResourceIDs = both; c.Duration = 2700; c.BufferBefore = 900 }),
			s.service("Massage", func(c *models.Service) { c.ResourceIDs = []int64{s.ana.ID, room.ID}; c.Duration = 3600 }),
			s.service("Yoga", func(c *models.Service) { c.ResourceIDs = []int64{s.ben.ID, room.ID}; c.Capacity = 4 }),
			s.service("Sauna", func(c *models.Service) { c.Capacity = 3 }),
		}
		var booked []*models.Visit
		rapid.Check(s.T, func(r *rapid.T) {
			service := rapid.SampledFrom(services).Draw(r, "service")
			size := rapid.IntRange(1, 3).Draw(r, "party")
			// The night of 25 October has two hours from two to three.
			text := fmt.Sprintf("2026-10-25T%02d:%02d", rapid.IntRange(0, 7).Draw(r, "hour"), 15*rapid.IntRange(0, 3).Draw(r, "quarter"))
			wall, err := models.ParseWall(text, s.location.Zone())
			if err != nil {
				r.Fatal(err)
			}
			free, err := models.Availability(s.db.Read(s.Context()), models.AvailabilityQuery{
				Location: s.location, Services: []models.Service{*service}, PartySize: size, Now: models.At(s.now),
				From: wall.At.Time, Until: wall.At.Add(time.Minute),
			})
			if err != nil {
				r.Fatal(err)
			}
			visit, err := s.book(service, text, func(n *models.NewVisit) { n.PartySize = size })
			if err != nil && !isSentence(err) {
				r.Fatal(err)
			}
			if len(free) == 1 && err != nil {
				r.Fatalf("%s for %d at %s was offered, but: %v", service.Name, size, text, err)
			}
			if err == nil {
				booked = append(booked, visit)
				s.apart(r, booked)
			}
			if len(booked) > 0 && rapid.IntRange(0, 2).Draw(r, "cancel") == 0 {
				i := rapid.IntRange(0, len(booked)-1).Draw(r, "which")
				if rapid.Bool().Draw(r, "move") {
					to := models.Rescheduling{Date: text, ForStaff: true}
					moved := s.load(booked[i])
					if err := s.try(func(tx *models.Tx) error { return moved.Reschedule(tx, to) }); err != nil && !isSentence(err) {
						r.Fatal(err)
					}
					booked[i] = s.load(booked[i])
					s.apart(r, booked)
				} else {
					s.write(func(tx *models.Tx) error { return booked[i].Cancel(tx, true) })
					booked = slices.Delete(booked, i, i+1)
				}
			}
			s.sound()
			if s.Failed() {
				r.FailNow()
			}
		})
	})
}

// apart checks each pair of appointments by hand: one resource never has two at once, but for a group at the same time, and the larger of
// the buffers lies between.
func (s *salon) apart(r *rapid.T, visits []*models.Visit) {
	for i, a := range visits {
		for _, b := range visits[:i] {
			if b.StartsAt.Before(a.StartsAt.Time) {
				a, b = b, a
			}
			gap := time.Duration(max(a.BufferAfter, b.BufferBefore)) * time.Second
			if !b.StartsAt.Before(a.EndsAt.Add(gap)) {
				continue
			}
			for _, id := range []int64{s.ana.ID, s.ben.ID} {
				together := slices.Contains(a.ResourceIDs, id) && slices.Contains(b.ResourceIDs, id)
				if together && (!a.StartsAt.Equal(b.StartsAt.Time) || a.ServiceIDs[0] != b.ServiceIDs[0] || a.PartySize+b.PartySize > 4) {
					r.Fatalf("resource %d has %s and %s", id, a.Date, b.Date)
				}
			}
		}
	}
}

func TestAServiceNeedsOneOfEachKindAndTheWholePartyFits(t *testing.T) {
	eachSalon(t, func(s *salon) {
		room := &models.Resource{Name: "Room", Kind: models.Room, IsActive: true, LocationIDs: []int64{s.location.ID}}
		s.write(room.Save)
		massage := s.service("Massage", func(m *models.Service) { m.ResourceIDs = []int64{s.ana.ID, s.ben.ID, room.ID} })
		v := s.mustBook(massage, "2026-11-03T10:00")
		if len(v.ResourceIDs) != 2 {
			t.Errorf("it takes %v", v.ResourceIDs)
		}
		if _, err := s.book(massage, "2026-11-03T10:00"); !errors.Is(err, models.ErrTaken) {
			t.Errorf("two in one room: %v", err)
		}
		two := func(n *models.NewVisit) { n.PartySize = 2 }
		pair := s.mustBook(s.haircut, "2026-11-03T11:00", two)
		if len(pair.ResourceIDs) != 2 {
			t.Errorf("two are served by %v", pair.ResourceIDs)
		}
		if _, err := s.book(s.haircut, "2026-11-03T10:00", two); !errors.Is(err, models.ErrTaken) {
			t.Errorf("two by Ben alone: %v", err)
		}
		s.write(func(tx *models.Tx) error { return pair.Reschedule(tx, models.Rescheduling{Date: "2026-11-03T12:00"}) })
		s.ben.IsActive = false
		s.write(s.ben.Save)
		if _, err := s.book(s.haircut, "2026-11-03T14:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ben.ID} }); !isSentence(err) || errors.Is(err, models.ErrTaken) {
			t.Errorf("with Ben, who is away: %v", err)
		}
		s.sound()
	})
}

// What names who does it does not happen without them: neither when they have left for good, nor where they are not.
func TestNothingHappensWithoutThoseWhoAloneDoIt(t *testing.T) {
	eachSalon(t, func(s *salon) {
		alone := s.service("Perm", func(m *models.Service) { m.ResourceIDs = []int64{s.ana.ID} })
		if free := s.times(alone, "2026-11-04T00:00", "2026-11-05T00:00"); len(free) == 0 {
			t.Fatal("nothing is free with Ana")
		}
		s.write(func(tx *models.Tx) error {
			ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				return err
			}
			return ana.Delete(tx)
		})
		if free := s.times(alone, "2026-11-05T00:00", "2026-11-06T00:00"); len(free) > 0 {
			t.Errorf("without Ana free are %v", free)
		}
		var invalid models.Invalid
		if _, err := s.book(alone, "2026-11-05T10:00"); !errors.As(err, &invalid) || invalid["resourceIds"] == "" {
			t.Errorf("without Ana: %v", err)
		}
		s.write(func(tx *models.Tx) error {
			service, err := models.FindService(tx, models.Everywhere(), alone.PublicID)
			if err != nil {
				return err
			}
			service.Name = "Permanent wave"
			return service.Save(tx)
		})
		s.write(func(tx *models.Tx) error {
			service, err := models.FindService(tx, models.Everywhere(), alone.PublicID)
			if err != nil {
				return err
			}
			service.ResourceIDs = nil
			alone = service
			return service.Save(tx)
		})
		s.mustBook(alone, "2026-11-05T10:00")
		s.sound()
	})
}

// A location that is archived stays where something is tied to it, and keeps nobody from changing the rest.
func TestWhatIsTiedToAnArchivedLocationCanBeChanged(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.write(func(tx *models.Tx) error {
			garden, err := models.CreateLocation(tx, models.LocationSettings{Name: "Garden", TimeZone: "Europe/Berlin"})
			if err != nil {
				return err
			}
			s.haircut.LocationIDs = []int64{s.location.ID, garden.ID}
			if err := s.haircut.Save(tx); err != nil {
				return err
			}
			return garden.Archive(tx)
		})
		s.write(func(tx *models.Tx) error {
			haircut, err := models.FindService(tx, models.Everywhere(), s.haircut.PublicID)
			if err != nil {
				return err
			}
			haircut.Price = "30"
			return haircut.Save(tx)
		})
		if now := s.times(s.haircut, "2026-11-03T00:00", "2026-11-04T00:00"); len(now) == 0 {
			t.Error("it is offered nowhere any more")
		}
	})
}
