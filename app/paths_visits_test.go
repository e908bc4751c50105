package app_test

import "anteroom/models"

// visitPaths are what staff do from the calendar and on the page of a visit.
func visitPaths() []path {
	const one = "POST /admin/visits/:visit/"
	press := func(first string, pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(form(pairs...), w.visit(first)) }
	}
	books := func(first string, later int) func(w *pathWorld) {
		return func(w *pathWorld) {
			service, err := models.FindService(w.DB.Read(w.T.Context()), models.Everywhere(), w.kept["serviceId"])
			if err != nil {
				w.T.Fatal(err)
			}
			w.post(form("location", "pier", "person", "new", "firstName", first, "lastName", "Roth", "service", number(service.ID), "start", w.day(later)+"T10:00",
				"partySize", "1", "once", models.NewPublicID()))
		}
	}
	toMio := func(w *pathWorld) {
		mio, err := models.FindResource(w.DB.Read(w.T.Context()), models.Everywhere(), w.kept["Mio Tanaka"])
		if err != nil {
			w.T.Fatal(err)
		}
		press("Eva", "start", w.day(13)+"T11:00", "resource", number(mio.ID))(w)
	}
	booked := "visit.updated Eva BOOKED"
	return []path{
		{"POST /admin/visits/new", "", books("Eva", 12), []string{"visit.created Eva BOOKED"}},
		{one + "edit", "", func(w *pathWorld) {
			w.post(w.opened("visits/"+w.visit("Eva")+"/edit", "firstName", "Eva", "lastName", "Roth", "notes", "Brings a pram.", "partySize", "1"), w.visit("Eva"))
		}, []string{booked}},
		{one + "edit", "unchanged", func(w *pathWorld) {
			w.post(w.opened("visits/"+w.visit("Eva")+"/edit", "firstName", "Eva", "lastName", "Roth", "notes", "Brings a pram.", "partySize", "1"), w.visit("Eva"))
		}, nil},
		{one + "reschedule", "", func(w *pathWorld) { press("Eva", "start", w.day(13)+"T11:00")(w) }, []string{booked}},
		{one + "link", "is no news", func(w *pathWorld) { w.page.Post(w.address([]string{w.visit("Eva")}), form()).Wants(200) }, nil},
		{one + "reassign", "", toMio, []string{booked}},
		{one + "reassign", "to whom it has", toMio, nil},
		{one + "reschedule", "to the time it has", toMio, nil},
		{one + "cancellation", "", press("Eva"), []string{"visit.updated Eva COMPLETE"}},
		{one + "undo", "", press("Eva"), []string{booked}},
		{one + "arrival", "", press("Eva"), []string{"visit.updated Eva WAITING"}},
		{one + "service", "", press("Eva"), []string{"visit.updated Eva SERVING"}},
		{one + "completion", "", press("Eva"), []string{"visit.updated Eva COMPLETE"}},
		{one + "absence", "", func(w *pathWorld) {
			w.stands("/queue/quay", "Leo")
			press("Leo")(w)
		}, []string{"AddPerson Leo", "visit.created Leo WAITING", "visit.updated Leo COMPLETE"}},
		{one + "call", "", func(w *pathWorld) {
			w.stands("/queue/quay", "Pia")
			press("Pia")(w)
		}, []string{"AddPerson Pia", "visit.created Pia WAITING", "visit.updated Pia WAITING"}},
		{one + "delay", "", press("Pia"), []string{"visit.updated Pia WAITING"}},
		{one + "confirmation", "", func(w *pathWorld) {
			w.asks("Bea", 22)
			press("Bea")(w)
		}, []string{"visit.created Bea DRAFT", "visit.updated Bea BOOKED"}},
		{one + "decline", "", func(w *pathWorld) {
			w.asks("Gia", 23)
			press("Gia")(w)
		}, []string{"visit.created Gia DRAFT", "visit.updated Gia COMPLETE"}},
		{one + "removal", "", press("Bea", "typed", "Bea Ruiz"), []string{"visit.removed Bea BOOKED"}},
		{one + "erasure", "tells ids alone", press("Gia", "erase", "Gia Ruiz"), []string{"visit.removed"}},
	}
}

// apiVisitPaths are the API's steps of a visit.
func apiVisitPaths() []path {
	const all, one = "POST /api/v1/visits", "POST /api/v1/visits/:visitId/"
	step := func(first, body string) func(w *pathWorld) {
		return func(w *pathWorld) { w.send(body, w.visit(first)) }
	}
	makes := func(first, more string, later int) func(w *pathWorld) {
		return func(w *pathWorld) {
			when := ""
			if later > 0 {
				when = `,"date":"` + w.day(later) + `T10:00","serviceIds":["` + w.kept["serviceId"] + `"]`
			}
			w.send(`{"locationId":"` + w.kept["pier"] + `","firstName":"` + first + `"` + when + more + `}`)
		}
	}
	ole, kim, said := "visit.updated Ole WAITING", "visit.updated Kim WAITING", "visit.updated Jon BOOKED"
	return []path{
		{all, "in line", makes("Ole", "", 0), []string{"visit.created Ole WAITING"}},
		{all, "behind", makes("Kim", "", 0), []string{"visit.created Kim WAITING"}},
		{one + "call", "", step("Ole", ""), []string{ole}},
		{one + "delay", "", step("Ole", ""), []string{ole}},
		{one + "arrive", "", step("Ole", ""), []string{ole}},
		{one + "move", "", step("Kim", `{"position":1}`), []string{kim, ole}},
		{one + "serve", "", step("Kim", `{}`), []string{"visit.updated Kim SERVING", ole}},
		{one + "undo", "", step("Kim", ""), []string{kim, ole}},
		{one + "serve", "again", step("Kim", `{}`), []string{"visit.updated Kim SERVING", ole}},
		{one + "complete", "", step("Kim", ""), []string{"visit.updated Kim COMPLETE"}},
		{one + "no-show", "", step("Ole", ""), []string{"visit.updated Ole COMPLETE"}},
		{all, "held", makes("Jon", `,"state":"PENDING"`, 15), []string{"visit.created Jon PENDING"}},
		{one + "hold", "", step("Jon", ""), []string{"visit.updated Jon PENDING"}},
		{one + "confirm", "", step("Jon", ""), []string{said}},
		{"PATCH /api/v1/visits/:visitId", "", step("Jon", `{"notes":"By bike."}`), []string{said}},
		{"PATCH /api/v1/visits/:visitId", "unchanged", step("Jon", `{"notes":"By bike."}`), nil},
		{one + "reschedule", "", func(w *pathWorld) { step("Jon", `{"date":"`+w.day(16)+`T12:00"}`)(w) }, []string{said}},
		{one + "reassign", "", func(w *pathWorld) { step("Jon", `{"resourceIds":["`+w.kept["Mio Tanaka"]+`"]}`)(w) }, []string{said}},
		{one + "reassign", "to whom it has", func(w *pathWorld) { step("Jon", `{"resourceIds":["`+w.kept["Mio Tanaka"]+`"]}`)(w) }, nil},
		{one + "reschedule", "to the time it has", func(w *pathWorld) { step("Jon", `{"date":"`+w.day(16)+`T12:00"}`)(w) }, nil},
		{one + "cancel", "", step("Jon", `{"asStaff":true}`), []string{"visit.updated Jon COMPLETE"}},
		{all, "asked for", makes("Liv", `,"state":"DRAFT"`, 17), []string{"visit.created Liv DRAFT"}},
		{one + "decline", "", step("Liv", ""), []string{"visit.updated Liv COMPLETE"}},
		{"DELETE /api/v1/visits/:visitId", "", step("Liv", ""), []string{"visit.removed Liv COMPLETE"}},
	}
}
