package api_test

import (
	"net/http"
	"testing"
)

// A property that is left out stays; null puts back what a new one has. What has to be there cannot be taken away.
func TestNullPutsBackWhatANewOneHas(t *testing.T) {
	w, receiver := startHearing(t)
	for _, c := range []struct {
		path, made, emptied string
		want                object // by the property's name, as text
		needed              []string
	}{
		{
			"/locations",
			`{"name":"Harbour","timeZone":"Asia/Tokyo","address":"1 Elm Street","phone":"+81 3 5550 143","isPublic":false,"isQueueOpen":true,
			"hours":[{"day":"MO","from":"09:00","to":"17:00"}],"breaks":[{"day":"MO","from":"12:00","to":"13:00"}],"overrides":[{"date":"2026-12-24","closed":true}]}`,
			`{"timeZone":null,"address":null,"phone":null,"isPublic":null,"isQueueOpen":null,"hours":null,"breaks":null,"overrides":null}`,
			object{"name": "Harbour", "timeZone": "Europe/Berlin", "address": "", "phone": "", "isPublic": "true", "isQueueOpen": "false", "hours": "[]", "breaks": "[]", "overrides": "[]"},
			[]string{"name"},
		},
		{
			"/services",
			`{"name":"Storytime","description":"Sitting down","duration":1800,"capacity":8,"isPublic":false,"manualConfirm":true,"minimumNotice":60,"price":"3.00","currency":"EUR"}`,
			`{"description":null,"capacity":null,"isPublic":null,"manualConfirm":null,"minimumNotice":null,"price":null,"currency":null}`,
			object{"name": "Storytime", "description": "", "capacity": "1", "isPublic": "true", "manualConfirm": "false", "minimumNotice": "0", "price": "0.00", "currency": ""},
			[]string{"name", "duration"},
		},
		{
			"/resources",
			`{"name":"The red room","kind":"room","email":"red@linden.example","capacity":4,"isActive":false,"hours":[{"day":"MO","from":"09:00","to":"17:00"}]}`,
			`{"kind":null,"email":null,"capacity":null,"isActive":null,"hours":null}`,
			object{"name": "The red room", "kind": "staff", "email": "", "capacity": "1", "isActive": "true", "hours": "[]"},
			[]string{"name"},
		},
		{
			"/waitlists",
			`{"name":"Toddlers","minMonths":12,"capacity":30,"isPublic":false,"isOpen":false,"showPlace":false,"confirmDays":9,"graceDays":3,"ageAt":"requested"}`,
			`{"minMonths":null,"capacity":null,"isPublic":null,"isOpen":null,"showPlace":null,"confirmDays":null,"graceDays":null,"ageAt":null}`,
			object{"minMonths": "", "capacity": "", "isPublic": "true", "isOpen": "true", "showPlace": "true", "confirmDays": "0", "graceDays": "14", "ageAt": "today"},
			[]string{"name"},
		},
		{
			"/fields", `{"label":"Allergies","type":"text","help":"All of them","required":true,"onSignup":true}`, `{"help":null,"required":null,"onSignup":null}`,
			object{"help": "", "required": "false", "onSignup": "false"},
			[]string{"label"},
		},
		{"/priorities", `{"name":"Neighbours"}`, `{}`, object{"name": "Neighbours"}, []string{"name"}},
		{
			"/webhooks", `{"url":"` + receiver.URL() + `","isActive":false,"eventTypes":["visit.created"],"visitStates":["SERVED"],"dialect":"timetap","slots":9}`,
			`{"isActive":null,"eventTypes":null,"visitStates":null,"dialect":null,"slots":null}`,
			object{"isActive": "true", "eventTypes": "[]", "visitStates": "[]", "dialect": "standard", "slots": "4"},
			[]string{"url"},
		},
	} {
		made := w.call("POST", c.path, c.made, http.StatusCreated)
		id := made.text(map[string]string{
			"/locations": "locationId", "/services": "serviceId", "/resources": "resourceId", "/waitlists": "waitlistId", "/fields": "fieldId",
			"/priorities": "priorityId", "/webhooks": "webhookId",
		}[c.path])
		for name, value := range w.call("PATCH", c.path+"/"+id, `{}`, http.StatusOK) {
			if before, told := made[name]; told && (object{"": before}).text("") != (object{"": value}).text("") && name != "version" {
				t.Errorf("%s: nothing was said of %s, and it became %v", c.path, name, value)
			}
		}
		emptied := w.call("PATCH", c.path+"/"+id, c.emptied, http.StatusOK)
		for name, want := range c.want {
			if got := emptied.text(name); got != want {
				t.Errorf("%s: %s is %q with null, want %q", c.path, name, got, want)
			}
		}
		for _, name := range c.needed {
			problems := w.call("PATCH", c.path+"/"+id, `{"`+name+`":null}`, http.StatusUnprocessableEntity).problems()
			if problems["body."+name] == "" {
				t.Errorf("%s: %s was taken away: %v", c.path, name, problems)
			}
		}
	}
	if quiet := w.call("POST", "/webhooks", `{"url":"`+receiver.URL()+`","isActive":null}`, http.StatusCreated); quiet["isActive"] != true {
		t.Errorf("an endpoint of which nothing was said is off: %v", quiet)
	}
}
