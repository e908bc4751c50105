package app_test

import (
	"net/http"
	"strings"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// furnish makes a public location with a service that customers book at any time of the day.
func (w *pathWorld) furnish() {
	w.T.Helper()
	w.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: "Hafen", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		if err := location.SetPublic(tx, true); err != nil {
			return err
		}
		tour := &models.Service{Name: "Tour", Duration: 1800, IsPublic: true, LocationIDs: []int64{location.ID}}
		return tour.Save(tx)
	})
}

// day is so many days from the first one.
func (w *pathWorld) day(later int) string { return w.today.AddDays(later).String() }

// holds keeps a time as a visitor does, and tells where the details are asked.
func (w *pathWorld) holds(visitor *apptest.Client, at string) string {
	w.T.Helper()
	page := visitor.Get("/book/hafen/tour?date=" + at[:10]).Wants(http.StatusOK)
	return visitor.Post("/book/hafen/tour", brought(page, form("time", at[11:], "website", ""))).Wants(seen).Location
}

// books fills the details in some seconds after the time was held.
func (w *pathWorld) books(first, at string, more ...string) {
	w.T.Helper()
	visitor := w.Visitor()
	w.behind.Store(int64(10 * time.Second))
	hold := w.holds(visitor, at)
	w.behind.Store(0)
	values := form(append(more, "firstName", first, "lastName", "Novak", "email", "petra@example.org")...)
	visitor.Post(hold, values).Wants(seen)
	w.kept["booked"] = strings.Replace(hold, "/hold/", "/p/", 1)
}

func bookPaths() []path {
	return []path{
		{"POST /book/:location/:service", "", func(w *pathWorld) {
			w.furnish()
			w.holds(w.Visitor(), w.day(3)+"T10:00")
		}, []string{"location.created", "service.created", "visit.created PENDING"}},
		{"POST /hold/:token", "of somebody new", func(w *pathWorld) { w.books("Milan", w.day(4)+"T10:00") }, []string{"AddPerson Milan", "visit.created PENDING", "visit.updated Milan BOOKED"}},
		{"POST /hold/:token", "of somebody known", func(w *pathWorld) { w.books("Milan", w.day(5)+"T10:00") }, []string{"visit.created PENDING", "visit.updated Milan BOOKED"}},
		{"POST /hold/:token", "by a program", func(w *pathWorld) { w.books("Robot", w.day(6)+"T10:00", "website", "spam") }, []string{"visit.created PENDING"}},
		{"POST /hold/:token", "to look for another time", func(w *pathWorld) {
			visitor := w.Visitor()
			visitor.Post(w.holds(visitor, w.day(9)+"T10:00"), form("another", "1", "firstName", "Milan", "email", "petra@example.org")).Wants(seen)
		}, []string{"visit.created PENDING", "visit.updated Milan PENDING"}},
		{"POST /p/:token/reschedule", "", func(w *pathWorld) {
			w.books("Milan", w.day(7)+"T10:00")
			w.Visitor().Post(w.kept["booked"]+"/reschedule", form("at", w.day(8)+"T11:00")).Wants(seen)
		}, []string{"visit.created PENDING", "visit.updated Milan BOOKED", "visit.updated Milan BOOKED"}},
		{"POST /p/:token/reschedule", "to the time it has", func(w *pathWorld) {
			w.Visitor().Post(w.kept["booked"]+"/reschedule", form("at", w.day(8)+"T11:00")).Wants(seen)
		}, nil},
	}
}
