package app_test

import (
	"net/url"
	"strconv"

	"anteroom/models"
)

func personPaths() []path {
	const create, edit, join = "POST /admin/people/new", "POST /admin/people/:id/edit", "POST /admin/people/:id/entries"
	add := func(first, last string, months int, more ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(w.who(first, last, months, append(more, "list", w.list("toddlers"))...)) }
	}
	again := func(w *pathWorld, more ...string) url.Values {
		known := w.who("Ida", "Brandt", 27, more...)
		known.Set(w.inputs[models.ForEmail], "jonas.brandt@example.org")
		return known
	}
	return []path{
		{create, "with a note and a place", add("Ida", "Brandt", 27, "note", "Prefers mornings."), []string{"AddPerson Ida"}},
		{create, "sent twice", func(w *pathWorld) {
			twice := w.who("Noor", "Haddad", 23, "list", w.list("toddlers"))
			w.post(twice)
			w.post(twice)
		}, []string{"AddPerson Noor"}},
		{create, "by the rules of a list", add("Mateo", "Ruiz", 30), []string{"AddPerson Mateo"}},
		{create, "onto a list", add("Wilhelmina", "van der Aalst-Okonkwo", 25), []string{"AddPerson Wilhelmina"}},
		{create, "nearly too old", add("Tove", "Lindqvist", 35), []string{"AddPerson Tove"}},
		{create, "into a family, on no list", func(w *pathWorld) {
			w.post(w.who("Ella", "Brandt", 40, "family", w.person("Ida")))
		}, []string{"AddPerson Ella"}},
		{edit, "an e-mail", func(w *pathWorld) { w.post(again(w), w.person("Ida")) }, []string{"UpdatePerson Ida"}},
		{edit, "nothing", func(w *pathWorld) { w.post(again(w), w.person("Ida")) }, nil},
		{join, "a list", func(w *pathWorld) { w.post(form("list", w.list("preschool")), w.person("Ella")) }, []string{"UpdatePerson Ella"}},
		{join, "the list they are on", func(w *pathWorld) { w.post(form("list", w.list("preschool")), w.person("Ella")) }, nil},
		{"POST /admin/people/:id/family", "to another", func(w *pathWorld) {
			w.post(form("family", w.person("Noor")), w.person("Mateo"))
		}, []string{"UpdatePerson Mateo"}},
		{"POST /admin/people/:id/family", "to the same", func(w *pathWorld) {
			w.post(form("family", w.person("Noor")), w.person("Mateo"))
		}, nil},
	}
}

func notePaths() []path {
	note := func(w *pathWorld) []string {
		if w.kept["note"] == "" {
			var note models.Note
			if err := w.DB.Read(w.T.Context()).Where("text = ?", "Called back.").Take(&note).Error; err != nil {
				w.T.Fatal(err)
			}
			w.kept["note"] = strconv.FormatInt(note.ID, 10)
		}
		return []string{w.person("Ida"), w.kept["note"]}
	}
	to := func(pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(form(pairs...), note(w)...) }
	}
	const one = "POST /admin/people/:id/notes/:note"
	return []path{
		{"POST /admin/people/:id/notes", "", func(w *pathWorld) {
			w.post(form("text", "Called back.", "once", models.NewPublicID()), w.person("Ida"))
		}, []string{"UpdatePerson Ida"}},
		{one, "", to("text", "Called back twice."), []string{"UpdatePerson Ida"}},
		{one, "unchanged", to("text", "Called back twice."), nil},
		{one + "/pin", "", to("pinned", "on"), nil},
		{one + "/removal", "", to(), []string{"UpdatePerson Ida"}},
		{one + "/restoration", "", to(), []string{"UpdatePerson Ida"}},
	}
}

// mergePaths make one of two people, and two of one.
func mergePaths() []path {
	const merge = "POST /admin/people/:id/merge"
	version := func(w *pathWorld, first string) string {
		var person models.Person
		if err := w.DB.Read(w.T.Context()).Where("first_name = ?", first).Take(&person).Error; err != nil {
			w.T.Fatal(err)
		}
		return strconv.FormatInt(person.Version, 10)
	}
	return []path{
		{merge, "", func(w *pathWorld) {
			w.post(form("with", w.person("Ella"), "version", version(w, "Ida"), "otherVersion", version(w, "Ella")), w.person("Ida"))
		}, []string{"DeletePerson Ella", "UpdatePerson Ida"}},
		{"POST /admin/people/:id/separation", "", func(w *pathWorld) { w.post(nil, w.person("Ida")) }, []string{"AddPerson Ella", "UpdatePerson Ida"}},
	}
}

// leavingPaths come last: who is gone cannot be changed.
func leavingPaths() []path {
	return []path{
		{"POST /admin/people/:id/removal", "", func(w *pathWorld) {
			w.post(form("typed", "Noor Haddad"), w.person("Noor"))
		}, []string{"DeletePerson Noor"}},
		{"POST /admin/people/:id/erasure", "", func(w *pathWorld) {
			w.post(form("erase", "Mateo Ruiz"), w.person("Mateo"))
		}, []string{"DeletePerson Mateo"}},
		{"DELETE /api/v1/people/:personId", "", func(w *pathWorld) { w.send("", w.person("Milo")) }, []string{"DeletePerson Milo"}},
		{"POST /admin/people/deleted/:id/erasure", "deleted before", func(w *pathWorld) {
			w.post(form("typed", "noor  haddad"), w.person("Noor"))
		}, []string{"DeletePerson Noor"}},
		{"DELETE /api/v1/people/:personId", "deleted before, now erased", func(w *pathWorld) {
			w.send("", w.person("Milo"), "?erase=true")
		}, []string{"DeletePerson Milo"}},
		{"DELETE /api/v1/people/:personId", "erased", func(w *pathWorld) {
			w.send("", w.person("Tove"), "?erase=true")
		}, []string{"DeletePerson Tove"}},
	}
}
