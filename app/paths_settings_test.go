package app_test

import (
	"net/http"
	"net/url"
	"slices"
)

// ofList is the form of a list's settings.
func ofList(name, from, to string, more ...string) url.Values {
	values := form("name", name, "minMonths", from, "maxMonths", to, "ageAt", "today", "isPublic", "on", "isOpen", "on", "confirmDays", "0", "graceDays", "14")
	for i := 0; i+1 < len(more); i += 2 {
		values.Set(more[i], more[i+1])
	}
	return values
}

// settingPaths make the house before anybody is in it.
func settingPaths() []path {
	const lists, locations = "POST /admin/settings/waitlists", "POST /admin/settings/locations"
	return []path{
		{"POST /admin/settings/priorities/new", "", func(w *pathWorld) { w.post(form("name", "Siblings", "siblings", "on")) }, nil},
		{"POST /admin/settings/priorities/new", "another", func(w *pathWorld) { w.post(form("name", "Everybody else")) }, nil},
		{lists, "", func(w *pathWorld) { w.post(ofList("Preschool", "36", "72")) }, nil},
		{lists, "before another", func(w *pathWorld) { w.post(ofList("Toddlers", "18", "36", "nextWaitlistId", w.list("preschool"))) }, nil},
		{locations, "", func(w *pathWorld) { w.post(form("name", "North", "timeZone", "Europe/Berlin")) }, []string{"location.created"}},
		{locations + "/:id", "", func(w *pathWorld) {
			w.post(w.opened("settings/locations/1", "name", "South", "timeZone", "Europe/Berlin"), "1")
		}, []string{"location.updated"}},
		{locations + "/:id/queue", "", func(w *pathWorld) { w.post(form("queue", "open"), "1") }, []string{"location.updated"}},
		{locations + "/:id/hours", "", func(w *pathWorld) {
			w.post(w.opened("settings/locations/1/hours", "openDay", "MO", "openFrom", "9", "openTo", "17"), "1")
		}, []string{"location.updated"}},
		{"POST /admin/settings/services", "", func(w *pathWorld) { w.post(form("name", "Haircut", "duration", "30 min")) }, []string{"service.created"}},
		{"POST /admin/settings/services/:id", "", func(w *pathWorld) {
			w.post(w.opened("settings/services/1", "name", "Haircut", "duration", "45"), "1")
		}, []string{"service.updated"}},
		{"POST /admin/settings/services/:id/position", "", func(w *pathWorld) { w.post(form("position", "1"), "1") }, nil},
		{"POST /admin/settings/resources", "", func(w *pathWorld) { w.post(form("name", "Ben Okafor", "kind", "staff", "serviceIds", "1")) }, []string{"resource.created"}},
		{"POST /admin/settings/resources/:id", "", func(w *pathWorld) {
			w.post(w.opened("settings/resources/1", "name", "Ben Okafor", "kind", "staff", "capacity", "2"), "1")
		}, []string{"resource.updated"}},
		{"POST /admin/settings/resources/:id/hours", "", func(w *pathWorld) {
			w.post(w.opened("settings/resources/1/hours", "openDay", "MO", "openFrom", "9", "openTo", "17"), "1")
		}, []string{"resource.updated"}},
		{"POST /admin/settings/resources/:id/duty", "", func(w *pathWorld) { w.post(form("working", "yes"), "1") }, []string{"resource.updated"}},
		{"POST /admin/settings/resources/:id/feed", "", func(w *pathWorld) {
			w.page.Post(w.address([]string{"1"}), nil).Wants(http.StatusOK)
		}, nil},
		{"POST /admin/settings/resources/:id/feed/removal", "", func(w *pathWorld) { w.post(nil, "1") }, nil},
		{"POST /admin/settings/resources/:id/deletion", "", func(w *pathWorld) { w.post(nil, "1") }, []string{"resource.removed"}},
		{"POST /admin/settings/resources/:id/restoration", "", func(w *pathWorld) { w.post(nil, "1") }, []string{"resource.created"}},
		{"POST /admin/settings/services/:id/deletion", "", func(w *pathWorld) { w.post(nil, "1") }, []string{"service.removed"}},
		{"POST /admin/settings/services/:id/restoration", "", func(w *pathWorld) { w.post(nil, "1") }, []string{"service.created"}},
		{locations + "/:id/archive", "", func(w *pathWorld) { w.post(nil, "1") }, []string{"location.removed"}},
		{locations + "/:id/restoration", "", func(w *pathWorld) { w.post(nil, "1") }, []string{"location.created"}},
		{locations + "/:id/archive", "again", func(w *pathWorld) { w.post(nil, "1") }, []string{"location.removed"}},
		{"POST /admin/settings/account", "", func(w *pathWorld) {
			w.post(w.opened("settings/account", "name", "Linden House", "timeZone", "Europe/Berlin", "country", "DE", "nightAt", "01:30",
				"addedDateKey", "AddedDate", "requestedDateKey", "RequestedDate"))
		}, nil},
	}
}

func fieldPaths() []path {
	const one = "POST /admin/settings/fields/:id"
	shoes := func(w *pathWorld) string { return number(w.field("Shoe size").ID) }
	to := func(pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(form(pairs...), shoes(w)) }
	}
	return []path{
		{"POST /admin/settings/fields/new", "", func(w *pathWorld) { w.post(form("label", "Shoe size", "type", "text")) }, []string{"field.created"}},
		{"PATCH /api/v1/people/:personId", "answers it", func(w *pathWorld) {
			w.send(`{"fields":{"Shoe size":"022"}}`, w.person("Ida"))
		}, []string{"UpdatePerson Ida"}},
		{one, "renamed: its key stays", to("label", "Shoes", "type", "text"), []string{"field.updated"}},
		{one, "a type that words the answer anew", to("label", "Shoes", "type", "number", "convert", "number"), []string{"UpdatePerson Ida", "field.updated"}},
		{one + "/position", "", to("position", "1"), []string{"field.updated"}},
		{one + "/archive", "", to(), []string{"field.removed"}},
		{one + "/restoration", "", to(), []string{"field.created"}},
	}
}

func priorityPaths() []path {
	const one = "POST /admin/settings/priorities/:id"
	of := func(name string, pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) { w.post(form(pairs...), number(w.priority(name).ID)) }
	}
	return []path{
		{"PATCH /api/v1/people/:personId", "gives one", func(w *pathWorld) {
			w.send(`{"fields":{"Priority":"Everybody else"}}`, w.person("Ida"))
		}, []string{"UpdatePerson Ida"}},
		{one, "renamed: a word, no change of those who have it", of("Everybody else", "name", "All others"), nil},
		{one, "unchanged", of("All others", "name", "All others"), nil},
		{one + "/position", "moves places alone", of("All others", "position", "1"), nil},
		{one + "/removal", "that nobody has", of("Lenders"), nil},
	}
}

func listPaths() []path {
	const one = "POST /admin/settings/waitlists/:list"
	youngest := func(w *pathWorld, max, confirmed string) url.Values {
		return ofList("Toddlers", "18", max, "nextWaitlistId", w.list("preschool"), "confirmed", confirmed)
	}
	return []path{
		{one, "unchanged", func(w *pathWorld) { w.post(youngest(w, "36", ""), "toddlers") }, nil},
		{one, "a range, shown first", func(w *pathWorld) {
			w.page.Post(w.address([]string{"toddlers"}), youngest(w, "33", "")).Wants(200)
		}, nil},
		{one, "a range", func(w *pathWorld) { w.post(youngest(w, "33", "yes"), "toddlers") }, []string{"UpdatePerson Ella", "UpdatePerson Tove"}},
		{one, "renamed and back", func(w *pathWorld) {
			w.post(ofList("Woods", "", "", "confirmDays", "30"), "forest")
			w.post(ofList("Forest", "", "", "confirmDays", "30"), "woods")
		}, nil},
		{one + "/rank", "", func(w *pathWorld) { w.post(form("position", "1"), "toddlers") }, nil},
		{"PATCH /api/v1/waitlists/:waitlistId", "a range", func(w *pathWorld) { w.send(`{"maxMonths":29}`, "toddlers") }, []string{"UpdatePerson Mateo"}},
		{one + "/deletion", "", func(w *pathWorld) { w.post(form("typed", "Forest"), "forest") }, nil},
	}
}

func apiSettingPaths() []path {
	id := func(w *pathWorld, members map[string]any, name string) {
		w.kept[name], _ = members[name].(string)
	}
	return []path{
		{"POST /api/v1/fields", "", func(w *pathWorld) { id(w, w.send(`{"label":"Allergies","type":"text"}`), "fieldId") }, []string{"field.created"}},
		{"PATCH /api/v1/fields/:fieldId", "", func(w *pathWorld) { w.send(`{"label":"Diets"}`, w.kept["fieldId"]) }, []string{"field.updated"}},
		{"PUT /api/v1/fields/order", "", func(w *pathWorld) { w.send(`{"ids":["` + w.kept["fieldId"] + `"]}`) }, slices.Repeat([]string{"field.updated"}, 9)},
		{"DELETE /api/v1/fields/:fieldId", "", func(w *pathWorld) { w.send("", w.kept["fieldId"]) }, []string{"field.removed"}},
		{"POST /api/v1/priorities", "", func(w *pathWorld) { id(w, w.send(`{"name":"Neighbours"}`), "priorityId") }, nil},
		{"PATCH /api/v1/priorities/:priorityId", "", func(w *pathWorld) { w.send(`{"name":"Friends"}`, w.kept["priorityId"]) }, nil},
		{"PUT /api/v1/priorities/order", "", func(w *pathWorld) { w.send(`{"ids":["` + w.kept["priorityId"] + `"]}`) }, nil},
		{"DELETE /api/v1/priorities/:priorityId", "", func(w *pathWorld) { w.send("", w.kept["priorityId"]) }, nil},
		{"POST /api/v1/priorities", "to remove on its page", func(w *pathWorld) { w.send(`{"name":"Lenders"}`) }, nil},
		{"POST /api/v1/locations", "", func(w *pathWorld) { id(w, w.send(`{"name":"West"}`), "locationId") }, []string{"location.created"}},
		{"PATCH /api/v1/locations/:locationId", "", func(w *pathWorld) { w.send(`{"name":"East"}`, w.kept["locationId"]) }, []string{"location.updated"}},
		{"DELETE /api/v1/locations/:locationId", "", func(w *pathWorld) { w.send("", w.kept["locationId"]) }, []string{"location.removed"}},
		{"POST /api/v1/waitlists", "", func(w *pathWorld) { w.send(`{"name":"Forest","confirmDays":30,"graceDays":7}`) }, nil},
		{"PATCH /api/v1/waitlists/:waitlistId", "its words", func(w *pathWorld) { w.send(`{"description":"Outdoors."}`, "forest") }, nil},
		{"POST /api/v1/waitlists", "that goes again", func(w *pathWorld) { w.send(`{"name":"Shed"}`) }, nil},
		{"DELETE /api/v1/waitlists/:waitlistId", "", func(w *pathWorld) { w.send("", "shed") }, nil},
	}
}
