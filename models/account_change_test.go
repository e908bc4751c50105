package models_test

import (
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestAnAccountIsChangedToWhatExists(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		account, err := models.FindAccount(db.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		before, good := account.Version, account.Settings()
		good.Name, good.TimeZone, good.Country, good.AddedDateKey, good.NightAt = "Linden House II", "America/New_York", "us", "Applied", "02:30"
		modelstest.Write(t, db, func(tx *models.Tx) error { return account.Change(tx, good) })
		if version := account.Version; account.Country != "US" || version != before+1 {
			t.Errorf("%+v", account)
		}
		for field, spoil := range map[string]func(s *models.AccountSettings){
			"name":             func(s *models.AccountSettings) { s.Name = " " },
			"timeZone":         func(s *models.AccountSettings) { s.TimeZone = "Local" },
			"country":          func(s *models.AccountSettings) { s.Country = "EU" },
			"language":         func(s *models.AccountSettings) { s.Language = "?" },
			"nightAt":          func(s *models.AccountSettings) { s.NightAt = "24:00" },
			"addedDateKey":     func(s *models.AccountSettings) { s.AddedDateKey = "position" },
			"requestedDateKey": func(s *models.AccountSettings) { s.RequestedDateKey = "applied" },
			"keptBodies":       func(s *models.AccountSettings) { s.KeptBodies = 6 },
			"keptDeliveries":   func(s *models.AccountSettings) { s.KeptDeliveries = s.KeptBodies - 1 },
			"signupText":       func(s *models.AccountSettings) { s.SignupText = "\x00" },
		} {
			bad := good
			spoil(&bad)
			refused(t, db, field, func(tx *models.Tx) error { return account.Change(tx, bad) })
		}
	})
}

func TestALocationKeepsItsAddressInLinks(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		park := newLocation(t, db, "Am Großen Park")
		if park.Slug != "am-grossen-park" {
			t.Errorf("slug %q", park.Slug)
		}
		if slug := newLocation(t, db, "Am Grossen-Park").Slug; slug != "am-grossen-park-2" {
			t.Errorf("slug %q", slug)
		}
		if slug := newLocation(t, db, "12").Slug; slug != "location-12" {
			t.Errorf("slug %q", slug)
		}
		settings := park.Settings()
		settings.Name = "Mill"
		modelstest.Write(t, db, func(tx *models.Tx) error { return park.Change(tx, settings) })
		if park.Slug != "am-grossen-park" || park.Version != 2 {
			t.Errorf("%+v", park)
		}
		refused(t, db, "name", func(tx *models.Tx) error {
			_, err := models.CreateLocation(tx, models.LocationSettings{Name: "Mill", TimeZone: "Europe/Berlin"})
			return err
		})
		refused(t, db, "timeZone", func(tx *models.Tx) error {
			_, err := models.CreateLocation(tx, models.LocationSettings{Name: "Moon", TimeZone: "Moon/Sea"})
			return err
		})
		list := newList(t, db, "toddlers")
		modelstest.Write(t, db, func(tx *models.Tx) error {
			list.LocationID = &park.ID
			return tx.Save(list).Error
		})
		refused(t, db, "location", park.Archive)
		modelstest.Write(t, db, func(tx *models.Tx) error {
			list.LocationID = nil
			return tx.Save(list).Error
		})
		modelstest.Write(t, db, park.Archive)
		locations, err := models.Locations(db.Read(t.Context()), models.Everywhere())
		if err != nil || len(locations) != 2 {
			t.Errorf("%d locations, %v", len(locations), err)
		}
	})
}
