package public

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// queueRoutes are where customers join a line: from their phone, and at a screen in the house.
func (p pages) queueRoutes() []web.Route {
	return []web.Route{
		web.PublicPage(http.MethodGet, "/queue", p.chooseLine),
		web.PublicPage(http.MethodGet, "/queue/:location", p.queue),
		web.PublicPage(http.MethodPost, "/queue/:location", p.joinQueue),
		web.PublicPage(http.MethodGet, "/queue/:location/poster", p.queuePoster),
		web.PublicPage(http.MethodGet, "/queue/:location/kiosk", p.kiosk),
		web.PublicPage(http.MethodPost, "/queue/:location/kiosk", p.joinAtKiosk),
		web.PublicPage(http.MethodGet, "/queue/:location/kiosk/ticket/:answer", p.ticket),
		web.PublicPage(http.MethodGet, "/display/:location", p.display),
		web.PublicPage(http.MethodGet, "/display/:location/stream", p.followDisplay).Streaming(),
	}
}

// publicLocation is the location of the address. One that is not for the public is one that is not there.
func (p pages) publicLocation(c echo.Context, tx *models.Tx) (*models.Location, error) {
	location, err := models.FindLocationByPublicID(tx, models.Everywhere(), c.Param("location"))
	if err == nil && !location.IsPublic {
		err = models.ErrNotFound
	}
	return location, err
}

func queuePath(location *models.Location) string { return "/queue/" + location.Slug }

// queue shows what is worth knowing before joining, and the form.
func (p pages) queue(c echo.Context) error {
	q, err := p.openQueue(c, nil)
	if err != nil {
		return err
	}
	if !q.location.TakesWalkIns(p.Now()) {
		return p.showQueueShut(c, http.StatusOK, q)
	}
	q.service = c.QueryParam("service")
	q.once, q.opened = web.NewOnceKey(), p.sealTime()
	return p.showQueue(c, http.StatusOK, q)
}

func (p pages) showQueue(c echo.Context, status int, q *queueForm) error {
	view, err := p.queueView(p.Read(c), q)
	if err != nil {
		return err
	}
	page := p.page(c, view.Title)
	page.Invalid = len(view.Errors) > 0
	if !q.kiosk {
		return web.Render(c, status, views.QueuePage(page, view))
	}
	page.Shape, page.Scripts, page.Again = "kiosk", []string{views.FollowScript}, "180;url="+view.Action
	return web.Render(c, status, views.KioskPage(page, view))
}

// joinQueue puts the customer in line, once however often the form is sent, and leads to the page of their visit.
func (p pages) joinQueue(c echo.Context) error {
	return p.takeJoin(c, false, func(answer *queueAnswer) string { return visitPath(answer.token) })
}

// takeJoin reads and keeps the form; what is wrong shows it again.
func (p pages) takeJoin(c echo.Context, kiosk bool, onward func(*queueAnswer) string) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	q, err := p.openQueue(c, typed)
	if err != nil {
		return err
	}
	q.kiosk = kiosk
	if err := q.read(); err != nil {
		return err
	}
	switch {
	case q.typed.Get(trapField) != "":
		return web.See(c, onward(&queueAnswer{token: models.NewToken()}))
	case len(q.wrong) > 0:
		return p.showQueue(c, http.StatusUnprocessableEntity, q)
	}
	if sentence := p.tooQuick(q.form); sentence != "" {
		q.wrong.Add("", sentence)
		q.once = web.NewOnceKey()
		return p.showQueue(c, http.StatusUnprocessableEntity, q)
	}
	answer, err := p.keepQueue(c, q)
	var invalid models.Invalid
	var sentence models.Sentence
	switch {
	case errors.Is(err, models.ErrQueueClosed):
		return p.showQueueShut(c, http.StatusUnprocessableEntity, q)
	case errors.Is(err, models.ErrOtherBody):
		q.wrong.Add("", sentBefore)
		q.once = web.NewOnceKey()
	case errors.As(err, &invalid):
		q.take(invalid)
	case errors.As(err, &sentence):
		q.wrong.Add("", string(sentence))
	case err != nil:
		return err
	}
	if len(q.wrong) > 0 {
		return p.showQueue(c, http.StatusUnprocessableEntity, q)
	}
	return web.See(c, onward(answer))
}

// queueAnswer is what joining leads to: the token of the visit's link, and what a ticket says.
type queueAnswer struct {
	token  string
	ticket string
}

const answerSealed = "the answer of a line"

// keepQueue stores the visit. What is remembered of the form is sealed: the link is nowhere in the database.
func (p pages) keepQueue(c echo.Context, q *queueForm) (*queueAnswer, error) {
	asCustomer(c, models.By{Kind: models.ByOnline, Name: string(models.ByOnline)})
	kept, err := p.Once(c, q.once, func(tx *models.Tx) (string, error) {
		location, err := p.publicLocation(c, tx)
		if err != nil {
			return "", err
		}
		if !location.TakesWalkIns(models.TxNow(tx).Time) {
			return "", models.ErrQueueClosed
		}
		fields, err := models.OpenFields(tx)
		if err != nil {
			return "", err
		}
		person, err := models.MeetOnline(tx, fields, q.values)
		if err != nil {
			return "", err
		}
		wish := q.wish(person)
		visit, again, err := location.JoinOnce(tx, wish)
		if err != nil {
			return "", err
		}
		token := visit.Token
		if again {
			if token, err = p.watchLink(tx, visit, wish); err != nil {
				return "", err
			}
		}
		return visit.PublicID + " " + p.Keyring.Seal(token+" "+visit.Ticket(), answerSealed), nil
	})
	if err != nil {
		return nil, err
	}
	_, sealed, _ := strings.Cut(kept, " ")
	answer := &queueAnswer{token: models.NewToken()} // what cannot be opened is of a person erased since: their link leads nowhere
	if text, err := p.Keyring.Open(sealed, answerSealed); err == nil {
		answer.token, answer.ticket, _ = strings.Cut(text, " ")
	}
	return answer, nil
}
