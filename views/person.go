package views

import (
	"net/url"

	"anteroom/models"
)

// PersonView is a person's page: who they are, where they wait, what is known, what happened.
type PersonView struct {
	*models.PersonPage
	History    *models.TimelinePage
	Visits     []CalendarVisit // the latest
	MoreVisits bool
	Place      string // where the person would be put in line, "" where nowhere
	Filter     models.TimelineFilter
	From       string // cursor of the page of history shown
	Lists      []models.Waitlist
	Priorities []models.Priority
	Clock      Clock
	Country    string
	Join       PlaceForm
	Note       NoteForm
	Deliveries string // where the webhooks of an event are shown, empty for who may not see them
	MayEdit    bool
	MayMerge   bool
	Alike      []models.Person // who may be the same person
	Merge      *models.Merge   // the last one that can be undone, nil for none
	MergedName string
}

// NoteForm is a note as typed.
type NoteForm struct {
	Text   string `form:"text"`
	Pinned string `form:"pinned"`
	Once   string `form:"once"`
	Errors models.Invalid
}

// PlaceForm puts a person on a list.
type PlaceForm struct {
	List      string `form:"list"`
	Requested string `form:"requested"`
	Added     string `form:"added"`
	Reason    string `form:"reason"`
	Rank      string `form:"rank"`
	Errors    models.Invalid
}

func (v *PersonView) href(more ...string) string { return personHref(v.Person.ID, more...) }

func (v *PersonView) sub() string {
	text := models.AgeText(v.Person.Birthdate, v.Clock.Today())
	if text != "" {
		text += " · "
	}
	text += "person " + idText(v.Person.ID) + " · family " + idText(v.Person.FamilyID)
	return text + " · added " + v.Clock.Day(v.Person.CreatedAt)
}

func (v *PersonView) state() State {
	if v.Priority == nil {
		return State{}
	}
	return State{Word: v.Priority.Name, Tone: "info"}
}

// freeLists are those that the person is not in line on.
func (v *PersonView) freeLists() []models.Waitlist {
	var free []models.Waitlist
	for _, list := range v.Lists {
		on := false
		for i := range v.Entries {
			on = on || v.Entries[i].IsActive() && v.Entries[i].WaitlistID == list.ID
		}
		if !on {
			free = append(free, list)
		}
	}
	return free
}

func (v *PersonView) historyTabs() []Tab {
	tabs := []Tab{{Label: "All"}, {Label: "Notes"}, {Label: "Changes"}, {Label: "Lists"}}
	for i, filter := range []models.TimelineFilter{models.AllHistory, models.NoteHistory, models.FieldHistory, models.ListHistory} {
		tabs[i].Href, tabs[i].Current = v.historyHref(filter, ""), filter == v.Filter
	}
	return tabs
}

func (v *PersonView) historyHref(filter models.TimelineFilter, from string) string {
	query := "?history=" + string(filter)
	if from != "" {
		query += "&from=" + from
	}
	return v.href(query + "#history")
}

// valueOf is an answer for people; phones and e-mails are links of their own.
func (v *PersonView) valueOf(value models.FieldValue) string {
	if value.Value == "" {
		return ""
	}
	return valueWords(value.Field.Type, value.Value)
}

// entryState words where a place stands.
func (v *PersonView) entryState(e *models.Entry) State {
	switch e.Status {
	case models.Offered:
		if e.OfferUntil != nil {
			return State{"Offered until " + e.OfferUntil.In(v.Clock.Zone).Format("2 Jan, 15:04"), "info"}
		}
		return State{"Offered", "info"}
	case models.Enrolled:
		if e.LeftAt != nil {
			return State{"Enrolled until " + v.Clock.Day(*e.LeftAt), ""}
		}
		return State{"Enrolled", "good"}
	case models.Removed:
		return State{"Removed", ""}
	case models.AgedOut:
		return State{"Aged out", ""}
	case models.Lapsed:
		return State{"Lapsed", "warn"}
	}
	return State{}
}

// why says what gave the place.
func (v *PersonView) why(e *models.Entry) string {
	text := "applied " + v.Clock.Day(e.AddedAt)
	if !e.RequestedDate.IsZero() {
		text += " · wanted from " + v.Clock.DayOf(e.RequestedDate)
		if age := models.AgeText(v.Person.Birthdate, e.RequestedDate); age != "" {
			text += " (then " + age + ")"
		}
	}
	if name := v.entryPriority(e); name != "" {
		text += " · " + name + " on this list"
	}
	if e.IsPlaced() {
		text += " · placed by hand"
		if e.PlacedBy != "" {
			text += " by " + e.PlacedBy
		}
	}
	if e.ConfirmedAt != nil {
		text += " · confirmed " + v.Clock.Day(*e.ConfirmedAt)
	}
	if e.EndedAt != nil {
		text += " · ended " + v.Clock.Day(*e.EndedAt)
		if e.EndedBy != "" {
			text += " by " + e.EndedBy
		}
	}
	return withReason(text, e.EndReason)
}

func (v *PersonView) entryPriority(e *models.Entry) string {
	if e.PriorityID == nil {
		return ""
	}
	for _, priority := range v.Priorities {
		if priority.ID == *e.PriorityID {
			return priority.Name
		}
	}
	return ""
}

// act is where something is done with a place; it leads back here.
func (v *PersonView) act(e *models.Entry, noun string) string {
	return "/admin/entries/" + idText(e.ID) + "/" + noun + "?back=" + url.QueryEscape(v.href())
}

func listHref(id int64) string { return "/admin/waitlists/" + idText(id) }
