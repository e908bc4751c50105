package models

import (
	"slices"
	"strings"
)

// VisitState is where a visit stands.
type VisitState string

// The states.
const (
	StatePending  VisitState = "PENDING" // a hold while a form is filled in
	StateDraft    VisitState = "DRAFT"   // a request that staff have to confirm
	StateBooked   VisitState = "BOOKED"
	StateWaiting  VisitState = "WAITING"
	StateServing  VisitState = "SERVING"
	StateComplete VisitState = "COMPLETE"
)

// VisitStates are the states in the order that a visit goes through them.
func VisitStates() []VisitState {
	return []VisitState{StatePending, StateDraft, StateBooked, StateWaiting, StateServing, StateComplete}
}

// ParseVisitState reads a state however it is written; SERVED is another word for SERVING (reference 001).
func ParseVisitState(text string) (VisitState, bool) {
	state := VisitState(strings.ToUpper(strings.TrimSpace(text)))
	if state == "SERVED" {
		state = StateServing
	}
	return state, slices.Contains(VisitStates(), state)
}

// VisitTag is what else is true of a visit. Staff may add words of their own.
type VisitTag string

// The tags that steps set.
const (
	TagArrived   VisitTag = "ARRIVED"
	TagConfirmed VisitTag = "CONFIRMED"
	TagDelayed   VisitTag = "DELAYED"
	TagCancelled VisitTag = "CANCELLED"
	TagNoShow    VisitTag = "NO-SHOW"
	TagExpired   VisitTag = "EXPIRED"
	TagDeclined  VisitTag = "DECLINED"
	TagAlerted   VisitTag = "ALERTED"
)

// VisitTags are the tags that steps set; no caller can.
func VisitTags() []VisitTag {
	return []VisitTag{TagArrived, TagConfirmed, TagDelayed, TagCancelled, TagNoShow, TagExpired, TagDeclined, TagAlerted}
}

// Step is one lawful transition of a visit. An empty From is the beginning.
type Step struct {
	Verb string
	From VisitState
	To   VisitState
	Tag  VisitTag
	Rule string // what else has to hold
}

// Steps is the one table of transitions; docs/visits.md and the tests are made from it.
func Steps() []Step {
	const afterStart = "an appointment: only after its start"
	return []Step{
		{"hold", "", StatePending, "", "the time is free; ends by the clock"},
		{"book", "", StateBooked, "", "the time is free"},
		{"request", "", StateDraft, "", "the time is free; staff confirm the service by hand"},
		{"join", "", StateWaiting, "", ""},
		{"extend", StatePending, StatePending, "", "once, before it ends"},
		{"book", StatePending, StateBooked, "", "before it ends"},
		{"request", StatePending, StateDraft, "", "before it ends; staff confirm the service by hand"},
		{"expire", StatePending, StateComplete, TagExpired, "when it ends"},
		{"cancel", StatePending, StateComplete, TagCancelled, ""},
		{"decline", StatePending, StateComplete, TagDeclined, "the customer does not want what was offered"},
		{"confirm", StateDraft, StateBooked, TagConfirmed, ""},
		{"confirm", StateBooked, StateBooked, TagConfirmed, "the customer says that they come"},
		{"confirm", StateWaiting, StateWaiting, TagConfirmed, "the customer says that they come"},
		{"decline", StateDraft, StateComplete, TagDeclined, ""},
		{"expire", StateDraft, StateComplete, TagExpired, "by the clock, when its time is over and nobody has answered"},
		{"cancel", StateDraft, StateComplete, TagCancelled, "customers: within the notice"},
		{"cancel", StateBooked, StateComplete, TagCancelled, "customers: within the notice"},
		{"cancel", StateWaiting, StateComplete, TagCancelled, ""},
		{"reschedule", StateDraft, StateDraft, "", "the new time is free; customers: within the notice"},
		{"reschedule", StateBooked, StateBooked, "", "the new time is free; customers: within the notice"},
		{"reassign", StateDraft, StateDraft, "", "the others are free"},
		{"reassign", StateBooked, StateBooked, "", "the others are free"},
		{"reassign", StateWaiting, StateWaiting, "", "an appointment: the others are free"},
		{"reassign", StateServing, StateServing, "", "an appointment: the others are free"},
		{"arrive", StateBooked, StateWaiting, TagArrived, ""},
		{"arrive", StateWaiting, StateWaiting, TagArrived, ""},
		{"due", StateBooked, StateWaiting, "", "by the clock, where the queue is open"},
		{"delay", StateBooked, StateBooked, TagDelayed, ""},
		{"delay", StateWaiting, StateWaiting, TagDelayed, ""},
		{"move", StateWaiting, StateWaiting, "", ""},
		{"call", StateWaiting, StateWaiting, TagAlerted, ""},
		{"serve", StateBooked, StateServing, "", ""},
		{"serve", StateWaiting, StateServing, "", ""},
		{"complete", StateServing, StateComplete, "", ""},
		{"no-show", StateBooked, StateComplete, TagNoShow, afterStart},
		{"no-show", StateWaiting, StateComplete, TagNoShow, afterStart},
		{"undo", StateBooked, StateBooked, "", "takes back that they are late"},
		{"undo", StateWaiting, StateWaiting, "", "takes back the call, that they are late, or that somebody in line is there"},
		{"undo", StateWaiting, StateBooked, "", "takes back the arrival of an appointment"},
		{"undo", StateServing, StateWaiting, "", ""},
		{"undo", StateServing, StateBooked, "", "where it came straight from there"},
		{"undo", StateComplete, StateServing, "", "where it was served"},
		{"undo", StateComplete, StateWaiting, "", "where it ended while waiting; who is in line again since stays there once"},
		{"undo", StateComplete, StateBooked, "", "where it ended before the queue; its time is still free"},
		{"undo", StateComplete, StateDraft, "", "where it was never confirmed; its time is still free"},
	}
}

// stepOf finds the transition that a verb makes in a state.
func stepOf(verb string, from VisitState) (Step, bool) {
	steps := Steps()
	i := slices.IndexFunc(steps, func(s Step) bool { return s.Verb == verb && s.From == from })
	if i < 0 {
		return Step{}, false
	}
	return steps[i], true
}
