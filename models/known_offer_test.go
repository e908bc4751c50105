package models_test

import (
	"errors"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// offered are the names of services and resources, outside a Write and inside.
func offered(t *testing.T, db *models.DB) (outside, inside [2]string) {
	t.Helper()
	names := func(tx *models.Tx) (first [2]string) {
		services, err := models.Services(tx, models.Everywhere())
		if err != nil {
			t.Fatal(err)
		}
		resources, err := models.Resources(tx, models.Everywhere())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range services {
			first[0] += s.Name
		}
		for _, r := range resources {
			first[1] += r.Name
		}
		return first
	}
	outside = names(db.Read(t.Context()))
	modelstest.Write(t, db, func(tx *models.Tx) error {
		inside = names(tx)
		return nil
	})
	return outside, inside
}

func expectOffered(t *testing.T, db *models.DB, service, resource string) {
	t.Helper()
	want := [2]string{service, resource}
	if outside, inside := offered(t, db); outside != want || inside != want {
		t.Errorf("offered are %q and in a Write %q, want %q", outside, inside, want)
	}
}

func TestWhatIsOfferedIsKnownToEveryProcessWithTheCommitThatChangesIt(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		others := []*models.DB{db}
		if db.Engine == models.SQLite {
			other, err := models.Open(t.Context(), "sqlite:"+db.Path(), models.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = other.Close() })
			others = append(others, other)
		}
		expect := func(service, resource string) {
			t.Helper()
			for _, db := range others {
				expectOffered(t, db, service, resource)
			}
		}
		expect("", "")
		modelstest.Write(t, db, func(tx *models.Tx) error { return (&models.Service{Name: "Haircut", Duration: 1800}).Save(tx) })
		expect("Haircut", "")
		modelstest.Write(t, others[len(others)-1], func(tx *models.Tx) error {
			return (&models.Resource{Name: "Ana", IsActive: true}).Save(tx)
		})
		expect("Haircut", "Ana")
		modelstest.Write(t, db, func(tx *models.Tx) error {
			service, err := models.FindService(tx, models.Everywhere(), "haircut")
			if err != nil {
				return err
			}
			service.Name = "Beard"
			if err := service.Save(tx); err != nil {
				return err
			}
			again, err := models.FindService(tx, models.Everywhere(), "haircut")
			if err != nil || again.Name != "Beard" {
				t.Errorf("the Write itself sees its change: %+v, %v", again, err)
			}
			return err
		})
		expect("Beard", "Ana")
		thought := errors.New("thought better of it")
		err := db.Write(t.Context(), func(tx *models.Tx) error {
			resources, err := models.Resources(tx, models.Everywhere())
			if err != nil {
				return err
			}
			resources[0].Name = "Ben"
			if err := resources[0].Save(tx); err != nil {
				return err
			}
			return thought
		})
		if !errors.Is(err, thought) {
			t.Error(err)
		}
		expect("Beard", "Ana")
		modelstest.Write(t, db, func(tx *models.Tx) error {
			service, err := models.FindService(tx, models.Everywhere(), "haircut")
			if err != nil {
				return err
			}
			return service.Delete(tx)
		})
		expect("", "Ana")
	})
}

func TestWhoChangesAServiceThatTheyFoundChangesItForNobodyElse(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, nil)
	var ana *models.Resource
	modelstest.Write(t, db, func(tx *models.Tx) error {
		ana = &models.Resource{Name: "Ana", IsActive: true}
		if err := ana.Save(tx); err != nil {
			return err
		}
		return (&models.Service{Name: "Haircut", Duration: 1800, ResourceIDs: []int64{ana.ID}}).Save(tx)
	})
	for range 2 {
		services, err := models.Services(db.Read(t.Context()), models.Everywhere())
		if err != nil || len(services) != 1 || len(services[0].ResourceIDs) != 1 || services[0].ResourceIDs[0] != ana.ID {
			t.Fatalf("found is %+v, %v", services, err)
		}
		services[0].Name, services[0].ResourceIDs[0] = "Beard", 7
		services[0].ResourceIDs = append(services[0].ResourceIDs, 8)
	}
	expectOffered(t, db, "Haircut", "Ana")
}
