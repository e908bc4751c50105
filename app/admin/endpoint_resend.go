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
	"anteroom/webhooks"
)

// askToResend counts what would be sent again since a moment: what failed, what was missed while switched off, or all of a span.
func (p pages) askToResend(c echo.Context) error {
	return p.showResend(c, http.StatusOK, views.ResendForm{What: c.QueryParam("what"), Since: c.QueryParam("since"), Until: c.QueryParam("until")})
}

func (p pages) showResend(c echo.Context, status int, form views.ResendForm) error {
	tx := p.Read(c)
	endpoint, err := p.endpointPage(c, tx)
	if err != nil {
		return err
	}
	if form.What != "missed" && form.What != "all" {
		form.What = "failed"
	}
	if form.Since == "" {
		form.Since = usualSince(endpoint.Clock, form.What)
	}
	if form.Until == "" {
		form.Until = endpoint.Clock.Now.In(endpoint.Clock.Zone).Add(time.Minute).Format(localMinute)
	}
	span, invalid := spanOf(endpoint.Clock, form)
	if len(form.Errors) == 0 {
		form.Errors = invalid
	}
	if len(form.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	} else if form.Count, err = p.countAgain(tx, endpoint.Endpoint, form.What, span); err != nil {
		return err
	}
	form.Most = webhooks.MostReplayed
	page := p.Page(c, "Send again – "+views.EndpointHost(endpoint.Endpoint), "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.EndpointResend(page, endpoint, form))
}

// resend sends it again, each with its own id and bytes, in the old order.
func (p pages) resend(c echo.Context) error {
	var form views.ResendForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	tx := p.Read(c)
	clock, _, err := p.clock(tx)
	if err != nil {
		return err
	}
	endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
	if err != nil {
		return err
	}
	span, invalid := spanOf(clock, form)
	if len(invalid) > 0 {
		return p.showResend(c, http.StatusUnprocessableEntity, form)
	}
	n, err := p.sendAgain(c, endpoint, form.What, span)
	var refused models.Sentence
	if errors.As(err, &refused) {
		form.Errors = models.Invalid{"since": string(refused)}
		return p.showResend(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	err = p.Write(c, func(tx *models.Tx) error {
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s sent again, in the old order.", deliveriesAre(n))})
	})
	if err != nil {
		return err
	}
	p.Sender.WakeUp()
	return web.See(c, endpointPath(endpoint))
}

// span is from when to when something is sent again; what failed or was missed has no end.
type span struct{ since, until models.Instant }

func (p pages) countAgain(tx *models.Tx, endpoint *models.Endpoint, what string, span span) (int64, error) {
	switch what {
	case "missed":
		return endpoint.CountMissed(tx, span.since)
	case "all":
		n, err := p.Sender.CountReplay(tx, endpoint, span.since, span.until, webhooks.MostReplayed)
		return int64(n), err
	}
	return endpoint.CountFailed(tx, span.since)
}

func (p pages) sendAgain(c echo.Context, endpoint *models.Endpoint, what string, span span) (n int64, err error) {
	if what == "all" {
		sent, err := p.Sender.Replay(c.Request().Context(), endpoint.PublicID, span.since, span.until)
		return int64(sent), err
	}
	err = p.Write(c, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, endpoint.PublicID)
		if err != nil {
			return err
		}
		send := endpoint.ResendFailed
		if what == "missed" {
			send = endpoint.ResendMissed
		}
		n, err = send(tx, span.since)
		return err
	})
	return n, err
}

func deliveriesAre(n int64) string {
	if n == 1 {
		return "1 delivery is being"
	}
	return strconv.FormatInt(n, 10) + " deliveries are being"
}

// usualSince is a week ago for what failed, a day for all; what was missed goes back as far as it is kept.
func usualSince(clock views.Clock, what string) string {
	days := map[string]int{"failed": -7, "missed": -90, "all": -1}[what]
	return clock.Now.In(clock.Zone).AddDate(0, 0, days).Format(localMinute)
}

// spanOf reads the moments, on the account's clock, and says what is wrong with them.
func spanOf(clock views.Clock, form views.ResendForm) (span, models.Invalid) {
	invalid := models.Invalid{}
	read := func(field, text string) models.Instant {
		at, err := time.ParseInLocation(localMinute, text, clock.Zone)
		if err != nil {
			invalid.Add(field, "Please give a day and a time like 2026-11-24T14:05.")
		}
		return models.At(at)
	}
	s := span{since: read("since", form.Since)}
	if form.What != "all" {
		return s, invalid
	}
	if s.until = read("until", form.Until); len(invalid) == 0 && !s.until.After(s.since.Time) {
		invalid.Add("until", "Please choose an end that is after the beginning.")
	}
	return s, invalid
}

// ever is before anything was sent.
func ever() models.Instant { return models.At(time.Unix(0, 0)) }
