package app_test

import "strconv"

func number(n int64) string { return strconv.FormatInt(n, 10) }

func apiPersonPaths() []path {
	const people, one = "POST /api/v1/people", "PATCH /api/v1/people/:personId"
	text := func(members map[string]any, name string) string {
		value, _ := members[name].(string)
		return value
	}
	change := func(body string) func(w *pathWorld) {
		return func(w *pathWorld) { w.send(body, w.person("Mila")) }
	}
	mila := []string{"UpdatePerson Mila"}
	return []path{
		{people, "with a note and a place", func(w *pathWorld) {
			w.send(`{"fields":{"First Name":"Mila","Last Name":"Ivanova"},"notes":[{"text":"Hello."}],"waitlists":[{"waitlistId":"toddlers"}]}`)
		}, []string{"AddPerson Mila"}},
		{people, "", func(w *pathWorld) { w.send(`{"fields":{"First Name":"Milo","Last Name":"Ivanova"}}`) }, []string{"AddPerson Milo"}},
		{one, "an e-mail", change(`{"fields":{"Email":"daria@example.org"}}`), mila},
		{one, "the same e-mail", change(`{"fields":{"Email":"daria@example.org"}}`), nil},
		{one, "the family", func(w *pathWorld) {
			w.send(`{"familyPersonId":`+w.person("Milo")+`}`, w.person("Mila"))
		}, mila},
		{"POST /api/v1/people/:personId/notes", "", func(w *pathWorld) {
			w.kept["noteId"] = text(w.send(`{"text":"Called."}`, w.person("Mila")), "noteId")
		}, mila},
		{"PATCH /api/v1/people/:personId/notes/:noteId", "", func(w *pathWorld) {
			w.send(`{"text":"Called again."}`, w.person("Mila"), w.kept["noteId"])
		}, mila},
		{"PATCH /api/v1/people/:personId/notes/:noteId", "pinned", func(w *pathWorld) {
			w.send(`{"pinned":true}`, w.person("Mila"), w.kept["noteId"])
		}, nil},
		{"DELETE /api/v1/people/:personId/notes/:noteId", "", func(w *pathWorld) {
			w.send("", w.person("Mila"), w.kept["noteId"])
		}, mila},
	}
}

func apiEntryPaths() []path {
	const all, one = "POST /api/v1/waitlists/:waitlistId/entries", "PATCH /api/v1/waitlists/:waitlistId/entries/:entryId"
	on := func(list, body string) func(w *pathWorld) {
		return func(w *pathWorld) { w.send(body, list, w.entry("Milo", list)) }
	}
	milo := []string{"UpdatePerson Milo"}
	return []path{
		{all, "", func(w *pathWorld) { w.send(`{"personId":`+w.person("Milo")+`}`, "toddlers") }, milo},
		{one, "placed", on("toddlers", `{"position":1}`), nil},
		{one, "behind somebody", func(w *pathWorld) {
			w.send(`{"afterEntryId":"`+w.entry("Mila", "toddlers")+`"}`, "toddlers", w.entry("Milo", "toddlers"))
		}, nil},
		{one, "placed no more", on("toddlers", `{"position":null}`), nil},
		{one, "dated", on("toddlers", `{"addedDate":"2026-01-02","reason":"On paper"}`), milo},
		{one, "wanted", on("toddlers", `{"requestedDate":"2030-01-02"}`), milo},
		{one, "wanted as it was", on("toddlers", `{"requestedDate":"2030-01-02"}`), nil},
		{one, "ranked", func(w *pathWorld) {
			w.send(`{"priority":"`+w.priority("Siblings").PublicID+`"}`, "toddlers", w.entry("Milo", "toddlers"))
		}, milo},
		{one, "offered", on("toddlers", `{"status":"offered"}`), milo},
		{one, "waiting again", on("toddlers", `{"status":"waiting"}`), milo},
		{one, "moved", on("toddlers", `{"waitlistId":"preschool"}`), milo},
		{one, "enrolled", on("preschool", `{"status":"enrolled"}`), milo},
		{one, "left", on("preschool", `{"status":"removed"}`), milo},
		{one, "restored", on("preschool", `{"status":"waiting"}`), milo},
		{one, "removed", on("preschool", `{"status":"removed"}`), milo},
		{all, "again", func(w *pathWorld) { w.send(`{"personId":`+w.person("Milo")+`}`, "preschool") }, milo},
		{"DELETE /api/v1/waitlists/:waitlistId/entries/:entryId", "", func(w *pathWorld) {
			w.send("", "preschool", w.entry("Milo", "preschool"))
		}, milo},
	}
}
