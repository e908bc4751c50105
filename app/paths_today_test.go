package app_test

import (
	"strconv"

	"anteroom/models"
)

// visit is the id of the newest visit of whom we know by their first name.
func (w *pathWorld) visit(first string) string {
	w.T.Helper()
	var visit models.Visit
	if err := w.DB.Read(w.T.Context()).Where("first_name = ?", first).Last(&visit).Error; err != nil {
		w.T.Fatalf("the visit of %s: %v", first, err)
	}
	return visit.PublicID
}

// asks makes a request of somebody that staff have to answer.
func (w *pathWorld) asks(first string, daysLater int) {
	w.T.Helper()
	w.Write(func(tx *models.Tx) error {
		pier, err := models.FindLocationByPublicID(tx, models.Everywhere(), "pier")
		if err != nil {
			return err
		}
		talk, err := models.FindService(tx, models.Everywhere(), w.kept["serviceId"])
		if err != nil {
			return err
		}
		_, err = pier.Request(tx, models.NewVisit{FirstName: first, LastName: "Ruiz", ServiceIDs: []int64{talk.ID}, Date: w.day(daysLater) + "T09:00", ForStaff: true})
		return err
	})
}

// pierPaths make a place with a service and two who do it, by the API.
func pierPaths() []path {
	keep := func(name, member, body string) func(w *pathWorld) {
		return func(w *pathWorld) { w.kept[name], _ = w.send(body)[member].(string) }
	}
	does := func(name string) func(w *pathWorld) {
		return func(w *pathWorld) {
			keep(name, "resourceId", `{"name":"`+name+`","serviceIds":["`+w.kept["serviceId"]+`"]}`)(w)
		}
	}
	return []path{
		{"POST /api/v1/locations", "where people come to", keep("pier", "locationId", `{"name":"Pier","isQueueOpen":true}`), []string{"location.created"}},
		{"POST /api/v1/services", "", keep("serviceId", "serviceId", `{"name":"Talk","duration":1800}`), []string{"service.created"}},
		{"PATCH /api/v1/services/:serviceId", "", func(w *pathWorld) { w.send(`{"description":"Half an hour."}`, w.kept["serviceId"]) }, []string{"service.updated"}},
		{"POST /api/v1/resources", "", does("Ana Castillo"), []string{"resource.created"}},
		{"POST /api/v1/resources", "another", does("Mio Tanaka"), []string{"resource.created"}},
		{"PATCH /api/v1/resources/:resourceId", "", func(w *pathWorld) { w.send(`{"email":"ana@example.org"}`, w.kept["Ana Castillo"]) }, []string{"resource.updated"}},
		{"POST /api/v1/resources", "that goes again", keep("room", "resourceId", `{"name":"Attic","kind":"room"}`), []string{"resource.created"}},
		{"DELETE /api/v1/resources/:resourceId", "", func(w *pathWorld) { w.send("", w.kept["room"]) }, []string{"resource.removed"}},
		{"POST /api/v1/services", "that goes again", keep("shed", "serviceId", `{"name":"Tea","duration":600}`), []string{"service.created"}},
		{"DELETE /api/v1/services/:serviceId", "", func(w *pathWorld) { w.send("", w.kept["shed"]) }, []string{"service.removed"}},
	}
}

// todayPaths are the buttons of the board.
func todayPaths() []path {
	const one, place = "POST /admin/today/visits/:visit/", "POST /admin/today/locations/:location/"
	press := func(first string, pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(form(pairs...), w.visit(first)) }
	}
	of := func(pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) {
			pier, err := models.FindLocationByPublicID(w.DB.Read(w.T.Context()), models.Everywhere(), "pier")
			if err != nil {
				w.T.Fatal(err)
			}
			w.post(form(append(pairs, "once", models.NewPublicID())...), strconv.FormatInt(pier.ID, 10))
		}
	}
	lia, uma := "visit.updated Lia WAITING", "visit.updated Uma WAITING"
	return []path{
		{place + "line", "paused", of("to", "paused"), []string{"location.updated"}},
		{place + "line", "as it is", of("to", "paused"), nil},
		{place + "line", "open", of("to", "open"), []string{"location.updated"}},
		{place + "lateness", "which is no setting", of("minutes", "10"), nil},
		{place + "visits", "", of("firstName", "Lia", "lastName", "Ruiz", "party", "1"), []string{"visit.created Lia WAITING"}},
		{place + "visits", "another", of("firstName", "Uma", "lastName", "Ruiz", "party", "1"), []string{"visit.created Uma WAITING"}},
		{one + "call", "", press("Lia"), []string{lia}},
		{one + "delay", "", press("Lia"), []string{lia}},
		{one + "arrival", "", press("Lia"), []string{lia}},
		{one + "position", "of both", press("Uma", "position", "1"), []string{lia, uma}},
		{one + "position", "where it is", press("Uma", "position", "1"), nil},
		{one + "service", "moves up who is behind", press("Uma"), []string{lia, "visit.updated Uma SERVING"}},
		{one + "undo", "", press("Uma"), []string{lia, uma}},
		{one + "service", "by somebody", func(w *pathWorld) { press("Uma", "resource", w.kept["Ana Castillo"])(w) }, []string{lia, "visit.updated Uma SERVING"}},
		{one + "completion", "", press("Uma"), []string{"visit.updated Uma COMPLETE"}},
		{one + "absence", "", press("Lia"), []string{"visit.updated Lia COMPLETE"}},
		{one + "undo", "of who did not come", press("Lia"), []string{lia}},
		{one + "cancellation", "", press("Lia"), []string{"visit.updated Lia COMPLETE"}},
		{one + "confirmation", "", func(w *pathWorld) {
			w.asks("Pia", 20)
			press("Pia")(w)
		}, []string{"visit.created Pia DRAFT", "visit.updated Pia BOOKED"}},
		{one + "refusal", "", func(w *pathWorld) {
			w.asks("Zoe", 21)
			press("Zoe")(w)
		}, []string{"visit.created Zoe DRAFT", "visit.updated Zoe COMPLETE"}},
	}
}
