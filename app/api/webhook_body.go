package api

import (
	"strings"

	"anteroom/models"
	"anteroom/webhooks"
)

// WebhookBody is what may be said about an endpoint, but for its secret.
type WebhookBody struct {
	URL         optional[string]     `json:"url,omitempty" maxLength:"2000" example:"https://example.com/webhooks"`
	Description optional[string]     `json:"description,omitempty" maxLength:"200"`
	OAuth       optional[oauthBody]  `json:"oAuth,omitempty" doc:"Client credentials; null = no token is sent."`
	Header      optional[headerBody] `json:"header,omitempty" doc:"Sent along with every request, for receivers that ask for a key; null = none."`
	EventTypes  optional[[]string]   `json:"eventTypes,omitempty" maxItems:"50" doc:"Left out or empty = all. GET /schemas/ lists the types."`
	LocationIDs optional[[]string]   `json:"locationIds,omitempty" maxItems:"50" doc:"Left out or empty = the whole account."`
	VisitStates optional[[]string]   `json:"visitStates,omitempty" maxItems:"20" doc:"Left out or empty = all: PENDING, DRAFT, BOOKED, WAITING, SERVING (or SERVED) and COMPLETE."`
	IsActive    optional[bool]       `json:"isActive,omitempty"`
	Dialect     optional[string]     `json:"dialect,omitempty" maxLength:"40" doc:"standard unless given."`
	Profile     optional[string]     `json:"profile,omitempty" maxLength:"200" doc:"Personal data to leave out of bodies: names, birthdate, contact, answers, notes, joined by commas, or thin for ids alone."`
	Slots       optional[int]        `json:"slots,omitempty" minimum:"1" maximum:"32"`
}

// oauthBody is how a token is had.
type oauthBody struct {
	TokenURL     string `json:"tokenUrl" maxLength:"2000"`
	ClientID     string `json:"clientId" maxLength:"500"`
	ClientSecret string `json:"clientSecret,omitempty" maxLength:"2000" doc:"Left out in a PATCH = as before."`
	Scope        string `json:"scope,omitempty" maxLength:"500"`
	Audience     string `json:"audience,omitempty" maxLength:"500"`
}

// headerBody is a header of the integrator's choosing.
type headerBody struct {
	Name  string `json:"name" maxLength:"100" example:"X-Api-Key"`
	Value string `json:"value,omitempty" maxLength:"2000" doc:"Kept encrypted and never told again. Left out in a PATCH = as before."`
}

// write puts what the body says onto a draft, null is what a new one has, and notes what cannot be text of ours.
func (b *WebhookBody) write(draft *webhooks.Draft) models.Invalid {
	invalid := models.Invalid{}
	draft.URL = cleanLine(invalid, "url", b.URL, draft.URL)
	draft.Description = cleanLine(invalid, "description", b.Description, draft.Description)
	draft.Dialect = cleanLine(invalid, "dialect", b.Dialect, draft.Dialect)
	draft.Profile = cleanLine(invalid, "profile", b.Profile, draft.Profile)
	b.EventTypes.into(&draft.EventTypes)
	b.LocationIDs.into(&draft.LocationIDs)
	b.VisitStates.into(&draft.VisitStates)
	for i, state := range draft.VisitStates {
		draft.VisitStates[i] = strings.ToUpper(state)
	}
	b.IsActive.intoOr(&draft.IsActive, true)
	b.Slots.into(&draft.Slots)
	for _, id := range draft.LocationIDs {
		if id == "" || strings.ContainsFunc(id, isNoIDLetter) {
			invalid.Add("locationIds", "There is no such location. GET /locations lists their ids.")
		}
	}
	if b.Header.Given {
		draft.Header = nil
		if !b.Header.Null {
			draft.Header = &webhooks.Header{Name: b.Header.Value.Name, Value: b.Header.Value.Value}
		}
	}
	if b.OAuth.Given {
		draft.OAuth = nil
		if !b.OAuth.Null {
			o := b.OAuth.Value
			draft.OAuth = &webhooks.OAuth{
				TokenURL: o.TokenURL, ClientID: o.ClientID, ClientSecret: o.ClientSecret, Scope: o.Scope, Audience: o.Audience,
			}
		}
	}
	return invalid
}
