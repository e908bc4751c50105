package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"anteroom/app/web"
	"anteroom/models"
)

// lookAhead is how far free times are listed where nobody says until when.
const lookAhead = 7

// mostTimes is how many free times one answer holds: a week of every minute, or three months of every five within hours.
const mostTimes = 12_000

func (a *api) availability() {
	add(a, operation{
		method: http.MethodGet, path: "/availability", id: "list-availability", policy: web.ReadScope, tag: "Visits",
		summary: "List the times that can be booked", text: "The earliest first, by the same rules as a booking: hours, breaks, notices, buffers, capacity and what is taken.",
	}, a.listAvailability)
}

type availabilityInput struct {
	LocationID string `query:"locationId" maxLength:"100" doc:"Its id or slug; may be left out where there is only one location."`
	ServiceID  string `query:"serviceId" maxLength:"1000" doc:"One or several, parted by commas: they follow one another."`
	ResourceID string `query:"resourceId" maxLength:"1000" doc:"Who or what is wanted, parted by commas; any that fits unless given."`
	From       string `query:"from" maxLength:"40" doc:"An instant, or a day of the location's zone; now unless given." example:"2026-12-01"`
	To         string `query:"to" maxLength:"40" doc:"An instant, or a day, which is meant whole; a week unless given, 92 days at most." example:"2026-12-02"`
	PartySize  int    `query:"partySize" minimum:"1" maximum:"1000" default:"1"`
	Duration   int    `query:"duration" minimum:"0" maximum:"86400" doc:"Seconds, where no service says it."`
	AsStaff    bool   `query:"asStaff" doc:"Notices bind customers alone."`
}

// availabilityAnswer lists free times.
type availabilityAnswer struct {
	TimeZone string         `json:"timeZone" example:"Europe/Berlin"`
	Items    []freeTimeWord `json:"items" nullable:"false"`
}

// freeTimeWord is a time at which the whole party fits.
type freeTimeWord struct {
	Date        string   `json:"date" doc:"On the location's wall clock: give this as date to book." example:"2026-12-01T10:00"`
	Start       string   `json:"start" format:"date-time"`
	End         string   `json:"end" format:"date-time"`
	Duration    int      `json:"duration" doc:"Seconds."`
	ResourceIDs []string `json:"resourceIds" nullable:"false" doc:"Who and what is free then."`
	Spots       int      `json:"spots" doc:"How many people fit."`
}

func (k *keys) freeTimes(times []models.FreeTime) []freeTimeWord {
	words := make([]freeTimeWord, len(times))
	for i, free := range times {
		words[i] = freeTimeWord{
			Date: free.Wall.Text, Start: free.Start.Milli(), End: free.End.Milli(), Duration: free.Duration,
			ResourceIDs: keysOf(k.resources, free.ResourceIDs), Spots: free.Spots,
		}
	}
	return words
}

func (a *api) listAvailability(ctx context.Context, in *availabilityInput) (*answer[availabilityAnswer], error) {
	tx := a.DB.Read(ctx)
	query, err := in.query(finder{ctx, tx, models.Invalid{}}, models.At(a.Now()))
	if err != nil {
		return nil, err
	}
	out := availabilityAnswer{TimeZone: query.Location.TimeZone}
	err = a.search(ctx, func() error {
		times, err := models.Availability(tx, query)
		if err != nil {
			return err
		}
		if len(times) > mostTimes {
			return models.Invalid{"to": "More than 12,000 times are free until then. Please ask for fewer days at once."}
		}
		keys, err := findKeys(tx)
		if err != nil {
			return err
		}
		out.Items = keys.freeTimes(times)
		return nil
	})
	return answering(out, err)
}

// search looks for free times when its turn has come: first among programs, then among them and the visitors of the pages.
func (a *api) search(ctx context.Context, do func() error) error {
	return a.Programs.Take(ctx, func() error { return a.Searches.Take(ctx, do) })
}

func (in *availabilityInput) query(find finder, now models.Instant) (models.AvailabilityQuery, error) {
	query := models.AvailabilityQuery{PartySize: in.PartySize, Duration: in.Duration, ForStaff: in.AsStaff, Now: now, Limit: mostTimes + 1}
	var err error
	if query.Location, err = find.location(in.LocationID); err != nil {
		return query, err
	}
	for _, name := range split(in.ServiceID) {
		service, err := models.FindService(find.tx, scope(find.ctx), name)
		if err := unlessMissing(find.invalid, "serviceId", "There is no such service.", err); err != nil {
			return query, err
		}
		if service != nil {
			query.Services = append(query.Services, *service)
		}
	}
	for _, name := range split(in.ResourceID) {
		resource, err := models.FindResource(find.tx, scope(find.ctx), name)
		if err := unlessMissing(find.invalid, "resourceId", "There is no such resource.", err); err != nil {
			return query, err
		}
		if resource != nil {
			query.ResourceIDs = append(query.ResourceIDs, resource.ID)
		}
	}
	if err := find.invalid.Err(); err != nil {
		return query, err
	}
	zone := query.Location.Zone()
	query.From, query.Until = now.Time, models.DateIn(now.Time, zone).AddDays(lookAhead+1).In(zone)
	if in.From != "" {
		query.From = readInstant(find.invalid, "from", in.From, zone).Time
		query.Until = models.DateIn(query.From, zone).AddDays(lookAhead + 1).In(zone)
	}
	if in.To != "" {
		query.Until = readEnd(find.invalid, "to", in.To, zone)
		checkOrder(find.invalid, in.From, query.From, query.Until)
	}
	return query, find.invalid.Err()
}

// checkOrder refuses an end before a beginning that was given: there would never be anything between.
func checkOrder(invalid models.Invalid, given string, from, until time.Time) {
	if given != "" && len(invalid) == 0 && until.Before(from) {
		invalid.Add("to", "Please give an end that is later than the beginning.")
	}
}

// readEnd is readInstant for an end: a day is meant whole.
func readEnd(invalid models.Invalid, name, text string, zone *time.Location) time.Time {
	if date, err := models.ParseDate(text); err == nil && !date.IsZero() {
		return date.AddDays(1).In(zone)
	}
	return readInstant(invalid, name, text, zone).Time
}

// split parts what commas part.
func split(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
