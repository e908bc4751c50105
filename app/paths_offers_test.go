package app_test

import (
	"net/http"
	"regexp"

	"anteroom/models"
)

var offerLink = regexp.MustCompile(`/p/[\w-]{40,}`)

// queues puts somebody on a list of the harbour.
func (w *pathWorld) queues(first string) {
	w.T.Helper()
	w.Write(func(tx *models.Tx) error {
		hafen, err := models.FindLocationByPublicID(tx, models.Everywhere(), "hafen")
		if err != nil {
			return err
		}
		list := &models.Waitlist{Name: "Crew", LocationID: &hafen.ID, IsOpen: true}
		if _, err := list.Save(tx); err != nil {
			return err
		}
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		person, err := models.CreatePerson(tx, fields, models.NewPerson{Source: "staff", Values: models.Values{"First Name": first, "Last Name": "Novak"}})
		if err != nil {
			return err
		}
		_, _, err = list.Add(tx, person, models.NewEntry{})
		return err
	})
}

// offers holds a tour for them and keeps the link that is shown.
func (w *pathWorld) offers(first, day string) {
	w.T.Helper()
	tx := w.DB.Read(w.T.Context())
	service, err := models.FindService(tx, models.Everywhere(), "tour")
	if err != nil {
		w.T.Fatal(err)
	}
	page := w.page.Post("/admin/offers/new", form("location", itoa(service.LocationIDs[0]), "entry", w.entry(first, "crew"), "service", itoa(service.ID),
		"day", day, "time", "14:00")).Wants(http.StatusOK)
	w.kept["offer"] = offerLink.FindString(page.Body)
	var held models.Visit
	if err := tx.Where("entry_id = ?", w.entry(first, "crew")).Last(&held).Error; err != nil {
		w.T.Fatal(err)
	}
	w.kept["offered"] = held.PublicID
}

func offerPaths() []path {
	answers := func(noun string) func(w *pathWorld) {
		return func(w *pathWorld) { w.Visitor().Post(w.kept["offer"]+"/"+noun, nil).Wants(seen) }
	}
	made, over := []string{"UpdatePerson Oda", "visit.created Oda PENDING"}, []string{"UpdatePerson Oda", "visit.updated Oda COMPLETE"}
	booked := []string{"UpdatePerson Oda", "visit.updated Oda BOOKED"}
	return []path{
		{"POST /admin/offers/new", "of somebody who came for it", func(w *pathWorld) {
			w.queues("Oda")
			w.offers("Oda", w.day(9))
		}, append([]string{"AddPerson Oda"}, made...)},
		{"POST /p/:token/refusal", "", answers("refusal"), over},
		{"POST /p/:token/refusal", "again", answers("refusal"), nil},
		{"POST /admin/offers/new", "", func(w *pathWorld) { w.offers("Oda", w.day(10)) }, made},
		{"POST /admin/visits/:visit/withdrawal", "", func(w *pathWorld) { w.post(nil, w.kept["offered"]) }, over},
		{"POST /admin/offers/new", "of the last time", func(w *pathWorld) { w.offers("Oda", w.day(11)) }, made},
		{"POST /p/:token/acceptance", "", answers("acceptance"), booked},
		{"POST /p/:token/acceptance", "again", answers("acceptance"), nil},
	}
}
