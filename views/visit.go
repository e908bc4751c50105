package views

import (
	"net/url"
	"strings"

	"anteroom/models"
)

// VisitView is a visit with what its row only names, for its page and those of its actions.
type VisitView struct {
	*models.Visit
	Now         *models.VisitSnapshot // location, services and resources by name
	Person      *models.Person        // nil where the customer is not known, or not to be seen
	History     []models.VisitChange
	Clock       Clock
	Country     string
	Deliveries  string // where the webhooks of an event are shown, empty for who may not see them
	Back        string
	MayEdit     bool
	MayOverrule bool
	Freed       bool // its time was given back and is free still
	AsksWho     bool // several could serve, and nobody was chosen
	Errors      models.Invalid
}

// VisitAct is what a button about a visit sends.
type VisitAct struct {
	Version string `form:"version"`
	Back    string `form:"back"`
}

// VisitHref is the page of a visit, or of something to be done with it.
func VisitHref(v *models.Visit, more ...string) string {
	return "/admin/visits/" + v.PublicID + strings.Join(more, "")
}

func (v *VisitView) href(more ...string) string {
	path := VisitHref(v.Visit, more...)
	if v.Back == "" {
		return path
	}
	return path + "?back=" + url.QueryEscape(v.Back)
}

// boardStep is the board's page of a step that asks back; it leads here again.
func (v *VisitView) boardStep(noun string) string {
	return stepPath(v.Visit, noun) + "?back=" + url.QueryEscape(v.href())
}

func (v *VisitView) isCalled() bool { return v.HasTag(models.TagAlerted) }

func (v *VisitView) backLink() Link {
	switch {
	case strings.HasPrefix(v.Back, "/admin/people/"):
		return Link{"Back", v.Back}
	case strings.HasPrefix(v.Back, todayPath):
		return Link{"Today", v.Back}
	case v.Back != "":
		return Link{"Calendar", v.Back}
	case v.IsAppointment():
		return Link{"Calendar", "/admin/calendar?location=" + idText(v.LocationID) + "&date=" + v.Date[:10]}
	}
	return Link{"Today", todayPath + "?location=" + v.Now.Location.PublicID}
}

// Section is the part of the pages that the visit belongs to where its reader came from.
func (v *VisitView) Section() string {
	return map[string]string{"Back": "people", "Today": "today", "Calendar": "calendar"}[v.backLink().Label]
}

func (v *VisitView) sub() string {
	words := []string{v.Now.Location.Name}
	if names := v.serviceNames(); names != "" {
		words = append(words, names)
	}
	if v.IsAppointment() {
		words = append(words, VisitDay(v.Visit)+", "+VisitHours(v.Visit))
	} else {
		words = append(words, "walk-in of "+v.at(&v.CreatedAt))
	}
	return strings.Join(words, " · ")
}

func (v *VisitView) serviceNames() string  { return refNames(v.Now.Services) }
func (v *VisitView) resourceNames() string { return ResourceNames(v.Now.Resources) }

func refNames(refs []models.ServiceRef) string {
	var names []string
	for _, ref := range refs {
		names = append(names, ref.Name)
	}
	return strings.Join(names, ", ")
}

// ResourceNames are those of who or what a visit is with.
func ResourceNames(refs []models.ResourceRef) string {
	var names []string
	for _, ref := range refs {
		names = append(names, ref.Name)
	}
	return strings.Join(names, ", ")
}

// at is an instant on the location's wall.
func (v *VisitView) at(at *models.Instant) string {
	if at == nil {
		return ""
	}
	return Clock{v.Clock.Now, v.Visit.Zone()}.Near(*at)
}

// visitStamp is a moment with its word.
type visitStamp struct{ word, when string }

// stamps are the moments of the visit in their order, without those of the appointment itself.
func (v *VisitView) stamps() []visitStamp {
	var stamps []visitStamp
	for _, stamp := range []struct {
		word string
		at   *models.Instant
	}{
		{"Booked", v.BookingTime},
		{"Confirmed", v.ConfirmedTime},
		{"Arrived", v.ArrivedTime},
		{"In line since", v.WaitlistTime},
		{"Called", v.AlertedTime},
		{"Running late since", v.DelayedTime},
		{"Served from", v.ServeTime},
		{"Ended", v.CompletedTime},
	} {
		if stamp.at != nil {
			stamps = append(stamps, visitStamp{stamp.word, v.at(stamp.at)})
		}
	}
	return stamps
}

// FreeTags are those that no step set.
func (v *VisitView) FreeTags() []string { return freeTags(v.Tags) }

func isStepTag(tag string) bool {
	for _, own := range models.VisitTags() {
		if tag == string(own) {
			return true
		}
	}
	return false
}

func (v *VisitView) hasMenuSteps() bool { return v.may("delay") || v.mayCancel() }

// mayCancel leaves out an offer, which has a button of its own to be taken back.
func (v *VisitView) mayCancel() bool {
	return v.may("cancel") && (!v.IsOffer() || v.State != models.StatePending)
}

// may says whether a step is lawful where the visit stands; the verb itself decides for good.
func (v *VisitView) may(verb string) bool {
	for _, step := range models.Steps() {
		if step.Verb == verb && step.From == v.State && v.MayEdit {
			return verb != "no-show" || v.StartsAt == nil || !v.StartsAt.After(v.Clock.Now)
		}
	}
	return false
}
