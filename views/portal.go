package views

import "anteroom/models"

// Portal is the customer's page of one visit: how it stands in words, and what can be done about it now.
type Portal struct {
	Link   string // /p/TOKEN
	Stream string // where the page hears that something changed; empty for one that stays as it is

	Icon    string
	Title   string // "You are 4th in line"
	About   string // "about 25–40 min"
	Updated string // 14:05
	Ticket  string
	Urgent  bool            // read out at once
	Until   *models.Instant // by when to answer, nil where nothing is asked
	Left    string          // how long that is from now
	Notes   []string        // what else is worth knowing
	Wrong   string          // why what was just tried did not work

	Steps   []Step
	Facts   []PortalFact
	Actions []PortalAction
	Undo    string // what a button takes back
	Onward  []Link
	Keep    []Link // ways into calendars
	Phone   string // whom to call
}

// Retype puts what was typed into the field of that name again, with what is wrong with it.
func (v *Portal) Retype(name, typed, wrong string) {
	for _, action := range v.Actions {
		if action.Ask != nil && action.Ask.Name == name && typed != "" {
			action.Ask.Value, action.Ask.Error = typed, wrong
		}
	}
}

// updated says when the page was true, on its own or behind what is said about the wait.
func (v *Portal) updated() string {
	if v.About == "" {
		return "Updated " + v.Updated
	}
	return "updated " + v.Updated
}

// PortalFact is one thing about the visit. At and Zone let the browser tell a time in the visitor's own zone as well.
type PortalFact struct {
	Label  string
	Lines  []string
	At     *models.Instant
	Zone   string
	Map    string
	Change *Link
}

// PortalDetails asks anew who comes; nothing that is known stands in it in full.
type PortalDetails struct {
	Link      string
	Questions []Question
	Party     *Field // of a walk-in alone
	Errors    []FieldError
}

// PortalAction is a button; Noun is what it posts to, Href where it leads instead.
type PortalAction struct {
	Noun    string
	Href    string
	Label   string
	Sent    string // what the button says while it works
	Hint    string
	Primary bool
	Danger  bool
	Ask     *Field // what may be said along with it, behind a word to open
}
