package models_test

import (
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestTheSameChildIsKnownHoweverItIsWritten(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		zoe := addPerson(t, db, 0, models.Values{
			"First Name": "Zoë", "Last Name": "van der Aalst", "Birthdate": "2024-02-29", "Phone #": "030 901820", "Email": "Aalst@linden.example",
		})
		born := models.Date{Year: 2024, Month: 2, Day: 29}
		for name, c := range map[string]struct {
			models.Likeness
			same bool
		}{
			"e-mail in capitals":        {models.Likeness{FirstName: "zoe", LastName: "Van der Aalst", Email: "AALST@LINDEN.EXAMPLE", Birthdate: born}, true},
			"phone from abroad":         {models.Likeness{FirstName: "Zoë", LastName: "van der Aalst", Phone: "+49 (30) 90 18 20"}, true},
			"no birthdate":              {models.Likeness{FirstName: "Zoë", LastName: "van der Aalst", Email: "aalst@linden.example"}, true},
			"another birthdate":         {models.Likeness{FirstName: "Zoë", LastName: "van der Aalst", Email: "aalst@linden.example", Birthdate: born.AddDays(1)}, false},
			"a sibling on that contact": {models.Likeness{FirstName: "Mia", LastName: "van der Aalst", Email: "aalst@linden.example", Birthdate: born}, false},
			"a namesake":                {models.Likeness{FirstName: "Zoë", LastName: "van der Aalst", Email: "other@linden.example", Phone: "030 111111"}, false},
			"no contact":                {models.Likeness{FirstName: "Zoë", LastName: "van der Aalst", Birthdate: born}, false},
			"nothing":                   {models.Likeness{}, false},
		} {
			alike, err := models.FindAlike(db.Read(t.Context()), c.Likeness)
			if err != nil || c.same != (len(alike) == 1 && alike[0].ID == zoe.ID) || !c.same && len(alike) > 0 {
				t.Errorf("%s: %v %v", name, alike, err)
			}
		}
	})
}
