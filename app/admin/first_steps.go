package admin

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// firstSteps are shown to admins, who alone can take them all; nil where there is nothing to remind of.
func (p pages) firstSteps(c echo.Context) (*models.FirstSteps, error) {
	if !web.Admin.Admits(web.Who(c)) {
		return nil, nil
	}
	return models.FindFirstSteps(p.Read(c))
}

// remindOfFirstSteps puts the steps away; ?to=shown is the way back.
func (p pages) remindOfFirstSteps(c echo.Context) error {
	form := views.FirstStepsForm{Back: c.QueryParam("back")}
	if c.Request().ContentLength != 0 {
		if err := web.Bind(c, &form); err != nil {
			return err
		}
	}
	remind := c.QueryParam("to") == "shown"
	flash := views.Flash{Text: "The first steps are put away.", Undo: "/admin/first-steps?" + url.Values{"to": {"shown"}, "back": {form.Back}}.Encode()}
	if remind {
		flash = views.Flash{Text: "The first steps are back."}
	}
	err := p.Write(c, func(tx *models.Tx) error {
		account, err := models.FindAccount(tx)
		if err != nil {
			return err
		}
		if err := account.RemindOfFirstSteps(tx, remind); err != nil {
			return err
		}
		return web.SetFlash(c, tx, flash)
	})
	if err != nil {
		return err
	}
	return web.See(c, web.LocalPath(form.Back, "/admin"))
}
