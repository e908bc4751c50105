package app

import (
	"context"

	"anteroom/models"
)

// tellPast adds what a house gathers in its years: a child who was written down twice, one who was deleted, a view of a list.
func tellPast(ctx context.Context, db *models.DB) error {
	var gone *models.Person
	err := db.Write(ctx, func(tx *models.Tx) error {
		form, err := models.FindPersonForm(tx, models.StaffForm)
		if err != nil {
			return err
		}
		twice, err := models.CreatePerson(tx, form.Fields, models.NewPerson{Source: "staff", Values: models.Values{
			"First Name": "Rafael", "Last Name": "Costa", "Phone #": storyPhone("Costa"), "Days Available": "Tuesday,Thursday,Friday",
		}})
		if err != nil {
			return err
		}
		if _, err := twice.AddNote(tx, "The father rang: Fridays would do as well.", false); err != nil {
			return err
		}
		gone, err = models.CreatePerson(tx, form.Fields, models.NewPerson{Source: "staff", Values: models.Values{"First Name": "Tim", "Last Name": "Novak"}})
		return err
	})
	if err != nil {
		return err
	}
	return db.Write(ctx, func(tx *models.Tx) error {
		if err := gone.Remove(tx); err != nil {
			return err
		}
		return nameView(tx)
	})
}

// nameView keeps a state of the toddlers' list that staff come back to.
func nameView(tx *models.Tx) error {
	list, err := models.FindWaitlist(tx, models.Everywhere(), "toddlers")
	if err != nil {
		return err
	}
	maker := models.TxBy(tx).UserID
	if maker == nil {
		return nil
	}
	return (&models.ListView{WaitlistID: list.ID, UserID: *maker, Name: "Two and older, by name", Query: "ageMin=24&sort=name", Shared: true}).Save(tx)
}
