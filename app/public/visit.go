package public

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// linkKept is how long a link opens a visit that is over.
const linkKept = 30 * 24 * time.Hour

// visitRoutes are the customer's page of one visit and what can be done there.
func (p pages) visitRoutes() []web.Route {
	return []web.Route{
		web.PortalPage(http.MethodGet, "/p/:token", p.visit),
		web.PortalPage(http.MethodGet, "/p/:token/stream", p.followVisit).Streaming(),
		web.PortalPage(http.MethodGet, "/p/:token/appointment.ics", p.visitFile),
		web.PortalPage(http.MethodGet, "/p/:token/details", p.askDetails),
		web.PortalPage(http.MethodPost, "/p/:token/details", p.changeDetails),
		web.PortalPage(http.MethodPost, "/p/:token/confirmation", p.step((*ownVisit).setOut)),
		web.PortalPage(http.MethodPost, "/p/:token/arrival", p.step((*ownVisit).arrive)),
		web.PortalPage(http.MethodPost, "/p/:token/delay", p.step((*ownVisit).delay)),
		web.PortalPage(http.MethodPost, "/p/:token/cancellation", p.cancelVisit),
		web.PortalPage(http.MethodPost, "/p/:token/undo", p.step((*ownVisit).undo)),
		web.PortalPage(http.MethodPost, "/p/:token/acceptance", p.step((*ownVisit).accept)),
		web.PortalPage(http.MethodPost, "/p/:token/refusal", p.step((*ownVisit).refuse)),
	}
}

// ownVisit is a visit as its link opens it.
type ownVisit struct {
	*models.Visit
	location *models.Location
	token    string
	watching bool // the link shows the place and nothing else: see watchLink
	endedBy  models.ByKind
}

func (v *ownVisit) path() string { return visitPath(v.token) }

func visitPath(token string) string { return "/p/" + token }

// openVisit finds the visit of the link. Links that never were, have ended or were taken back are all ErrNotFound.
func (p pages) openVisit(c echo.Context, tx *models.Tx) (*ownVisit, error) {
	v := &ownVisit{token: c.Param("token")}
	visit, err := models.FindVisitByToken(tx, v.token)
	if errors.Is(err, models.ErrNotFound) {
		v.watching = true
		visit, err = p.watched(tx, v.token)
	}
	if err != nil {
		return nil, err
	}
	over := visit.CompletedTime != nil && p.Now().Sub(visit.CompletedTime.Time) > linkKept
	if v.Visit = visit; over || !visit.IsOffer() && (visit.State == models.StatePending || visit.HasTag(models.TagExpired) && visit.BookingTime == nil) {
		return nil, models.ErrNotFound
	}
	if v.endedBy, err = visit.EndedBy(tx); err != nil {
		return nil, err
	}
	v.location, err = models.FindLocation(tx, models.Everywhere(), visit.LocationID)
	return v, err
}

// visit shows how the visit stands.
func (p pages) visit(c echo.Context) error {
	return p.showVisit(c, http.StatusOK, "")
}

func (p pages) showVisit(c echo.Context, status int, wrong string) error {
	tx := p.Read(c)
	v, err := p.openVisit(c, tx)
	stream := ""
	if err == nil && v.IsOpen() { // the visit is read after the version that the stream begins with: what changes in between is told
		if stream, err = streamOf(tx, v.path(), v.LocationID); err == nil {
			v, err = p.openVisit(c, tx)
		}
	}
	if errors.Is(err, models.ErrNotFound) {
		return p.goneLink(c)
	}
	if err != nil {
		return err
	}
	view, err := p.portal(tx, v)
	if err != nil {
		return err
	}
	view.Wrong, view.Stream = wrong, stream
	view.Retype("reason", c.Request().PostForm.Get("reason"), wrong)
	page := p.page(c, view.Title)
	page.Scripts = []string{views.FollowScript}
	if stream != "" {
		page.Again = "30"
	}
	return web.Render(c, status, views.PortalPage(page, view))
}

func (p pages) goneLink(c echo.Context) error {
	places, err := p.whomToAsk(c)
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusNotFound, views.PortalGonePage(p.page(c, "This link does not open anything"), places))
}

// whomToAsk are the public locations that can be called: only they can make a new link.
func (p pages) whomToAsk(c echo.Context) ([]views.PortalFact, error) {
	locations, err := models.Locations(p.Read(c), models.Everywhere())
	if err != nil {
		return nil, err
	}
	places := []views.PortalFact{}
	for i := range locations {
		if l := &locations[i]; l.IsPublic && l.Phone != "" {
			places = append(places, views.PortalFact{Label: l.Name, Lines: []string{l.Phone}})
		}
	}
	return places, nil
}

// step is a button of the page: done, or refused with a sentence.
func (p pages) step(do func(v *ownVisit, tx *models.Tx) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		asCustomer(c, models.By{Kind: models.ByPortal, Name: string(models.ByPortal)})
		var path string
		err := p.Write(c, func(tx *models.Tx) error {
			v, err := p.openVisit(c, tx)
			if err != nil {
				return err
			}
			path = v.path()
			if v.watching {
				return models.Sentence(watchesOnly)
			}
			return do(v, tx)
		})
		var sentence models.Sentence
		var invalid models.Invalid
		switch {
		case errors.Is(err, models.ErrNotFound):
			return p.goneLink(c)
		case errors.Is(err, models.ErrTaken):
			return p.showVisit(c, http.StatusConflict, takenByNow)
		case errors.As(err, &sentence):
			return p.showVisit(c, http.StatusUnprocessableEntity, string(sentence))
		case errors.As(err, &invalid):
			return p.showVisit(c, http.StatusUnprocessableEntity, slices.Sorted(maps.Values(invalid))[0])
		case err != nil:
			return err
		}
		return web.See(c, path)
	}
}

// cancelVisit is the step that may say why.
func (p pages) cancelVisit(c echo.Context) error {
	reason := ""
	if c.Request().ContentLength != 0 {
		typed, err := web.Values(c)
		if err != nil {
			return err
		}
		reason = typed.Get("reason")
	}
	return p.step(func(v *ownVisit, tx *models.Tx) error { return v.cancel(tx, reason) })(c)
}

// asCustomer makes a customer the author of what follows, whoever of staff is logged in on the same browser.
func asCustomer(c echo.Context, by models.By) {
	by.Address = c.RealIP()
	c.SetRequest(c.Request().WithContext(models.WithBy(c.Request().Context(), by)))
}
