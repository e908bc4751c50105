package app_test

import "strings"

func entryPaths() []path {
	const one = "POST /admin/entries/:entry/"
	ida := func(query string, pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(form(pairs...), w.entry("Ida", "toddlers"), "?"+query) }
	}
	update := []string{"UpdatePerson Ida"}
	return []path{
		{one + "position", "by number", ida("", "where", "place", "position", "3"), nil},
		{one + "position", "dragged", func(w *pathWorld) {
			w.post(form("after", w.entry("Mateo", "toddlers")), w.entry("Ida", "toddlers"))
		}, nil},
		{one + "position", "to the top", ida("", "where", "top"), nil},
		{one + "position", "undone", ida("to=own"), nil},
		{one + "date", "wanted", func(w *pathWorld) {
			w.post(form("requestedDate", w.born(-6).String(), "addedDate", w.born(0).String(), "reason", "On paper"), w.entry("Ida", "toddlers"))
		}, update},
		{one + "date", "unchanged", func(w *pathWorld) {
			w.post(form("requestedDate", w.born(-6).String(), "addedDate", w.born(0).String()), w.entry("Ida", "toddlers"))
		}, nil},
		{one + "priority", "of the place", func(w *pathWorld) {
			w.post(form("priority", number(w.priority("Siblings").ID)), w.entry("Ida", "toddlers"))
		}, update},
		{one + "offer", "", func(w *pathWorld) {
			w.post(form("offerUntil", w.born(-1).String()+"T18:00"), w.entry("Ida", "toddlers"))
		}, update},
		{one + "offer", "withdrawn", ida("to=withdrawn"), update},
		{one + "confirmation", "", ida(""), update},
		{one + "removal", "", ida("", "reason", "Moved away"), update},
		{one + "restoration", "of one removed", ida(""), update},
		{one + "enrolment", "lends a rank to the family, which is no change of theirs", ida(""), update},
		{one + "enrolment", "ended", ida("to=ended"), update},
		{one + "restoration", "of one enrolled", ida(""), update},
		{one + "list", "", ida("", "waitlistId", "preschool"), update},
		{one + "list", "undone", func(w *pathWorld) {
			_, query, _ := strings.Cut(w.page.Get("/admin/waitlists/toddlers").Undo(), "?")
			w.post(nil, w.entry("Ida", "preschool"), "?"+query)
		}, update},
	}
}

func bulkPaths() []path {
	const bulk = "POST /admin/waitlists/:list/bulk"
	both := func(do string, pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) {
			w.post(form(append(pairs, "do", do, "entry", w.entry("Ida", "toddlers"), "entry", w.entry("Noor", "toddlers"))...), "toddlers")
		}
	}
	updates := []string{"UpdatePerson Ida", "UpdatePerson Noor"}
	return []path{
		{"POST /admin/waitlists/:list/entries", "", func(w *pathWorld) {
			w.post(form("personId", w.person("Ella")), "toddlers")
		}, []string{"UpdatePerson Ella"}},
		{"POST /admin/waitlists/:list/entries", "again", func(w *pathWorld) {
			w.post(form("personId", w.person("Ella")), "toddlers")
		}, nil},
		{bulk, "placed together", func(w *pathWorld) { both("position", "after", w.entry("Mateo", "toddlers"))(w) }, nil},
		{bulk, "offered", func(w *pathWorld) { both("offer", "offerUntil", w.born(-1).String()+"T18:00")(w) }, updates},
		{bulk, "removed", both("removal", "reason", "No answer"), updates},
		{"POST /admin/waitlists/:list/restoration", "", func(w *pathWorld) {
			w.post(nil, "toddlers", "?entries="+w.entry("Ida", "toddlers")+","+w.entry("Noor", "toddlers"))
		}, updates},
		{bulk, "moved to a list", both("list", "waitlistId", "preschool"), updates},
		{bulk, "and back", func(w *pathWorld) {
			w.post(form("do", "list", "waitlistId", "toddlers", "entry", w.entry("Ida", "preschool"), "entry", w.entry("Noor", "preschool")), "preschool")
		}, updates},
	}
}
