package app_test

import (
	"strings"
	"time"

	"anteroom/models"
)

// openLine makes a public location that people come to without an appointment.
func (w *pathWorld) openLine() {
	w.T.Helper()
	w.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: "Quay", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		if err := location.SetPublic(tx, true); err != nil {
			return err
		}
		return location.OpenQueue(tx)
	})
}

// stands joins the line as somebody does who took a minute to fill in the form.
func (w *pathWorld) stands(address, first string, more ...string) {
	w.T.Helper()
	visitor := w.Visitor()
	w.behind.Store(int64(time.Minute))
	opened := visitor.Get(address).Wants(200)
	w.behind.Store(0)
	values := form(append(more, "firstName", first, "lastName", "Haddad", "phone", "030 901820", "party", "1")...)
	if answer := visitor.Post(address, brought(opened, values)).Wants(seen); strings.HasPrefix(answer.Location, "/p/") && len(more) == 0 {
		w.kept["stands"] = answer.Location
	}
}

// presses posts one of the buttons of the page of whoever joined last.
func (w *pathWorld) presses(noun string) func(w *pathWorld) {
	return func(w *pathWorld) { w.Visitor().Post(w.kept["stands"]+"/"+noun, nil).Wants(seen) }
}

func queuePaths() []path {
	press := (*pathWorld)(nil).presses
	details := func(w *pathWorld) {
		w.Visitor().Post(w.kept["stands"]+"/details", form("email", "haddad@example.org")).Wants(seen)
	}
	return []path{
		{"POST /queue/:location", "", func(w *pathWorld) {
			w.openLine()
			w.stands("/queue/quay", "Sami")
		}, []string{"AddPerson Sami", "location.created", "visit.created Sami WAITING"}},
		{"POST /queue/:location", "of one who is in line", func(w *pathWorld) { w.stands("/queue/quay", "Sami", "service", "") }, nil},
		{"POST /queue/:location", "by a program", func(w *pathWorld) { w.stands("/queue/quay", "Robot", "website", "spam") }, nil},
		{"POST /queue/:location/kiosk", "", func(w *pathWorld) { w.stands("/queue/quay/kiosk", "Rana") }, []string{"AddPerson Rana", "visit.created Rana WAITING"}},
		{"POST /p/:token/confirmation", "", press("confirmation"), []string{"visit.updated Sami WAITING"}},
		{"POST /p/:token/confirmation", "twice", press("confirmation"), nil},
		{"POST /p/:token/details", "", details, []string{"visit.updated Sami WAITING"}},
		{"POST /p/:token/details", "twice", details, nil},
		{"POST /p/:token/arrival", "", press("arrival"), []string{"visit.updated Sami WAITING"}},
		{"POST /p/:token/delay", "lets one go ahead", press("delay"), []string{"visit.updated Rana WAITING", "visit.updated Sami WAITING"}},
		{"POST /p/:token/cancellation", "", press("cancellation"), []string{"visit.updated Sami COMPLETE"}},
		{"POST /p/:token/undo", "", press("undo"), []string{"visit.updated Sami WAITING"}},
		{"POST /p/:token/cancellation", "of the last in line", press("cancellation"), []string{"visit.updated Sami COMPLETE"}},
		{"POST /admin/settings/locations/:id/display", "", func(w *pathWorld) {
			quay, err := models.FindLocationByPublicID(w.DB.Read(w.T.Context()), models.Everywhere(), "quay")
			if err != nil {
				w.T.Fatal(err)
			}
			w.post(form("names", "on"), itoa(quay.ID))
		}, nil},
	}
}
