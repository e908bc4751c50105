package admin

import (
	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// changed says who changed a card of the settings last and when, "by Ana Castillo on 3 Nov 2026"; nothing where nobody did.
func (p pages) changed(c echo.Context, kind models.Kind, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	line, err := models.LastChange(p.Read(c), models.Subject{Kind: kind, ID: id})
	if err != nil || line == nil {
		return "", err
	}
	words := ""
	if line.ByName != "" {
		words = "by " + line.ByName + " "
	}
	return words + "on " + models.DateIn(line.At.Time, p.Zone(c)).Text(), nil
}
