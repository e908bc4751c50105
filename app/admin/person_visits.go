package admin

import (
	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// fewVisits is how many of a person's visits stand on their page.
const fewVisits = 8

// visitsOf puts where the person can be put in line, and the latest visits of the person onto their page.
func visitsOf(c echo.Context, tx *models.Tx, view *views.PersonView) error {
	locations, err := models.Locations(tx, web.Scope(c))
	if err != nil {
		return err
	}
	if place := usualPlace(locations); place != nil {
		view.Place = place.Slug
	}
	latest, err := models.ListVisits(tx, models.VisitsFilter{Scope: web.Scope(c), PersonID: view.Person.ID, Limit: fewVisits})
	if err != nil {
		return err
	}
	snapshots, err := models.VisitSnapshots(tx, latest.Visits...)
	if err != nil {
		return err
	}
	for i := range latest.Visits {
		view.Visits = append(view.Visits, views.NewCalendarVisit(&latest.Visits[i], snapshots[i]))
	}
	view.MoreVisits = latest.Next != ""
	return nil
}
