package admin

import (
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

// activityLength is how many deliveries a page shows.
const activityLength = 50

// endpointActivity shows what was sent to an endpoint, the newest first.
func (p pages) endpointActivity(c echo.Context) error {
	tx := p.Read(c)
	endpoint, err := p.endpointPage(c, tx)
	if err != nil {
		return err
	}
	watch := endpoint.Endpoint.Watch()
	versions, err := models.Versions(tx, map[models.Watch]bool{watch: true})
	if err != nil {
		return err
	}
	endpoint.Watch = watch.String() + "@" + strconv.FormatInt(versions[watch], 10)
	activity := views.ActivityPage{EndpointPage: endpoint, Types: webhooks.EventTypes(), Query: views.ActivityQuery{
		Path: endpointPath(endpoint.Endpoint), State: c.QueryParam("state"), Event: c.QueryParam("event"), Person: strings.TrimSpace(c.QueryParam("person")),
		ID: strings.TrimSpace(c.QueryParam("id")), From: c.QueryParam("from"), To: c.QueryParam("to"), Before: c.QueryParam("before"),
	}}
	filter, err := activityFilter(tx, endpoint.Clock, &activity.Query)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(activity.Query.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	} else {
		before, _ := strconv.ParseInt(activity.Query.Before, 10, 64)
		deliveries, err := endpoint.Endpoint.Deliveries(tx, filter, before, activityLength+1)
		if err != nil {
			return err
		}
		if len(deliveries) > activityLength {
			deliveries = deliveries[:activityLength]
			activity.Next = strconv.FormatInt(deliveries[activityLength-1].ID, 10)
		}
		if activity.Rows, err = p.deliveryRows(tx, deliveries); err != nil {
			return err
		}
	}
	page := p.Page(c, "Activity – "+views.EndpointHost(endpoint.Endpoint), "settings")
	page.Invalid = len(activity.Query.Errors) > 0
	return web.Render(c, status, views.EndpointActivity(page, activity))
}

// activityFilter reads the filters of the URL; what cannot be read is told at its field.
func activityFilter(tx *models.Tx, clock views.Clock, query *views.ActivityQuery) (models.DeliveryFilter, error) {
	invalid := models.Invalid{}
	filter := models.DeliveryFilter{State: models.DeliveryState(query.State), Type: query.Event}
	states := []models.DeliveryState{"", models.Pending, models.Delivered, models.Failed, models.Skipped}
	if !slices.Contains(states, filter.State) {
		filter.State, query.State = "", ""
	}
	filter.From = dayOf(clock, query.From, 0, "from", invalid)
	filter.To = dayOf(clock, query.To, 1, "to", invalid)
	if query.ID != "" {
		filter.Message = query.ID
		if sequence, err := strconv.ParseInt(query.ID, 10, 64); err == nil {
			filter.Message, filter.Sequence = "", max(sequence, 1)
		}
	}
	query.Errors = invalid
	if query.Person == "" || len(invalid) > 0 {
		return filter, nil
	}
	var err error
	filter.People, err = peopleCalled(tx, query.Person)
	return filter, err
}

// dayOf is the beginning of a day on the wall, days later.
func dayOf(clock views.Clock, text string, days int, field string, invalid models.Invalid) models.Instant {
	if text == "" {
		return models.Instant{}
	}
	date, err := models.ParseDate(text)
	if err != nil {
		invalid.Add(field, "Please give a date like 2026-11-24.")
		return models.Instant{}
	}
	return models.At(date.AddDays(days).In(clock.Zone))
}

// peopleCalled are the keys of those with this number, or with names that begin like this.
func peopleCalled(tx *models.Tx, words string) ([]int64, error) {
	if id, err := strconv.ParseInt(words, 10, 64); err == nil {
		return []int64{id}, nil
	}
	list, err := models.ListPeople(tx, models.PeopleFilter{Scope: models.Everywhere(), Query: words, Limit: 200})
	if err != nil {
		return nil, err
	}
	ids := []int64{}
	for i := range list.People {
		ids = append(ids, list.People[i].ID)
	}
	return ids, nil
}

// deliveryRows words deliveries.
func (p pages) deliveryRows(tx *models.Tx, deliveries []models.Delivery) ([]views.DeliveryRow, error) {
	names, err := models.SubjectNames(tx, deliveries)
	if err != nil {
		return nil, err
	}
	rows := make([]views.DeliveryRow, len(deliveries))
	for i := range deliveries {
		delivery := &deliveries[i]
		rows[i] = views.DeliveryRow{Delivery: delivery, Subject: names[models.Subject{Kind: delivery.SubjectKind, ID: delivery.SubjectID}], Tries: p.Sender.Schedule().Tries()}
		if delivery.Tries > 0 && delivery.Failure != "" {
			failure := webhooks.Failure(delivery.Failure)
			rows[i].Said, rows[i].Advice = failure.Sentence(delivery.Status), failure.Advice(delivery.Status)
		} else if delivery.Tries > 0 {
			rows[i].Said = strconv.Itoa(delivery.Status)
		}
	}
	return rows, nil
}
