package admin

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// switchDuty says that somebody is working now, or not.
func (p pages) switchDuty(c echo.Context) error {
	working := c.QueryParam("working")
	if working == "" {
		values, err := web.Values(c)
		if err != nil {
			return err
		}
		working = values.Get("working")
	}
	err := p.Write(c, func(tx *models.Tx) error {
		resource, err := resourceIn(c, tx)
		if err != nil {
			return err
		}
		if working != "yes" && working != "no" {
			return models.Sentence("Please say whether " + resource.Name + " is working now.")
		}
		if err := wholly(c, resource.LocationIDs, resource.Name, "say so"); err != nil {
			return err
		}
		said, back := "%s is working now.", "no"
		if working == "no" {
			said, back = "%s is not working now.", "yes"
		}
		resource.IsActive = working == "yes"
		if err := resource.Save(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName(said, resource.Name), Undo: resourcesPath + "/" + c.Param("id") + "/duty?working=" + back})
	})
	if err != nil {
		return err
	}
	return web.See(c, resourcesPath)
}

// shareFeed makes the secret address of a calendar and shows it, this once. The calendar tells of every location where somebody works, so
// nobody gets it who does not see them all.
func (p pages) shareFeed(c echo.Context) error {
	page := views.ResourcePage{}
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if page.Resource, err = resourceIn(c, tx); err != nil {
			return err
		}
		page.Form = views.ResourceFormOf(page.Resource)
		if err := wholly(c, page.Resource.LocationIDs, page.Resource.Name, "share its calendar"); err != nil {
			return err
		}
		token, err := page.Resource.ShareFeed(tx)
		page.Form, page.Feed = views.ResourceFormOf(page.Resource), p.Link("/calendar/"+token+".ics")
		return err
	})
	if err != nil {
		return p.resourceDone(c, page, err)
	}
	return p.askResource(c, http.StatusOK, page)
}

// revokeFeed ends it.
func (p pages) revokeFeed(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error {
		resource, err := resourceIn(c, tx)
		if err != nil {
			return err
		}
		if err := wholly(c, resource.LocationIDs, resource.Name, "end that address"); err != nil {
			return err
		}
		if err := resource.RevokeFeed(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("The calendar address of %s has ended.", resource.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, resourcesPath+"/"+c.Param("id"))
}

// resourceHours shows the hours that are somebody's own.
func (p pages) resourceHours(c echo.Context) error {
	resource, err := resourceIn(c, p.Read(c))
	if err != nil {
		return err
	}
	form := views.HoursForm{Version: strconv.FormatInt(resource.Version, 10)}
	for _, open := range resource.Hours {
		form.AddOpen(open.Day, open.From, open.To)
	}
	return p.askResourceHours(c, http.StatusOK, views.ResourceHoursPage{Resource: resource, Form: form})
}

// changeResourceHours keeps them, or does to the rows what a button says. Appointments that would be outside are shown first.
func (p pages) changeResourceHours(c echo.Context) error {
	page := views.ResourceHoursPage{}
	if err := web.Bind(c, &page.Form); err != nil {
		return err
	}
	resource, err := resourceIn(c, p.Read(c))
	if err != nil {
		return err
	}
	page.Resource = resource
	if strings.HasPrefix(page.Form.Do, "add-") || strings.HasPrefix(page.Form.Do, "copy-") {
		page.Unsaved = arrangeHours(&page.Form)
		return p.askResourceHours(c, http.StatusOK, page)
	}
	err = p.Write(c, func(tx *models.Tx) error {
		resource, err := resourceIn(c, tx)
		if err != nil {
			return err
		}
		if err := wholly(c, resource.LocationIDs, resource.Name, "change its hours"); err != nil {
			return err
		}
		if err := sameVersion(&page.Form.Version, resource.Version); err != nil {
			return err
		}
		open, wrong := readHours(page.Form, new(models.Location), models.Date{})
		if err := wrong.Err(); err != nil {
			return err
		}
		if page.Left, err = resource.WouldLeaveOutside(tx, open.Hours); err != nil {
			return err
		}
		if page.Left.Count > 0 && page.Form.Do != "confirmed" {
			return errOutside
		}
		resource.Hours = open.Hours
		if err := resource.Save(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("The hours of %s are saved.", resource.Name)})
	})
	page.Left.Visits = ofScope(c, page.Left.Visits)
	wrong, isWrong := invalidOf(err)
	switch {
	case errors.Is(err, models.ErrStale):
		page.Overtaken = true
		return p.askResourceHours(c, http.StatusConflict, page)
	case errors.Is(err, errOutside):
		return p.askResourceHours(c, http.StatusOK, page)
	case isWrong:
		page.Form.Errors = wrong
		return p.askResourceHours(c, http.StatusUnprocessableEntity, page)
	case err != nil:
		return err
	}
	return web.See(c, resourcesPath+"/"+c.Param("id"))
}

func (p pages) askResourceHours(c echo.Context, status int, page views.ResourceHoursPage) (err error) {
	if page.Changed, err = p.changed(c, models.KindResource, page.Resource.ID); err != nil {
		return err
	}
	page.Form.Spare()
	frame := p.Page(c, "Hours of "+page.Resource.Name, "settings")
	frame.Invalid, frame.Styles = len(page.Form.Errors) > 0 || page.Overtaken, []string{"hours.css"}
	return web.Render(c, status, views.ResourceHours(frame, page))
}
