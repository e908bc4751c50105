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

// askToResend counts what would be sent again since a moment: what failed, or what was missed while switched off.
func (p pages) askToResend(c echo.Context) error {
	return p.showResend(c, http.StatusOK, views.ResendForm{What: c.QueryParam("what"), Since: c.QueryParam("since")})
}

func (p pages) showResend(c echo.Context, status int, form views.ResendForm) error {
	tx := p.Read(c)
	endpoint, err := p.endpointPage(c, tx)
	if err != nil {
		return err
	}
	if form.What != "missed" {
		form.What = "failed"
	}
	if form.Since == "" {
		form.Since = usualSince(endpoint.Clock, form.What)
	}
	since, wrong := sinceOf(endpoint.Clock, form.Since)
	if wrong != "" {
		form.Error, status = wrong, http.StatusUnprocessableEntity
	} else if form.Count, err = countFor(form.What, endpoint.Endpoint)(tx, since); err != nil {
		return err
	}
	page := p.Page(c, "Send again – "+views.EndpointHost(endpoint.Endpoint), "settings")
	page.Invalid = form.Error != ""
	return web.Render(c, status, views.EndpointResend(page, endpoint, form))
}

// resend sends it again, each with its own id and bytes, in the old order.
func (p pages) resend(c echo.Context) error {
	var form views.ResendForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	clock, _, err := p.clock(p.Read(c))
	if err != nil {
		return err
	}
	since, wrong := sinceOf(clock, form.Since)
	if wrong != "" {
		return p.showResend(c, http.StatusUnprocessableEntity, form)
	}
	path := ""
	err = p.Write(c, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
		if err != nil {
			return err
		}
		path = endpointPath(endpoint)
		send := endpoint.ResendFailed
		if form.What == "missed" {
			send = endpoint.ResendMissed
		}
		n, err := send(tx, since)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s sent again, in the old order.", deliveriesAre(n))})
	})
	var refused models.Sentence
	if errors.As(err, &refused) {
		form.Error = string(refused)
		return p.showResend(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	p.Sender.WakeUp()
	return web.See(c, path)
}

func deliveriesAre(n int64) string {
	if n == 1 {
		return "1 delivery is being"
	}
	return strconv.FormatInt(n, 10) + " deliveries are being"
}

func countFor(what string, endpoint *models.Endpoint) func(*models.Tx, models.Instant) (int64, error) {
	if what == "missed" {
		return endpoint.CountMissed
	}
	return endpoint.CountFailed
}

// usualSince is a week ago for what failed; what was missed goes back as far as it is kept.
func usualSince(clock views.Clock, what string) string {
	days := -7
	if what == "missed" {
		days = -90
	}
	return clock.Now.In(clock.Zone).AddDate(0, 0, days).Format(localMinute)
}

func sinceOf(clock views.Clock, text string) (models.Instant, string) {
	at, err := time.ParseInLocation(localMinute, text, clock.Zone)
	if err != nil {
		return models.Instant{}, "Please give a day and a time like 2026-11-24T14:05."
	}
	return models.At(at), ""
}

// ever is before anything was sent.
func ever() models.Instant { return models.At(time.Unix(0, 0)) }
