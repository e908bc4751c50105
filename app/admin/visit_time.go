package admin

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// askVisitTime offers free times of a day and a box for any other.
func (p pages) askVisitTime(c echo.Context) error {
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	form := views.VisitTimeForm{
		Day: c.QueryParam("date"), Minutes: strconv.Itoa(visit.Duration / 60), PartySize: strconv.Itoa(visit.PartySize),
		Version: strconv.FormatInt(visit.Version, 10), Errors: models.Invalid{},
	}
	wall, err := wallHere(p.Read(c), visit)
	if err != nil {
		return err
	}
	day, clock := splitWall(wall)
	form.Day, form.Time = cmp.Or(form.Day, day), clock
	return p.showVisitTime(c, http.StatusOK, visit, form, nil)
}

// showVisitTime is the page of another time; refused says what was wrong with the one that was asked for.
func (p pages) showVisitTime(c echo.Context, status int, visit *models.Visit, form views.VisitTimeForm, refused *refusedTime) error {
	page := views.VisitTimePage{Form: form}
	tx := p.Read(c)
	var err error
	if page.VisitView, err = p.visitView(c, visit); err != nil {
		return err
	}
	chosen := chosenIDs(form.Resource, visit.ResourceIDs)
	if page.Who, err = whoChoices(tx, visit.LocationID, visit.ServiceIDs, chosen); err != nil {
		return err
	}
	if refused != nil && len(refused.near) > 0 {
		page.Free, page.Nearest, page.Busy = refused.near, true, refused.busy
	} else if visit.IsAppointment() {
		query, err := p.visitQuery(c, visit, form)
		if err != nil {
			return err
		}
		if page.Free, page.Later, err = freeTimes(tx, query, form.Day); err != nil {
			return err
		}
	}
	frame := p.Page(c, "Another time – "+visit.Name(), "calendar")
	frame.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.VisitTime(frame, page))
}

// visitQuery asks when the visit could be instead of its own time.
func (p pages) visitQuery(c echo.Context, visit *models.Visit, form views.VisitTimeForm) (models.AvailabilityQuery, error) {
	tx := p.Read(c)
	query := models.AvailabilityQuery{
		ResourceIDs: chosenIDs(form.Resource, visit.ResourceIDs), PartySize: wholeNumber(form.PartySize, visit.PartySize),
		Duration: 60 * wholeNumber(form.Minutes, visit.Duration/60), ForStaff: true, Except: visit.ID, Now: models.At(p.Now()),
	}
	var err error
	if query.Location, err = models.FindLocation(tx, web.Scope(c), visit.LocationID); err != nil {
		return query, err
	}
	query.Services, err = servicesNamed(tx, visit.ServiceIDs)
	return query, err
}

// rescheduleVisit moves the appointment: from the page, from the calendar by a drag, and back by undo, which names the time in the address.
func (p pages) rescheduleVisit(c echo.Context) error {
	form := views.VisitTimeForm{Errors: models.Invalid{}}
	if c.Request().ContentLength == 0 {
		form.Start, form.Minutes, form.Resource = c.QueryParam("start"), c.QueryParam("minutes"), c.QueryParams()["resource"]
		form.Version = c.QueryParam("version")
	} else if err := web.Bind(c, &form); err != nil {
		return err
	}
	if form.Show != "" {
		visit, err := visitOf(c, p.Read(c))
		if err != nil {
			return err
		}
		return p.showVisitTime(c, http.StatusOK, visit, form, nil)
	}
	var visit *models.Visit
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if visit, err = visitOf(c, tx); err != nil {
			return err
		}
		wall, err := wallHere(tx, visit)
		if err != nil {
			return err
		}
		before := timeBefore(visit, wall, backTo(c, form.Back, visitPath(visit)))
		if err := visit.Expect(tx, seenVersion(form.Version)); err != nil {
			return err
		}
		to, err := p.rescheduling(c, form)
		if err != nil {
			return err
		}
		if err := visit.Reschedule(tx, to); err != nil {
			return err
		}
		text := visit.Name() + " now comes on " + views.VisitDay(visit) + ", " + views.VisitHours(visit) + "."
		note, err := outsideNotice(tx, visit)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: text + note, Undo: visitUndo(visit, "reschedule", before)})
	})
	if err == nil {
		return web.See(c, backTo(c, form.Back, visitPath(visit)))
	}
	refused, err := p.refuseTime(c, err, &form)
	if err != nil {
		return err
	}
	return p.showVisitTime(c, refused.status, refused.visit, form, refused)
}

// rescheduling reads what was typed; a button's time goes before the boxes.
func (p pages) rescheduling(c echo.Context, form views.VisitTimeForm) (models.Rescheduling, error) {
	to := models.Rescheduling{Date: form.Start, ForStaff: true, AnyHours: form.AnyHours != "" && web.Manager.Admits(web.Who(c))}
	wrong := models.Invalid{}
	if to.Date == "" {
		to.Date = typedWall(wrong, form.Day, form.Time)
	}
	to.Duration, to.PartySize = typedMinutes(wrong, form.Minutes), typedParty(wrong, form.PartySize)
	to.ResourceIDs = chosenIDs(form.Resource, nil)
	to.AnyResource = form.Resource != nil && len(to.ResourceIDs) == 0
	return to, wrong.Err()
}

// wallHere is when an appointment begins on the wall of its location, which may have another zone by now; nothing for a walk-in.
func wallHere(tx *models.Tx, visit *models.Visit) (string, error) {
	if !visit.IsAppointment() {
		return "", nil
	}
	location, err := models.FindLocation(tx, models.Everywhere(), visit.LocationID)
	return models.WallOf(visit.StartsAt.Time, location.Zone()).Text, err
}

// timeBefore asks for the time and people that the visit has now.
func timeBefore(visit *models.Visit, wall, back string) url.Values {
	query := withBefore(visit, back)
	query.Set("start", wall)
	query.Set("minutes", strconv.Itoa(visit.Duration/60))
	return query
}

// outsideNotice says where customers could not have chosen the time: staff may.
func outsideNotice(tx *models.Tx, visit *models.Visit) (string, error) {
	services, err := servicesNamed(tx, visit.ServiceIDs)
	for _, service := range services {
		ahead := visit.StartsAt.Sub(models.TxNow(tx).Time)
		switch {
		case ahead < time.Duration(service.MinimumNotice)*time.Second:
			return " That is sooner than customers may book.", err
		case service.MaximumNotice > 0 && ahead > time.Duration(service.MaximumNotice)*time.Second:
			return " That is farther ahead than customers may book.", err
		}
	}
	return "", err
}
