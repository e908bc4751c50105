package admin

import (
	"maps"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

// endpointTest offers to send a test.
func (p pages) endpointTest(c echo.Context) error {
	return p.showTest(c, c.QueryParam("event"), nil)
}

// testEndpoint sends one and shows what came of it. The activity shows it as a test, and it does not count against the endpoint.
func (p pages) testEndpoint(c echo.Context) error {
	var form struct {
		Event string `form:"event"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	if !slices.Contains(webhooks.EventTypes(), form.Event) {
		form.Event = ""
	}
	endpoint, err := models.FindEndpoint(p.Read(c), c.Param("endpoint"))
	if err != nil {
		return err
	}
	tested, err := p.Sender.Test(c.Request().Context(), endpoint, form.Event)
	if err != nil {
		return err
	}
	result := &views.TestResult{
		Type: tested.Type, Said: tested.Failure.Sentence(tested.Status), Advice: tested.Failure.Advice(tested.Status), Failed: tested.Failure != "",
		Status: tested.Status, TookUs: tested.Took.Microseconds(), Body: pretty(tested.Body), Answer: tested.Text,
	}
	for _, name := range slices.Sorted(maps.Keys(tested.Header)) {
		result.Headers = append(result.Headers, views.HeaderLine{Name: name, Value: shortened(tested.Header.Get(name))})
	}
	return p.showTest(c, form.Event, result)
}

func (p pages) showTest(c echo.Context, event string, result *views.TestResult) error {
	tx := p.Read(c)
	endpoint, err := p.endpointPage(c, tx)
	if err != nil {
		return err
	}
	test := views.TestPage{EndpointPage: endpoint, Event: event, Result: result}
	for _, meaning := range webhooks.Meanings() {
		sample, err := p.sampleOf(tx, endpoint.Endpoint, meaning.Type)
		if err != nil {
			return err
		}
		if sample == "" { // its dialect has no word for it
			continue
		}
		test.Events = append(test.Events, views.EventChoice{Type: meaning.Type, Text: meaning.Text, Sample: sample})
	}
	page := p.Page(c, "Test – "+views.EndpointHost(endpoint.Endpoint), "settings")
	return web.Render(c, http.StatusOK, views.EndpointTest(page, test))
}

// longestHeader is how much of an answer's header a page shows.
const longestHeader = 500

func shortened(value string) string {
	runes := []rune(value)
	if len(runes) <= longestHeader {
		return value
	}
	return string(runes[:longestHeader]) + "…"
}
