package webhooks_test

import (
	"strings"

	"anteroom/models"
)

// furnish makes the location, a field, the service and the staff, who are heard of where the dialect has words for them.
func (s *salon) furnish() {
	s.hear("location-created", func(tx *models.Tx) (err error) {
		s.location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin", Address: "3 Linden Row"})
		if err == nil {
			s.ids = append(s.ids, s.location.PublicID, "LOCATION")
		}
		return err
	})
	s.hear("location-updated", func(tx *models.Tx) error { return s.location.OpenQueue(tx) })
	s.hear("field-created", func(tx *models.Tx) (err error) {
		if s.hair, err = models.CreateField(tx, models.FieldSettings{Label: "Hair length", Type: models.TypeText}); err == nil {
			s.ids = append(s.ids, s.hair.PublicID, "FIELD")
		}
		return err
	})
	s.hear("field-updated", func(tx *models.Tx) error {
		settings := s.hair.Settings()
		settings.Label, settings.Help, settings.Required, settings.OnSignup = "Length of hair", "A guess will do.", true, true
		return s.hair.Change(tx, settings)
	})
	s.ana = s.staff("resource-created", "Ana Castillo")
	s.ben = s.staff("resource-created-second", "Ben")
	s.hear("service-created", func(tx *models.Tx) error {
		s.cut = &models.Service{
			Name: "Haircut", Description: "Wash & cut", Duration: 1800, MinimumNotice: 3600, MaximumNotice: 5_184_000, Price: "25", Currency: "EUR", IsPublic: true,
			LocationIDs: []int64{s.location.ID}, ResourceIDs: []int64{s.ana.ID, s.ben.ID},
		}
		err := s.cut.Save(tx)
		s.ids = append(s.ids, s.cut.PublicID, "SERVICE")
		return err
	})
	s.hear("service-updated", func(tx *models.Tx) error {
		s.cut.Price = "27.50"
		return s.cut.Save(tx)
	})
}

// introduce gives Ben his whole name and an address.
func (s *salon) introduce() {
	s.t.Helper()
	s.hear("resource-updated", func(tx *models.Tx) error {
		s.ben.Name, s.ben.Email, s.ben.ServiceIDs = "Ben Okafor", "ben@example.com", []int64{s.cut.ID}
		return s.ben.Save(tx)
	})
}

func (s *salon) staff(golden, name string) *models.Resource {
	s.t.Helper()
	r := &models.Resource{Name: name, Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.location.ID}}
	s.hear(golden, func(tx *models.Tx) error {
		err := r.Save(tx)
		s.ids = append(s.ids, r.PublicID, strings.ToUpper(name[:3]))
		return err
	})
	return r
}

// closeDown takes all of it out of use.
func (s *salon) closeDown() {
	s.turnTo(s.clock().AddDate(0, 1, 0))
	s.hear("resource-removed", func(tx *models.Tx) error { return s.ben.Delete(tx) })
	s.hear("service-removed", func(tx *models.Tx) error { return s.cut.Delete(tx) })
	s.hear("field-removed", func(tx *models.Tx) error { return s.hair.Archive(tx) })
	s.hear("location-removed", func(tx *models.Tx) error { return s.location.Archive(tx) })
}
