package admin

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// askForLink says what a new link for the customer does before there is one.
func (p pages) askForLink(c echo.Context) error {
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	if !visit.MayHaveLink() {
		return web.See(c, visitPath(visit))
	}
	return p.showLink(c, http.StatusOK, views.VisitLink{Visit: visit})
}

// makeLink gives the customer another link and shows it, this once.
func (p pages) makeLink(c echo.Context) error {
	form, link := views.VisitAct{}, views.VisitLink{}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if link.Visit, err = visitOf(c, tx); err != nil {
			return err
		}
		if err := link.Visit.Expect(tx, seenVersion(form.Version)); err != nil {
			return err
		}
		return link.Visit.NewLink(tx)
	})
	var ended models.Sentence
	switch {
	case errors.Is(err, models.ErrStale):
		link.Error = "Somebody changed this visit, or made a link, in the meantime. Please look whether it still needs one."
		return p.showLink(c, http.StatusConflict, link)
	case errors.As(err, &ended):
		link.Error = string(ended)
		return p.showLink(c, http.StatusConflict, link)
	case err != nil:
		return err
	}
	link.Address = p.Link("/p/" + link.Visit.Token)
	return p.showLink(c, http.StatusOK, link)
}

func (p pages) showLink(c echo.Context, status int, link views.VisitLink) error {
	page := p.Page(c, "Link for "+link.Visit.Name(), "calendar")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.VisitLinked(page, link))
}
