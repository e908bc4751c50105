package admin

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

// draftOf reads the form. What is hidden by a choice does not count.
func draftOf(form *views.EndpointForm) (webhooks.Draft, models.Invalid) {
	invalid := models.Invalid{}
	draft := webhooks.Draft{
		URL: strings.TrimSpace(form.URL), Description: strings.TrimSpace(form.Description), Secret: strings.TrimSpace(form.Secret),
		VisitStates: form.VisitStates, IsActive: form.Active != "", Dialect: form.Dialect,
	}
	if form.Scope == "locations" {
		if draft.LocationIDs = form.Locations; len(form.Locations) == 0 {
			invalid.Add("locationIds", "Please choose at least one location, or the whole account.")
		}
	}
	if form.Events == "some" {
		if draft.EventTypes = form.EventTypes; len(form.EventTypes) == 0 {
			invalid.Add("eventTypes", "Please choose at least one event, or all of them.")
		}
	}
	switch form.Personal {
	case "thin":
		draft.Profile = string(webhooks.ProfileThin)
	case "some":
		if draft.Profile = strings.Join(form.Withhold, ","); draft.Profile == "" {
			invalid.Add("withhold", "Please choose what to leave out, or send everything.")
		}
	}
	if form.OAuth != "" {
		draft.OAuth = oauthOf(form)
	}
	if form.Header != "" {
		draft.Header = &webhooks.Header{Name: strings.TrimSpace(form.HeaderName), Value: strings.TrimSpace(form.HeaderValue)}
	}
	if slots := strings.TrimSpace(form.Slots); slots != "" {
		n, err := strconv.Atoi(slots)
		if err != nil || n < 1 {
			n = -1 // which saving refuses in its own words
		}
		draft.Slots = n
	}
	return draft, invalid
}

func oauthOf(form *views.EndpointForm) *webhooks.OAuth {
	return &webhooks.OAuth{
		TokenURL: strings.TrimSpace(form.TokenURL), ClientID: strings.TrimSpace(form.ClientID), ClientSecret: form.ClientSecret,
		Scope: strings.TrimSpace(form.TokenScope), Audience: strings.TrimSpace(form.Audience),
	}
}

// formOf is the way back, without secrets.
func formOf(draft webhooks.Draft) views.EndpointForm {
	form := views.EndpointForm{
		URL: draft.URL, Description: draft.Description, Scope: "account", Locations: draft.LocationIDs, Events: "all", EventTypes: draft.EventTypes,
		VisitStates: slices.Clone(draft.VisitStates), Dialect: draft.Dialect, Personal: "all", Slots: strconv.Itoa(draft.Slots),
	}
	for i, name := range form.VisitStates { // the page has one word for each
		if state, known := models.ParseVisitState(name); known {
			form.VisitStates[i] = string(state)
		}
	}
	if len(draft.LocationIDs) > 0 {
		form.Scope = "locations"
	}
	if len(draft.EventTypes) > 0 {
		form.Events = "some"
	}
	switch draft.Profile {
	case "":
	case string(webhooks.ProfileThin):
		form.Personal = "thin"
	default:
		form.Personal, form.Withhold = "some", strings.Split(draft.Profile, ",")
	}
	if draft.IsActive {
		form.Active = "on"
	}
	if draft.OAuth != nil {
		form.OAuth, form.TokenURL, form.ClientID = "on", draft.OAuth.TokenURL, draft.OAuth.ClientID
		form.TokenScope, form.Audience = draft.OAuth.Scope, draft.OAuth.Audience
	}
	if draft.Header != nil {
		form.Header, form.HeaderName = "on", draft.Header.Name
	}
	return form
}

// formErrors moves what is wrong with a draft to the fields of the form.
func formErrors(wrong models.Invalid) models.Invalid {
	fields := map[string]string{
		"oAuth.tokenUrl": "tokenUrl", "oAuth.clientId": "clientId", "oAuth.clientSecret": "clientSecret", "profile": "withhold",
		"header.name": "headerName", "header.value": "headerValue",
	}
	moved := models.Invalid{}
	for field, sentence := range wrong {
		if to, known := fields[field]; known {
			field = to
		}
		moved.Add(field, sentence)
	}
	return moved
}

// endpointChoices is what the form offers; samples are as this endpoint would get them, nil = as a new one.
func (p pages) endpointChoices(tx *models.Tx, endpoint *models.Endpoint) (views.EndpointChoices, error) {
	choices := views.EndpointChoices{VisitStates: webhooks.VisitStates(), Withhold: withholdOptions()}
	if endpoint == nil {
		endpoint = &models.Endpoint{Dialect: webhooks.Dialects()[0]}
	}
	choices.HasSecret, choices.HasHeader = endpoint.OAuth != "", endpoint.HeaderName != ""
	locations, err := models.Locations(tx, models.Everywhere())
	if err != nil {
		return choices, err
	}
	for _, location := range locations {
		choices.Locations = append(choices.Locations, views.Option{Value: location.PublicID, Label: location.Name})
	}
	for _, name := range webhooks.Dialects() {
		choices.Dialects = append(choices.Dialects, views.Option{Value: name, Label: name})
	}
	for _, meaning := range webhooks.Meanings() {
		sample, err := p.sampleOf(tx, endpoint, meaning.Type)
		if err != nil {
			return choices, err
		}
		at := slices.IndexFunc(choices.Objects, func(o views.EventObject) bool { return o.Name == meaning.Object })
		if at < 0 {
			at = len(choices.Objects)
			choices.Objects = append(choices.Objects, views.EventObject{Name: meaning.Object})
		}
		choices.Objects[at].Events = append(choices.Objects[at].Events, views.EventChoice{Type: meaning.Type, Text: meaning.Text, Sample: sample})
	}
	return choices, nil
}

// sampleOf is a made-up event as the endpoint would get it, "" where its dialect has no word for it.
func (p pages) sampleOf(tx *models.Tx, endpoint *models.Endpoint, event string) (string, error) {
	messages, err := p.Sender.Sample(tx, endpoint, event)
	if err != nil {
		return "", err
	}
	texts := make([]string, len(messages))
	for i, message := range messages {
		texts[i] = pretty(message.Body)
	}
	return strings.Join(texts, "\n"), nil
}

// pretty indents JSON; anything else stays as it is.
func pretty(body []byte) string {
	var text bytes.Buffer
	if json.Indent(&text, body, "", "  ") != nil {
		return string(body)
	}
	return text.String()
}

func withholdOptions() []views.Option {
	words := map[string]string{
		webhooks.WithholdNames: "Names", webhooks.WithholdBirthdate: "Date of birth", webhooks.WithholdContact: "Phone and e-mail",
		webhooks.WithholdAnswers: "Answers to other fields", webhooks.WithholdNotes: "Notes",
	}
	var options []views.Option
	for _, class := range webhooks.WithholdClasses() {
		options = append(options, views.Option{Value: class, Label: words[class]})
	}
	return options
}
