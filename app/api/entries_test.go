package api_test

import (
	"net/http"
	"slices"
	"testing"
)

func TestEntriesStandInOrderAndArePlacedByHand(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		list := w.list("Toddlers")
		first, second, third := w.enter(list, w.person("Ada")), w.enter(list, w.person("Ben")), w.enter(list, w.person("Cem"))
		order := func() []string {
			return w.call("GET", "/waitlists/"+list+"/entries", "", http.StatusOK).texts("entryId")
		}
		a, b, c := first.text("entryId"), second.text("entryId"), third.text("entryId")
		path := "/waitlists/" + list + "/entries/"
		placed := w.call("PATCH", path+c, `{"position":1,"reason":"Moves away soon"}`, http.StatusOK)
		if placed.text("position") != "1" || placed["placed"] != true || !slices.Equal(order(), []string{c, a, b}) {
			t.Errorf("placed on top: %v %v", placed, order())
		}
		w.call("PATCH", path+c, `{"afterEntryId":"`+a+`"}`, http.StatusOK)
		if !slices.Equal(order(), []string{a, c, b}) {
			t.Errorf("placed behind: %v", order())
		}
		w.call("PATCH", path+b, `{"afterEntryId":null}`, http.StatusOK)
		if !slices.Equal(order(), []string{b, a, c}) {
			t.Errorf("placed on top: %v", order())
		}
		w.call("PATCH", path+b, `{"position":null}`, http.StatusOK)
		undone := w.call("PATCH", path+c, `{"position":null}`, http.StatusOK)
		if undone["placed"] != false || !slices.Equal(order(), []string{a, b, c}) {
			t.Errorf("undone: %v %v", undone, order())
		}
		w.call("PATCH", path+c, `{"position":1,"afterEntryId":null}`, http.StatusUnprocessableEntity)
		w.call("PATCH", path+c, `{"afterEntryId":"`+c+`"}`, http.StatusUnprocessableEntity)
		w.call("PATCH", path+c, `{"position":0}`, http.StatusUnprocessableEntity)
	})
}

func TestAStaleChangeIsRefused(t *testing.T) {
	w := start(t)
	list := w.list("Toddlers")
	entry := w.enter(list, w.person("Ada"))
	path := "/waitlists/" + list + "/entries/" + entry.text("entryId")
	changed := w.call("PATCH", path, `{"requestedDate":"2026-09-01","version":`+entry.text("version")+`}`, http.StatusOK)
	if changed.text("requestedDate") != "2026-09-01" || changed.text("version") == entry.text("version") {
		t.Errorf("changed %v", changed)
	}
	if stale := w.call("PATCH", path, `{"requestedDate":null,"version":`+entry.text("version")+`}`, http.StatusConflict); stale.text("code") != "stale" {
		t.Errorf("stale %v", stale)
	}
	if emptied := w.call("PATCH", path, `{"requestedDate":null,"version":`+changed.text("version")+`}`, http.StatusOK); emptied["requestedDate"] != nil {
		t.Errorf("emptied %v", emptied)
	}
}

func TestAnEntryEndsComesBackAndMoves(t *testing.T) {
	w := start(t)
	list, other := w.list("Toddlers"), w.list("Preschool")
	ada := w.person("Ada")
	entry := w.enter(list, ada)
	path := "/waitlists/" + list + "/entries/" + entry.text("entryId")

	if again := w.call("POST", "/waitlists/"+list+"/entries", `{"personId":`+ada+`}`, http.StatusConflict); again.text("code") != "already-on-list" || again.text("entryId") != entry.text("entryId") {
		t.Errorf("on the list twice: %v", again)
	}
	if offered := w.call("PATCH", path, `{"status":"offered","offerUntil":"2199-01-01"}`, http.StatusOK); offered.text("status") != "offered" || offered.text("offerUntil") == "" {
		t.Errorf("offered %v", offered)
	}
	if waiting := w.call("PATCH", path, `{"status":"waiting"}`, http.StatusOK); waiting.text("status") != "waiting" || waiting["offerUntil"] != nil {
		t.Errorf("waiting %v", waiting)
	}
	w.call("DELETE", path+"?reason=Moved%20away", "", http.StatusNoContent)
	w.call("DELETE", path, "", http.StatusConflict)
	ended := w.call("GET", "/waitlists/"+list+"/entries?status=ended", "", http.StatusOK).items("items")
	if len(ended) != 1 || ended[0].text("status") != "removed" || ended[0].text("reason") != "Moved away" || ended[0]["position"] != nil {
		t.Errorf("ended %v", ended)
	}
	if person := w.call("GET", "/people/"+ada, "", http.StatusOK); len(person.items("entries")) != 0 {
		t.Errorf("person %v", person)
	}
	if back := w.call("PATCH", path, `{"status":"waiting"}`, http.StatusOK); back.text("position") != "1" || back.text("addedDate") != entry.text("addedDate") {
		t.Errorf("back %v", back)
	}
	moved := w.call("PATCH", path, `{"waitlistId":"`+other+`"}`, http.StatusOK)
	if moved.text("waitlistId") != other || moved.text("addedDate") != entry.text("addedDate") {
		t.Errorf("moved %v", moved)
	}
	w.call("GET", path, "", http.StatusNotFound)
	path = "/waitlists/" + other + "/entries/" + moved.text("entryId")
	if enrolled := w.call("PATCH", path, `{"status":"enrolled"}`, http.StatusOK); enrolled.text("status") != "enrolled" || enrolled["position"] != nil {
		t.Errorf("enrolled %v", enrolled)
	}
	w.call("PATCH", path, `{"status":"agedOut"}`, http.StatusUnprocessableEntity)
	w.call("PATCH", path, `{"waitlistId":"none"}`, http.StatusUnprocessableEntity)
}

func TestAnEntryIsDatedBackForAReason(t *testing.T) {
	w := start(t)
	list := w.list("Toddlers")
	w.enter(list, w.person("Ada"))
	late := w.enter(list, w.person("Ben"))
	path := "/waitlists/" + list + "/entries/" + late.text("entryId")
	if problems := w.call("PATCH", path, `{"addedDate":"2026-01-02"}`, http.StatusUnprocessableEntity).problems(); problems["body.reason"] == "" {
		t.Errorf("problems %v", problems)
	}
	w.call("PATCH", path, `{"addedDate":"2199-01-02","reason":"x"}`, http.StatusUnprocessableEntity)
	w.call("PATCH", path, `{"addedDate":"yesterday","reason":"x"}`, http.StatusUnprocessableEntity)
	changed := w.call("PATCH", path, `{"addedDate":"2022-06-25T14:07:35.453946Z","reason":"Paper form"}`, http.StatusOK)
	if changed.text("addedDate") != "2022-06-25T14:07:35.453946Z" || changed.text("reason") != "Paper form" || changed.text("position") != "1" {
		t.Errorf("changed %v", changed)
	}
}

func TestAPriorityOfTheEntryGoesFirst(t *testing.T) {
	w := start(t)
	list := w.list("Toddlers")
	priority := w.call("POST", "/priorities", `{"name":"Staff children","order":1}`, http.StatusCreated).text("priorityId")
	w.enter(list, w.person("Ada"))
	late := w.enter(list, w.person("Ben"))
	path := "/waitlists/" + list + "/entries/" + late.text("entryId")
	if first := w.call("PATCH", path, `{"priority":"`+priority+`"}`, http.StatusOK); first.text("position") != "1" || first.text("priority") != priority {
		t.Errorf("first %v", first)
	}
	if found := w.call("GET", "/waitlists/"+list+"/entries?priority="+priority, "", http.StatusOK); len(found.items("items")) != 1 {
		t.Errorf("found %v", found)
	}
	if last := w.call("PATCH", path, `{"priority":null}`, http.StatusOK); last.text("position") != "2" || last["priority"] != nil {
		t.Errorf("last %v", last)
	}
	w.call("PATCH", path, `{"priority":"none"}`, http.StatusUnprocessableEntity)
}

func TestAnEntryIsFoundThroughItsOwnListAlone(t *testing.T) {
	w := start(t)
	list, other := w.list("Toddlers"), w.list("Preschool")
	entry := w.enter(list, w.person("Ada"))
	wrong := "/waitlists/" + other + "/entries/" + entry.text("entryId")
	w.call("GET", wrong, "", http.StatusNotFound)
	w.call("PATCH", wrong, `{"position":1}`, http.StatusNotFound)
	w.call("DELETE", wrong, "", http.StatusNotFound)
	if problems := w.call("POST", "/waitlists/"+list+"/entries", `{"personId":999}`, http.StatusUnprocessableEntity).problems(); problems["body.personId"] == "" {
		t.Errorf("problems %v", problems)
	}
}

func TestEntriesArePagedWithoutGapsWhileOthersComeAndGo(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		list := w.list("Toddlers")
		path := "/waitlists/" + list + "/entries"
		first := w.call("POST", "/priorities", `{"name":"Staff children","order":1}`, http.StatusCreated).text("priorityId")
		var entered []string
		for _, name := range []string{"Ada", "Ben", "Cem", "Dora", "Eva", "Finn"} {
			entered = append(entered, w.enter(list, w.person(name)).text("entryId"))
		}
		page := w.call("GET", path+"?limit=2", "", http.StatusOK)
		w.call("POST", path, `{"personId":`+w.person("Gus")+`,"priority":"`+first+`"}`, http.StatusCreated)
		middle := w.call("GET", path+"?limit=2&cursor="+page.text("nextCursor"), "", http.StatusOK)
		w.call("DELETE", path+"/"+entered[0], "", http.StatusNoContent)
		w.call("DELETE", path+"/"+entered[3], "", http.StatusNoContent)
		last := w.call("GET", path+"?limit=2&cursor="+middle.text("nextCursor"), "", http.StatusOK)
		seen := slices.Concat(page.texts("entryId"), middle.texts("entryId"), last.texts("entryId"))
		if !slices.Equal(seen, entered) {
			t.Errorf("seen %v, want %v", seen, entered)
		}
	})
}
