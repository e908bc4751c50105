package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// eventDeliveries shows who was told of one event: the way here from a person's history. An event goes by its id or its sequence.
func (p pages) eventDeliveries(c echo.Context) error {
	tx := p.Read(c)
	clock, _, err := p.clock(tx)
	if err != nil {
		return err
	}
	event, err := models.FindEvent(tx, c.Param("event"))
	if err != nil {
		return err
	}
	deliveries, err := event.Deliveries(tx)
	if err != nil {
		return err
	}
	rows, err := p.deliveryRows(tx, deliveries)
	if err != nil {
		return err
	}
	names, err := models.SubjectNames(tx, []models.Delivery{{SubjectKind: event.SubjectKind, SubjectID: event.SubjectID}})
	if err != nil {
		return err
	}
	page := p.Page(c, "Event – Webhooks", "settings")
	return web.Render(c, http.StatusOK, views.EventDeliveries(page, views.EventPage{
		Event: event, Subject: names[event.Subject()], Rows: rows, Clock: clock,
	}))
}
