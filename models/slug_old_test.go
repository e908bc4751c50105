package models_test

import (
	"testing"

	"anteroom/models"
)

func TestAnOldNameInAddressesLeadsToTheNewOne(t *testing.T) {
	eachSalon(t, func(s *salon) {
		list := &models.Waitlist{Name: "Toddlers", IsPublic: true, IsOpen: true, GraceDays: 14}
		s.write(func(tx *models.Tx) error {
			_, err := list.Save(tx)
			return err
		})
		list.Name = "Small ones"
		s.write(func(tx *models.Tx) error {
			_, err := list.Save(tx)
			return err
		})
		settings := s.location.Settings()
		settings.Slug = "garden"
		s.write(func(tx *models.Tx) error { return s.location.Change(tx, settings) })
		old := s.haircut.Slug
		s.write(func(tx *models.Tx) error {
			service, err := models.FindService(tx, models.Everywhere(), old)
			if err != nil {
				return err
			}
			if err := service.ChooseSlug(tx, "trim"); err != nil {
				return err
			}
			return service.Save(tx)
		})
		moved := func(kind models.Kind, slug string) string {
			s.Helper()
			now, err := models.MovedSlug(s.db.Read(s.Context()), kind, slug)
			if err != nil {
				s.Fatal(err)
			}
			return now
		}
		for _, c := range []struct {
			kind      models.Kind
			old, want string
		}{
			{models.KindWaitlist, "toddlers", "small-ones"},
			{models.KindLocation, "linden-house", "garden"},
			{models.KindService, old, "trim"},
			{models.KindService, "toddlers", ""},
			{models.KindWaitlist, "small-ones", ""},
			{models.KindWaitlist, "nowhere", ""},
		} {
			if got := moved(c.kind, c.old); got != c.want {
				s.Errorf("%s %s leads to %q, want %q", c.kind, c.old, got, c.want)
			}
		}
		list.IsPublic = false
		s.write(func(tx *models.Tx) error {
			_, err := list.Save(tx)
			return err
		})
		if got := moved(models.KindWaitlist, "toddlers"); got != "" {
			s.Errorf("a list of staff alone is told: %q", got)
		}
	})
}
