package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"anteroom/models"
)

func TestAPersonComesWithNotesAndPlacesInOneChange(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		list := w.list("Toddlers")
		answer := w.call("POST", "/people", `{"fields":{"First Name":"Mila","Last Name":"Brandt","Birthdate":"2025-03-09","Email":"brandt@example.com"},
			"notes":[{"text":"Prefers mornings."}],
			"waitlists":[{"waitlistId":"`+list+`","requestedDate":"2026-09-01","addedDate":"2026-01-02","reason":"Paper form"}]}`, http.StatusCreated)
		id := answer.text("personId")
		if answer.text("familyPersonId") != id || answer.text("personGuid") == "" {
			t.Errorf("numbers of a new person: %v", answer)
		}
		if got := answer.object("fields")["Birthdate"]; got != "2025-03-09" {
			t.Errorf("birthdate %v", got)
		}
		if notes := answer.items("notes"); len(notes) != 1 || notes[0].text("text") != "Prefers mornings." {
			t.Errorf("notes %v", answer["notes"])
		}
		entry := answer.items("entries")[0]
		if entry.text("position") != "1" || entry.text("requestedDate") != "2026-09-01" || entry.text("addedDate") != "2026-01-01T23:00:00.000000Z" {
			t.Errorf("entry %v", entry)
		}
		if again := w.call("GET", "/people/"+id, "", http.StatusOK); again.text("entries") != answer.text("entries") {
			t.Errorf("read again: %v", again)
		}
		var events []models.Event
		if err := w.DB.Read(t.Context()).Find(&events).Error; err != nil {
			t.Fatal(err)
		}
		if len(events) != 1 || events[0].Change != models.Added {
			t.Errorf("%d events", len(events))
		}
	})
}

func TestTheAnswerToACreateIsWhatIsReadAfterwards(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		toddlers, infants := w.list("Toddlers"), w.list("Infants")
		urgent := w.call("POST", "/priorities", `{"name":"Urgent"}`, http.StatusCreated)
		w.call("POST", "/people", `{"fields":{"First Name":"Noah"},"waitlists":[{"waitlistId":"`+toddlers+`"}]}`, http.StatusCreated)
		made := w.call("POST", "/people", `{"fields":{"First Name":"Mila","Phone #":"+49 30 1234567","Days Available":["Monday","Friday"],"Priority":"Urgent"},
			"notes":[{"text":"Prefers mornings."},{"text":"Has a brother."}],
			"waitlists":[{"waitlistId":"`+toddlers+`"},{"waitlistId":"`+infants+`","priority":"`+urgent.text("priorityId")+`"},{"waitlistId":"`+toddlers+`"}]}`,
			http.StatusCreated)
		if entries := made.items("entries"); len(entries) != 2 || entries[0].text("position") != "1" || len(made.items("notes")) != 2 {
			t.Errorf("made was %v", made)
		}
		read := w.call("GET", "/people/"+made.text("personId"), "", http.StatusOK)
		if fmt.Sprint(made) != fmt.Sprint(read) {
			t.Errorf("made was %v\nread is %v", made, read)
		}
	})
}

func TestAPatchChangesWhatItNamesAndNullEmpties(t *testing.T) {
	w := start(t)
	first, second := w.person("Mila"), w.person("Noah")
	w.call("PATCH", "/people/"+first, `{"fields":{"Email":"a@example.com","Phone #":"+49 30 1234567"}}`, http.StatusOK)
	changed := w.call("PATCH", "/people/"+first, `{"fields":{"Email":null},"familyPersonId":`+second+`}`, http.StatusOK)
	fields := changed.object("fields")
	if fields["Email"] != "" || fields["First Name"] != "Mila" || fields["Phone #"] != "+49 30 1234567" {
		t.Errorf("fields %v", fields)
	}
	if changed.text("familyPersonId") != second {
		t.Errorf("family %v", changed["familyPersonId"])
	}
	alone := w.call("PATCH", "/people/"+first, `{"familyPersonId":null}`, http.StatusOK)
	if alone.text("familyPersonId") == second {
		t.Error("null did not make a family of its own")
	}
}

func TestWhatIsWrongWithAPersonIsSaidFieldByField(t *testing.T) {
	w := start(t)
	answer := w.call("POST", "/people", `{"fields":{"Email":"nobody","Birthdate":"9 March","Shoe size":4},"waitlists":[{"waitlistId":"none"}],"id":7}`, http.StatusUnprocessableEntity)
	if problems := answer.problems(); problems["body.id"] == "" {
		t.Errorf("problems %v", problems)
	}
	answer = w.call("POST", "/people", `{"fields":{"Email":"nobody","Birthdate":"9 March","Shoe size":4},"waitlists":[{"waitlistId":"none"}]}`, http.StatusUnprocessableEntity)
	problems := answer.problems()
	for _, location := range []string{"body.fields.Email", "body.fields.Birthdate", "body.fields.Shoe size", "body.waitlists[0].waitlistId"} {
		if problems[location] == "" {
			t.Errorf("nothing is said about %s: %v", location, problems)
		}
	}
	for body, location := range map[string]string{
		`{}`:                                 "body.fields",
		`{"fields":{}}`:                      "body.fields",
		`{"fields":[]}`:                      "body.fields",
		`{"fields":{"First Name":"\u0000"}}`: "body.fields.First Name",
		`{"fields":{"First Name":"A"},"familyPersonId":999}`:                "body.familyPersonId",
		`{"fields":{"First Name":"A"},"notes":[{"text":"A"},{"text":" "}]}`: "body.notes[1].text",
	} {
		if problems := w.call("POST", "/people", body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing is said about %s: %v", body, location, problems)
		}
	}
	if found := w.call("GET", "/people", "", http.StatusOK).items("items"); len(found) != 0 {
		t.Errorf("refused people were added: %v", found)
	}
}

func TestPeopleArePagedWithoutGapsWhileOthersAreAdded(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		for _, name := range []string{"Ada", "Ben", "Cem", "Dora", "Eva"} {
			w.person(name)
		}
		var seen []string
		for cursor := ""; ; {
			answer := w.call("GET", "/people?limit=2&cursor="+cursor, "", http.StatusOK)
			for _, item := range answer.items("items") {
				seen = append(seen, item.object("fields").text("First Name"))
			}
			if len(seen) == 2 {
				w.person("Aaron")
			}
			if cursor = answer.text("nextCursor"); cursor == "" {
				break
			}
		}
		if want := []string{"Ada", "Ben", "Cem", "Dora", "Eva", "Aaron"}; !slices.Equal(seen, want) {
			t.Errorf("seen %v, want %v", seen, want)
		}
	})
}

func TestAWrongPageIsRefused(t *testing.T) {
	w := start(t)
	for query, location := range map[string]string{
		"limit=0": "query.limit", "limit=201": "query.limit", "limit=many": "query.limit", "cursor=x": "query.cursor", "cursor=%00": "query.cursor",
		"sort=shoes": "query.sort", "waitlistId=none": "query.waitlistId", "priority=none": "query.priority",
	} {
		if problems := w.call("GET", "/people?"+query, "", http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: %v", query, problems)
		}
	}
}

func TestPeopleAreFoundByWordsListAndFamily(t *testing.T) {
	w := start(t)
	list, mila, noah := w.list("Toddlers"), w.person("Mila"), w.person("Noah")
	w.enter(list, mila)
	for query, want := range map[string][]string{
		"q=mil": {mila}, "q=brandt&sort=-name": {noah, mila}, "waitlistId=" + list: {mila}, "familyPersonId=" + noah: {noah},
		"on=none": {noah}, "on=list": {mila}, "sort=-created": {noah, mila}, "q=zzz": {},
	} {
		if got := w.call("GET", "/people?"+query, "", http.StatusOK).texts("personId"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

func TestErasingNeedsTheScopeAdmin(t *testing.T) {
	w := start(t)
	mila, noah := w.person("Mila"), w.person("Noah")
	answerOf(t, w.write.JSON("DELETE", "/api/v1/people/"+mila+"?erase=true", ""), http.StatusForbidden)
	answerOf(t, w.write.JSON("DELETE", "/api/v1/people/"+mila, ""), http.StatusNoContent)
	w.call("DELETE", "/people/"+noah+"?erase=true", "", http.StatusNoContent)
	answerOf(t, w.write.JSON("DELETE", "/api/v1/people/"+mila+"?erase=true", ""), http.StatusForbidden)
	w.call("DELETE", "/people/"+mila+"?erase=true", "", http.StatusNoContent) // who was deleted can be erased later
	for _, id := range []string{mila, noah} {
		w.call("GET", "/people/"+id, "", http.StatusNotFound)
		w.call("DELETE", "/people/"+id+"?erase=true", "", http.StatusNotFound)
		w.call("DELETE", "/people/"+id, "", http.StatusNotFound)
	}
}

func TestNotesAreTheirPersonsOwn(t *testing.T) {
	w := start(t)
	mila, noah := w.person("Mila"), w.person("Noah")
	note := w.call("POST", "/people/"+mila+"/notes", `{"text":"Called back."}`, http.StatusCreated)
	if note["editedAt"] != nil || note.text("author") == "" {
		t.Errorf("note %v", note)
	}
	path := "/notes/" + note.text("noteId")
	w.call("PATCH", "/people/"+noah+path, `{"text":"x"}`, http.StatusNotFound)
	w.call("DELETE", "/people/"+noah+path, "", http.StatusNotFound)
	w.call("PATCH", "/people/"+mila+path, `{"text":""}`, http.StatusUnprocessableEntity)
	changed := w.call("PATCH", "/people/"+mila+path, `{"text":"Called back twice."}`, http.StatusOK)
	if changed.text("editedAt") == "" || changed.text("text") != "Called back twice." {
		t.Errorf("changed %v", changed)
	}
	w.call("DELETE", "/people/"+mila+path, "", http.StatusNoContent)
	w.call("DELETE", "/people/"+mila+path, "", http.StatusNotFound)
	w.call("POST", "/people/999/notes", `{"text":"x"}`, http.StatusNotFound)
}

// A receiver knows who comes by the customerId of visits, and people by two other names: each leads to the same person.
func TestAPersonIsFoundByEachNameThatReceiversHear(t *testing.T) {
	w := start(t)
	person := w.call("POST", "/people", `{"fields":{"First Name":"Mila","Last Name":"Brandt"}}`, http.StatusCreated)
	w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated)
	visit := w.call("POST", "/visits", `{"customerId":"`+person.text("personGuid")+`"}`, http.StatusCreated)
	if visit.text("customerId") == "" || visit.text("customerId") != person.text("customerId") {
		t.Errorf("the visit names %q, the person is %v", visit.text("customerId"), person)
	}
	for _, name := range []string{person.text("personId"), person.text("personGuid"), person.text("customerId")} {
		if found := w.call("GET", "/people/"+name, "", http.StatusOK); found.text("personId") != person.text("personId") {
			t.Errorf("%s leads to %v", name, found)
		}
		if found := w.call("GET", "/visits?customerId="+name, "", http.StatusOK).texts("id"); len(found) != 1 {
			t.Errorf("%s came to %v", name, found)
		}
	}
	w.call("GET", "/people/"+visit.text("id"), "", http.StatusNotFound)
	w.call("DELETE", "/people/"+person.text("customerId")+"?erase=true", "", http.StatusNoContent)
	w.call("GET", "/people/"+person.text("personGuid"), "", http.StatusNotFound)
}
