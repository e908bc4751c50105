package admin

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

const endpointsPath = "/admin/settings/webhooks"

func (p pages) endpointRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, endpointsPath, web.Admin, p.endpoints),
		web.StaffPage(get, endpointsPath+"/new", web.Admin, p.newEndpoint),
		web.StaffPage(post, endpointsPath, web.Admin, p.createEndpoint),
		web.StaffPage(get, endpointsPath+"/events/:event", web.Admin, p.eventDeliveries),
		web.StaffPage(get, endpointsPath+"/:endpoint", web.Admin, p.endpointActivity),
		web.StaffPage(get, endpointsPath+"/:endpoint/test", web.Admin, p.endpointTest),
		web.StaffPage(post, endpointsPath+"/:endpoint/test", web.Admin, p.testEndpoint),
		web.StaffPage(get, endpointsPath+"/:endpoint/settings", web.Admin, p.endpointSettings),
		web.StaffPage(post, endpointsPath+"/:endpoint/settings", web.Admin, p.changeEndpoint),
		web.StaffPage(get, endpointsPath+"/:endpoint/secret", web.Admin, p.endpointSecret),
		web.StaffPage(post, endpointsPath+"/:endpoint/secret", web.Admin, p.rotateSecret),
		web.StaffPage(post, endpointsPath+"/:endpoint/secret/ending", web.Admin, p.endOldSecret),
		web.StaffPage(post, endpointsPath+"/:endpoint/state", web.Admin, p.switchEndpoint),
		web.StaffPage(get, endpointsPath+"/:endpoint/deletion", web.Admin, p.askToDeleteEndpoint),
		web.StaffPage(post, endpointsPath+"/:endpoint/deletion", web.Admin, p.deleteEndpoint),
		web.StaffPage(get, endpointsPath+"/:endpoint/resend", web.Admin, p.askToResend),
		web.StaffPage(post, endpointsPath+"/:endpoint/resend", web.Admin, p.resend),
		web.StaffPage(get, endpointsPath+"/:endpoint/deliveries/:delivery", web.Admin, p.delivery),
		web.StaffPage(post, endpointsPath+"/:endpoint/deliveries/:delivery/redelivery", web.Admin, p.redeliver),
		web.StaffPage(post, endpointsPath+"/:endpoint/deliveries/:delivery/retry", web.Admin, p.retryDelivery),
		web.StaffPage(post, endpointsPath+"/:endpoint/deliveries/:delivery/abandonment", web.Admin, p.abandonDelivery),
	}
}

func endpointPath(endpoint *models.Endpoint) string { return endpointsPath + "/" + endpoint.PublicID }

// endpoints lists them with how they do.
func (p pages) endpoints(c echo.Context) error {
	tx := p.Read(c)
	clock, _, err := p.clock(tx)
	if err != nil {
		return err
	}
	list := views.EndpointsPage{Clock: clock}
	if list.Usage, err = models.EndpointUsage(tx); err != nil {
		return err
	}
	if list.Locations, err = locationWords(tx); err != nil {
		return err
	}
	endpoints, err := models.Endpoints(tx)
	if err != nil {
		return err
	}
	for i := range endpoints {
		row := views.EndpointRow{Endpoint: &endpoints[i]}
		if row.Days, err = row.Endpoint.LastDays(tx, models.At(clock.Now), clock.Zone); err != nil {
			return err
		}
		row.Last, err = row.Endpoint.LastDelivery(tx)
		if errors.Is(err, models.ErrNotFound) {
			row.Last, err = nil, nil
		}
		if err != nil {
			return err
		}
		list.Rows = append(list.Rows, row)
	}
	return web.Render(c, http.StatusOK, views.Endpoints(p.Page(c, "Webhooks", "settings"), list))
}

// endpointPage is what every tab shows: the endpoint, and in words what is wrong with it.
func (p pages) endpointPage(c echo.Context, tx *models.Tx) (views.EndpointPage, error) {
	var page views.EndpointPage
	endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
	if err != nil {
		return page, err
	}
	page.Endpoint = endpoint
	if page.Clock, _, err = p.clock(tx); err != nil {
		return page, err
	}
	if page.Missed, err = endpoint.CountMissed(tx, ever()); err != nil {
		return page, err
	}
	if endpoint.IsActive && endpoint.Failures > 0 {
		page.Trouble, err = p.troubleOf(tx, endpoint)
	}
	return page, err
}

// judgedBy is how many of the newest deliveries say how an endpoint does.
const judgedBy = 20

// troubleOf words why an endpoint fails and what will happen next.
func (p pages) troubleOf(tx *models.Tx, endpoint *models.Endpoint) (views.Trouble, error) {
	var trouble views.Trouble
	tried, err := endpoint.LastTried(tx, judgedBy)
	if err != nil {
		return trouble, err
	}
	trouble.Tried = len(tried)
	for _, delivery := range tried {
		if delivery.Failure == "" {
			continue
		}
		if trouble.Failing++; trouble.Last == "" {
			failure := webhooks.Failure(delivery.Failure)
			trouble.Last, trouble.Advice = failure.Sentence(delivery.Status), failure.Advice(delivery.Status)
		}
	}
	health := webhooks.HealthOf(endpoint)
	if disable := health.DisableAt(); !disable.IsZero() {
		at := models.At(disable)
		trouble.Disable = &at
	}
	if until := p.Sender.BreakerUntil(endpoint); !until.IsZero() {
		at := models.At(until)
		trouble.Paused = &at
	}
	next, err := endpoint.NextTry(tx)
	if errors.Is(err, models.ErrNotFound) {
		return trouble, nil
	}
	if err != nil {
		return trouble, err
	}
	trouble.Next = &next.DueAt
	oldest, err := endpoint.OldestPending(tx)
	if err != nil {
		return trouble, err
	}
	until := models.At(oldest.DueAt.Add(p.Sender.Schedule().Left(oldest.Tries + 1)))
	trouble.Until = &until
	return trouble, nil
}

func locationWords(tx *models.Tx) (map[string]string, error) {
	locations, err := models.Locations(tx, models.Everywhere())
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for i := range locations {
		names[locations[i].PublicID] = locations[i].Name
	}
	return names, nil
}
