package web

import (
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// Zone is the account's time zone, in which staff read times.
func (a *App) Zone(c echo.Context) *time.Location {
	account, err := models.FindAccount(a.Read(c))
	if err != nil {
		return time.UTC
	}
	return account.Zone()
}

// Moment is an instant for people, "20 Nov 2026, 14:05"; nothing for none.
func Moment(at *models.Instant, zone *time.Location) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.In(zone).Format("2 Jan 2006, 15:04")
}
