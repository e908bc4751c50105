package admin

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

// delivery shows one delivery: request, response, attempts.
func (p pages) delivery(c echo.Context) error {
	tx := p.Read(c)
	endpoint, err := p.endpointPage(c, tx)
	if err != nil {
		return err
	}
	id, err := web.ID(c.Param("delivery"))
	if err != nil {
		return err
	}
	delivery, err := endpoint.Endpoint.FindDelivery(tx, id)
	if err != nil {
		return err
	}
	rows, err := p.deliveryRows(tx, []models.Delivery{*delivery})
	if err != nil {
		return err
	}
	view := views.DeliveryPage{EndpointPage: endpoint, DeliveryRow: rows[0], Tab: "request", Raw: c.QueryParam("raw") != "", Shown: -1}
	if tab := c.QueryParam("tab"); tab == "response" || tab == "attempts" {
		view.Tab = tab
	}
	if err := showAttempts(tx, &view, c.QueryParam("try")); err != nil {
		return err
	}
	if err := p.showRequest(c, &view); err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.Delivery(p.Page(c, delivery.Type+" – "+views.EndpointHost(endpoint.Endpoint), "settings"), view))
}

// showAttempts words the tries; the one asked for is shown, else the last.
func showAttempts(tx *models.Tx, view *views.DeliveryPage, asked string) error {
	attempts, err := view.Delivery.Attempts(tx)
	if err != nil {
		return err
	}
	isFound := false
	for i, attempt := range attempts {
		failure := webhooks.Failure(attempt.Failure)
		row := views.AttemptRow{Attempt: attempt, Said: failure.Sentence(attempt.Status), Advice: failure.Advice(attempt.Status)}
		if row.Headers, err = headerLines(attempt.Headers); err != nil {
			return err
		}
		view.Attempts = append(view.Attempts, row)
		if !isFound {
			view.Shown, isFound = i, asked == strconv.FormatInt(attempt.ID, 10)
		}
	}
	return nil
}

// headerLines are stored headers by name.
func headerLines(stored string) ([]views.HeaderLine, error) {
	var headers map[string]string
	if stored == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(stored), &headers); err != nil {
		return nil, errors.Join(errors.New("read the headers of an answer"), err)
	}
	var lines []views.HeaderLine
	for name, value := range headers {
		lines = append(lines, views.HeaderLine{Name: name, Value: value})
	}
	slices.SortFunc(lines, func(a, b views.HeaderLine) int { return strings.Compare(a.Name, b.Name) })
	return lines, nil
}

// showRequest is what went out, or would, without what is secret in it.
func (p pages) showRequest(c echo.Context, view *views.DeliveryPage) error {
	attempt, at := max(view.Delivery.Tries, 1), view.Delivery.DueAt
	if view.Shown >= 0 {
		attempt, at = view.Attempts[view.Shown].Attempt.Number, view.Attempts[view.Shown].Attempt.At
	}
	headers, err := p.Sender.ShowRequest(c.Request().Context(), view.Endpoint, view.Delivery, attempt, at)
	if err != nil {
		return err
	}
	for _, header := range headers {
		view.Headers = append(view.Headers, views.HeaderLine{Name: header.Name, Value: header.Value})
	}
	if view.Delivery.Body == nil {
		return nil
	}
	view.Body = string(view.Delivery.Body.Bytes)
	view.Curl = webhooks.Curl(view.Endpoint.URL, headers, view.Delivery.Body.Bytes)
	if !view.Raw {
		view.Body = pretty(view.Delivery.Body.Bytes)
	}
	return nil
}

// redeliver sends a delivery again, with the same id and bytes.
func (p pages) redeliver(c echo.Context) error {
	return p.actOnDelivery(c, func(tx *models.Tx, delivery *models.Delivery) (*models.Delivery, string, error) {
		again, err := delivery.Redeliver(tx)
		return again, "It is being sent again, with the same id.", err
	})
}

// retryDelivery does not wait for the time of the next try.
func (p pages) retryDelivery(c echo.Context) error {
	return p.actOnDelivery(c, func(tx *models.Tx, delivery *models.Delivery) (*models.Delivery, string, error) {
		return delivery, "The next try begins now.", delivery.RetryNow(tx)
	})
}

// abandonDelivery stops trying. It can be sent again.
func (p pages) abandonDelivery(c echo.Context) error {
	return p.actOnDelivery(c, func(tx *models.Tx, delivery *models.Delivery) (*models.Delivery, string, error) {
		return delivery, "Stopped. You can still redeliver it.", delivery.StopRetrying(tx)
	})
}

// actOnDelivery does something in a Write and leads to the delivery that came of it. What cannot be done is said on the page.
func (p pages) actOnDelivery(c echo.Context, do func(*models.Tx, *models.Delivery) (*models.Delivery, string, error)) error {
	id, err := web.ID(c.Param("delivery"))
	if err != nil {
		return err
	}
	path := ""
	err = p.Write(c, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
		if err != nil {
			return err
		}
		delivery, err := endpoint.FindDelivery(tx, id)
		if err != nil {
			return err
		}
		var flash views.Flash
		after, text, err := do(tx, delivery)
		var refused models.Sentence
		switch {
		case errors.As(err, &refused):
			after, flash = delivery, views.Flash{Text: string(refused), Tone: "bad"}
		case err != nil:
			return err
		default:
			flash = views.Flash{Text: text}
		}
		path = endpointPath(endpoint) + "/deliveries/" + strconv.FormatInt(after.ID, 10)
		return web.SetFlash(c, tx, flash)
	})
	if err != nil {
		return err
	}
	p.Sender.WakeUp()
	return web.See(c, path)
}
