package web

import (
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

// alertedFor is how long staff are told that an endpoint was switched off.
const alertedFor = 7 * 24 * time.Hour

// alerts tell admins on every page of endpoints that fail or that we switched off; the endpoints' own pages say more.
func (a *App) alerts(c echo.Context, who *Principal) []views.Alert {
	if who.Role != models.RoleAdmin || strings.HasPrefix(c.Request().URL.Path, "/admin/settings/webhooks") {
		return nil
	}
	endpoints, err := models.Endpoints(a.Read(c))
	if err != nil {
		a.Log.Error("the endpoints could not be read", "error", err)
		return nil
	}
	clock := views.Clock{Now: a.Now(), Zone: a.Zone(c)}
	var alerts []views.Alert
	for i := range endpoints {
		if text := troubleWords(&endpoints[i], clock); text != "" {
			alerts = append(alerts, views.Alert{Text: text, Link: views.Link{Label: "See why", Href: "/admin/settings/webhooks/" + endpoints[i].PublicID}})
		}
	}
	return alerts
}

// troubleWords are "" while staff need not know.
func troubleWords(endpoint *models.Endpoint, clock views.Clock) string {
	host := views.EndpointHost(endpoint)
	switch {
	case endpoint.IsActive && endpoint.Told >= int(webhooks.NoticeFailing) && endpoint.FirstFailure != nil:
		return "Webhooks to " + host + " have been failing since " + clock.Near(*endpoint.FirstFailure) + "."
	case endpoint.DisabledAt == nil || clock.Now.Sub(endpoint.DisabledAt.Time) > alertedFor:
		return ""
	case endpoint.DisabledReason == models.DisabledAsFailing:
		return "We switched the webhooks to " + host + " off: nothing had arrived for five days."
	case endpoint.DisabledReason == models.DisabledAsGone:
		return "We switched the webhooks to " + host + " off: the receiver says that it is gone."
	}
	return ""
}
