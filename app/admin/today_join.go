package admin

import (
	"errors"

	"anteroom/models"
	"anteroom/views"
)

// readServices finds the service and who is wished for by what the form names.
func readServices(tx *models.Tx, locationID int64, form views.WalkInForm, wish *models.NewVisit, wrong models.Invalid) error {
	if form.Service != "" {
		service, err := models.FindService(tx, models.Everywhere(), form.Service)
		switch {
		case errors.Is(err, models.ErrNotFound):
			wrong.Add("service", "This service is not offered any more. Please choose another one.")
		case err != nil:
			return err
		default:
			wish.ServiceIDs = []int64{service.ID}
		}
	}
	if form.Resource == "" {
		return nil
	}
	resource, err := resourceAt(tx, locationID, form.Resource)
	if err == nil {
		wish.ResourceIDs = []int64{resource.ID}
		return nil
	}
	sentences, isWrong := invalidOf(err)
	for name, sentence := range sentences {
		wrong.Add(name, sentence)
	}
	if isWrong {
		return nil
	}
	return err
}

// joinLine makes the visit and returns it with the place that it got.
func joinLine(tx *models.Tx, locationID int64, wish models.NewVisit) (*models.Visit, error) {
	location, err := models.FindLocation(tx, models.Everywhere(), locationID)
	if err != nil {
		return nil, err
	}
	visit, err := location.Join(tx, wish)
	if err != nil {
		return nil, err
	}
	return visit.Settled(tx)
}

// inLineText is "Ida Brandt has the ticket A012 and is 4th in line."
func inLineText(v *models.Visit) string {
	return v.Name() + " has the ticket " + v.Ticket() + " and is " + views.Ordinal(*v.Position) + " in line."
}
