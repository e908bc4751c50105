package admin

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// refusedTime is why a time is none, and what is instead.
type refusedTime struct {
	status int
	visit  *models.Visit
	near   []models.FreeTime
	busy   []views.BusyTime
}

// refuseTime turns a refusal into words at the form and the visit as it is now; any other error stays one.
func (p pages) refuseTime(c echo.Context, err error, form *views.VisitTimeForm) (*refusedTime, error) {
	refused := &refusedTime{status: http.StatusUnprocessableEntity}
	wrong, ok := invalidOf(err)
	isTaken := errors.Is(err, models.ErrTaken)
	switch {
	case errors.Is(err, models.ErrStale):
		refused.status, wrong = http.StatusConflict, models.Invalid{"": staleVisit}
	case isTaken:
		refused.status, wrong = http.StatusConflict, models.Invalid{"date": notFree}
		if refused.near, err = p.nearTimes(c, err); err != nil {
			return nil, err
		}
	case !ok:
		return nil, err
	}
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return nil, err
	}
	refused.visit = visit
	if form.Start != "" {
		form.Day, form.Time = splitWall(form.Start)
	}
	form.Errors, form.Version = timeInputs(wrong), strconv.FormatInt(visit.Version, 10)
	if !isTaken {
		return refused, nil
	}
	if form.Day == "" {
		wall, err := wallHere(p.Read(c), visit)
		if err != nil {
			return nil, err
		}
		form.Day, form.Time = splitWall(wall)
	}
	query, err := p.visitQuery(c, visit, *form)
	if err != nil {
		return nil, err
	}
	refused.busy, err = busyAt(c, p.Read(c), query, form.Day+"T"+form.Time)
	return refused, err
}

const notFree = "This time is not free. Please choose another one."

// nearTimes are the free times that a refusal names.
func (p pages) nearTimes(c echo.Context, err error) ([]models.FreeTime, error) {
	var taken *models.TakenError
	if errors.As(err, &taken) {
		return taken.Nearest(p.Read(c))
	}
	return nil, nil
}

// timeInputs gives the sentences of the verbs the names of the inputs.
func timeInputs(wrong models.Invalid) models.Invalid {
	inputs := map[string]string{"date": "time", "duration": "minutes", "resourceIds": "resource", "serviceIds": "service"}
	named := models.Invalid{}
	for name, sentence := range wrong {
		if input := inputs[name]; input != "" {
			name = input
		}
		named.Add(name, sentence)
	}
	return named
}

// mostBusy is of how many it is said what keeps them.
const mostBusy = 6

// busyAt says of each resource that was wanted, or where none was of all who could, what keeps it at a wall time: an appointment, or its
// hours. Who works elsewhere alone is not named, whatever number was sent.
func busyAt(c echo.Context, tx *models.Tx, query models.AvailabilityQuery, date string) ([]views.BusyTime, error) {
	wall, err := models.ParseWall(date, query.Location.Zone())
	var unreadable models.Sentence
	if errors.As(err, &unreadable) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	before, after, length, wanted := 0, 0, 0, query.ResourceIDs
	for i := range query.Services {
		service := &query.Services[i]
		before, after, length = max(before, service.BufferBefore), max(after, service.BufferAfter), length+service.Duration
		if len(query.ResourceIDs) == 0 {
			wanted = append(wanted, service.ResourceIDs...)
		}
	}
	if query.Duration > 0 {
		length = query.Duration
	}
	stretch := models.Stretch{From: wall.At, Until: models.At(wall.At.Add(time.Duration(length) * time.Second))}
	resources, err := models.Resources(tx, models.Everywhere())
	if err != nil {
		return nil, err
	}
	var busy []views.BusyTime
	for i := range resources {
		r := &resources[i]
		if !slices.Contains(wanted, r.ID) || !r.IsActive && len(query.ResourceIDs) == 0 || !atLocation(r.LocationIDs, query.Location.ID) {
			continue
		}
		visits, err := models.InTheWay(tx, query.Now, stretch, before, after, []int64{r.ID}, query.Except)
		if err != nil {
			return nil, err
		}
		for j := range visits {
			busy = append(busy, views.BusyTime{Resource: r.Name, Visit: &visits[j], Elsewhere: !web.Scope(c).Covers(&visits[j].LocationID)})
		}
		if len(visits) == 0 && !covers(r.OpenOn(query.Location, models.DateIn(wall.At.Time, query.Location.Zone())), stretch) {
			busy = append(busy, views.BusyTime{Resource: r.Name})
		}
	}
	return busy[:min(len(busy), mostBusy)], nil
}

func covers(open []models.Stretch, s models.Stretch) bool {
	return slices.ContainsFunc(open, func(o models.Stretch) bool { return !o.From.After(s.From.Time) && !o.Until.Before(s.Until.Time) })
}
