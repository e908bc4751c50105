package admin

import (
	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// visitFile is the appointment for staff's own calendars.
func (p pages) visitFile(c echo.Context) error {
	tx := p.Read(c)
	visit, err := visitOf(c, tx)
	if err != nil {
		return err
	}
	if !visit.IsAppointment() {
		return models.ErrNotFound
	}
	snapshots, err := models.VisitSnapshots(tx, *visit)
	if err != nil {
		return err
	}
	return web.CalendarFile(c, snapshots[0].Location.Name, p.Now(), web.StaffEvent(snapshots[0], p.Link(visitPath(visit))))
}
