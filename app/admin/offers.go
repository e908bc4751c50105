package admin

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// offerChoices is how many of those in line can be chosen among.
const offerChoices = 100

// offerRoutes are the form of an offer and what takes it back.
func (p pages) offerRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/admin/offers/new", web.Staff, p.newOffer),
		web.StaffPage(post, "/admin/offers/new", web.Staff, p.makeOffer),
		web.StaffPage(post, visitsPath+":visit/withdrawal", web.Staff, p.withdrawOffer),
	}
}

// newOffer asks whom, what and when; the calendar fills in what it knows.
func (p pages) newOffer(c echo.Context) error {
	form := views.OfferForm{Location: c.QueryParam("location"), Entry: c.QueryParam("entry"), Service: c.QueryParam("service"), Back: c.QueryParam("back")}
	form.Day, form.Time = splitWall(c.QueryParam("date"))
	form.Resource = c.QueryParams()["resource"]
	page, err := p.offerToMake(c, &form)
	if err != nil {
		return err
	}
	page.Form.Until = p.usualUntil(page)
	return p.renderOffer(c, http.StatusOK, page)
}

func (p pages) renderOffer(c echo.Context, status int, page *views.OfferPage) error {
	frame := p.Page(c, "Offer a time", "calendar")
	frame.Invalid = len(page.Form.Errors) > 0
	return web.Render(c, status, views.NewOffer(frame, page))
}

// offerToMake loads what the form offers for what is typed so far.
func (p pages) offerToMake(c echo.Context, form *views.OfferForm) (*views.OfferPage, error) {
	tx, page := p.Read(c), &views.OfferPage{MayOverrule: web.Manager.Admits(web.Who(c))}
	form.Errors = models.Invalid{}
	locations, err := models.Locations(tx, web.Scope(c))
	if err != nil {
		return nil, err
	}
	if page.Location, err = locationWanted(locations, form.Location); err != nil {
		return nil, err
	}
	if page.Location == nil {
		return nil, models.ErrNotFound
	}
	form.Location, form.Back = strconv.FormatInt(page.Location.ID, 10), backTo(c, form.Back, calendarPath)
	if form.Day == "" {
		form.Day = models.DateIn(p.Now(), page.Location.Zone()).String()
	}
	if form.Entry != "" {
		if page.Entry, err = models.SeekEntry(tx, web.Scope(c), form.Entry); err != nil {
			return nil, err
		}
	} else {
		on := dateWanted(form.Day, models.Date{})
		page.Fitting, page.Fit, err = models.Fitting(tx, models.FitQuery{Scope: web.Scope(c), Location: page.Location, On: on, Limit: offerChoices})
		if err != nil {
			return nil, err
		}
	}
	if page.Services, err = servicesAt(tx, page.Location.ID); err != nil {
		return nil, err
	}
	if form.Service == "" && len(page.Services) == 1 {
		form.Service = strconv.FormatInt(page.Services[0].ID, 10)
	}
	if page.Who, err = whoChoices(tx, page.Location.ID, chosenIDs([]string{form.Service}, nil), chosenIDs(form.Resource, nil)); err != nil {
		return nil, err
	}
	if query := p.offerQuery(page, form); len(query.Services) > 0 {
		page.Free, page.Later, err = freeTimes(tx, query, form.Day)
	}
	page.Form = *form
	return page, err
}

func (p pages) offerQuery(page *views.OfferPage, form *views.OfferForm) models.AvailabilityQuery {
	typed := views.NewVisitForm{Service: form.Service, Resource: form.Resource, Minutes: form.Minutes}
	return p.newVisitQuery(&views.NewVisitPage{Location: page.Location, Services: page.Services}, &typed)
}

// usualUntil fills in by when an answer is due, where what and when are known.
func (p pages) usualUntil(page *views.OfferPage) string {
	wall, err := models.ParseWall(page.Form.Day+"T"+page.Form.Time, page.Location.Zone())
	if err != nil {
		return ""
	}
	until := models.UsualAnswer(models.At(p.Now()), wall.At, p.offerQuery(page, &page.Form).Services)
	return until.In(page.Location.Zone()).Format(localMinute)
}

// makeOffer holds the time and shows the link to answer by, this once; its buttons that only look show the same page with more on it.
func (p pages) makeOffer(c echo.Context) error {
	var form views.OfferForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	if form.Show == "other" {
		form.Entry = ""
	}
	page, err := p.offerToMake(c, &form)
	if err != nil {
		return err
	}
	if form.Show != "" {
		return p.renderOffer(c, http.StatusOK, page)
	}
	if form.Start != "" {
		page.Form.Day, page.Form.Time = splitWall(form.Start)
	}
	offer, err := p.offerOf(page)
	if err != nil {
		return p.refuseOffer(c, page, err)
	}
	made := views.OfferMade{Back: page.Form.Back}
	err = p.Write(c, func(tx *models.Tx) error {
		location, err := models.FindLocation(tx, web.Scope(c), page.Location.ID)
		if err != nil {
			return err
		}
		entry, err := models.SeekEntry(tx, web.Scope(c), page.Form.Entry)
		if err != nil {
			return err
		}
		made.List = entry.Waitlist.Name
		if made.Visit, err = location.OfferTime(tx, entry, offer); err != nil {
			return err
		}
		made.Note, err = outsideNotice(tx, made.Visit)
		return err
	})
	if err != nil {
		return p.refuseOffer(c, page, err)
	}
	made.Link = p.Link("/p/" + made.Visit.Token)
	return web.Render(c, http.StatusOK, views.OfferShown(p.Page(c, "Offered", "calendar"), made))
}

// offerOf reads what was typed.
func (p pages) offerOf(page *views.OfferPage) (models.TimeOffer, error) {
	form, wrong := &page.Form, models.Invalid{}
	offer := models.TimeOffer{
		ServiceIDs: chosenIDs([]string{form.Service}, nil), ResourceIDs: chosenIDs(form.Resource, nil), Date: form.Start,
		Duration: typedMinutes(wrong, form.Minutes), AnyHours: form.AnyHours != "" && page.MayOverrule,
	}
	if offer.Date == "" {
		offer.Date = typedWall(wrong, form.Day, form.Time)
	}
	if page.Entry == nil {
		wrong.Add("entry", "Please choose who is offered the time.")
	}
	if len(offer.ServiceIDs) == 0 && offer.Duration == 0 {
		wrong.Add("service", "Please choose a service, or give how long it takes.")
	}
	if form.Until != "" {
		until, err := time.ParseInLocation(localMinute, form.Until, page.Location.Zone())
		if err != nil {
			wrong.Add("offerUntil", "Please give the day and time to answer by.")
		}
		offer.Until = models.At(until)
	}
	return offer, wrong.Err()
}

// refuseOffer shows the form again with what was typed: what is wrong with it, or which times are free instead.
func (p pages) refuseOffer(c echo.Context, page *views.OfferPage, err error) error {
	status := http.StatusUnprocessableEntity
	wrong, ok := invalidOf(err)
	switch {
	case errors.Is(err, models.ErrTaken):
		status, wrong, page.Nearest, page.Later = http.StatusConflict, models.Invalid{"date": notFree}, true, false
		if page.Free, err = p.nearTimes(c, err); err != nil {
			return err
		}
		page.Busy, err = busyAt(c, p.Read(c), p.offerQuery(page, &page.Form), page.Form.Day+"T"+page.Form.Time)
		if err != nil {
			return err
		}
	case !ok:
		return err
	}
	page.Form.Errors = timeInputs(wrong)
	return p.renderOffer(c, status, page)
}

// freedBy is the time that a visit gave back, nil where there is none to offer.
func freedBy(tx *models.Tx, visit *models.Visit, now models.Instant) (*models.FreedTime, error) {
	if visit.State != models.StateComplete || !visit.IsAppointment() {
		return nil, nil
	}
	location, err := models.FindLocation(tx, models.Everywhere(), visit.LocationID)
	if err != nil {
		return nil, err
	}
	return location.FreedBy(tx, visit, now)
}

// freedLink leads to whom the time that a visit gave back can be offered; it is empty where there is none.
func freedLink(tx *models.Tx, visit *models.Visit) (views.Link, error) {
	gap, err := freedBy(tx, visit, models.TxNow(tx))
	if gap == nil {
		return views.Link{}, err
	}
	return views.Link{Label: "Offer to waitlist", Href: views.GapHref(visit)}, err
}

// withdrawOffer takes an offer back before it is answered: the time is free, and whoever it was offered to waits on.
func (p pages) withdrawOffer(c echo.Context) error {
	return p.actOnVisit(c, func(tx *models.Tx, visit *models.Visit, _ string) (views.Flash, error) {
		flash := views.Flash{Text: "The offer to " + visit.Name() + " is taken back.", Link: views.Link{Label: "Offer it to somebody else", Href: views.GapHref(visit)}}
		return flash, visit.Withdraw(tx)
	})
}
