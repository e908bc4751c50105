package public

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// chooseOther shows the times to which a customer may move their appointment.
func (p pages) chooseOther(c echo.Context) error {
	b, err := p.openMove(c)
	if errors.Is(err, models.ErrNotFound) {
		return p.goneLink(c)
	}
	if err != nil {
		return err
	}
	b.read(c.QueryParams())
	if sentence, err := b.stays(p.Read(c)); sentence != "" || err != nil {
		return p.showStays(c, b, sentence, err)
	}
	return p.showTimes(c, http.StatusOK, b)
}

// openMove finds the appointment that the link opens.
func (p pages) openMove(c echo.Context) (*choice, error) {
	visit, err := p.openVisit(c, p.Read(c))
	if err != nil {
		return nil, err
	}
	if visit.watching || !visit.IsAppointment() {
		return nil, models.ErrNotFound
	}
	b, err := p.choiceOf(c, visit.Visit)
	if err != nil {
		return nil, err
	}
	b.moved, b.path, b.date = visit.Visit, visitPath(c.Param("token"))+"/reschedule", models.Date{}
	return b, nil
}

// stays says why the appointment cannot be moved, "" where it can.
func (b *choice) stays(tx *models.Tx) (string, error) {
	if b.moved.State != models.StateBooked && b.moved.State != models.StateDraft {
		return notToMove, nil
	}
	until, err := b.moved.RescheduleBy(tx)
	if err == nil && until.Before(b.now.Time) {
		return tooLateMove, nil
	}
	return "", err
}

func (p pages) showStays(c echo.Context, b *choice, sentence string, err error) error {
	if err != nil {
		return err
	}
	view := views.BookStays{
		Title: "It stays as it is", Text: sentence, Phone: b.location.Phone, Facts: b.facts(),
		Back: views.Link{Label: "Back to your appointment", Href: visitPath(c.Param("token"))},
	}
	return web.Render(c, http.StatusConflict, views.BookStaysPage(p.page(c, view.Title), view))
}

// moveTo moves the appointment: it gives up its time only for one that is free.
func (p pages) moveTo(c echo.Context) error {
	b, err := p.openMove(c)
	if errors.Is(err, models.ErrNotFound) {
		return p.goneLink(c)
	}
	if err != nil {
		return err
	}
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	b.read(typed)
	if sentence, err := b.stays(p.Read(c)); sentence != "" || err != nil {
		return p.showStays(c, b, sentence, err)
	}
	wall, sentence := b.wall(typed)
	if b.wrong = cmp.Or(b.wrong, sentence); b.wrong != "" {
		return p.showTimes(c, http.StatusUnprocessableEntity, b)
	}
	asCustomer(c, models.By{Kind: models.ByPortal, Name: string(models.ByPortal)})
	err = p.Write(c, func(tx *models.Tx) error {
		visit, err := models.FindVisitByToken(tx, c.Param("token"))
		if err != nil || b.isThere(visit, wall) {
			return err
		}
		query := b.query()
		return visit.Reschedule(tx, models.Rescheduling{Date: wall.Text, Duration: query.Duration, ResourceIDs: query.ResourceIDs, AnyResource: true, AsOffered: true})
	})
	return p.afterTime(c, b, wall, typed, visitPath(c.Param("token")), err)
}

// isThere holds where the appointment has this time already: the form was sent twice.
func (b *choice) isThere(visit *models.Visit, wall models.WallTime) bool {
	return visit.IsOpen() && *visit.StartsAt == wall.At && (b.resource == nil || slices.Contains(visit.ResourceIDs, b.resource.ID))
}
