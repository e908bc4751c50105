package models

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// TimelineFilter narrows a person's history.
type TimelineFilter string

// The filters.
const (
	AllHistory   TimelineFilter = ""
	NoteHistory  TimelineFilter = "notes"
	FieldHistory TimelineFilter = "changes" // fields and family
	ListHistory  TimelineFilter = "lists"   // places on waitlists, those set by hand included
)

// TimelineItem is what one write made of a person, or one line of the audit log about them: Differences or Action is set.
type TimelineItem struct {
	At          Instant
	ByKind      ByKind
	ByName      string
	Sequence    int64  // of the event, which its deliveries name; 0 for an audit line
	EventID     string // its public id
	Differences []Difference
	Action      string
	Detail      map[string]string
}

// TimelinePage is one page of history, the newest first.
type TimelinePage struct {
	Items []TimelineItem
	Next  string // cursor of the next page, "" on the last
}

// Timeline is a page of a person's history, as far as the scope may see. Somebody who is gone has none.
func Timeline(tx *Tx, scope Scope, personID int64, filter TimelineFilter, from string) (*TimelinePage, error) {
	if _, err := FindPerson(tx, scope, personID); err != nil {
		return nil, err
	}
	history, err := newHistory(tx, personID, from)
	if err != nil {
		return nil, err
	}
	page := &TimelinePage{}
	for {
		at := history.String()
		item, err := history.next()
		if err != nil || item == nil {
			return page, err
		}
		if !item.narrow(scope, filter) {
			continue
		}
		if len(page.Items) == usualPage {
			page.Next = at
			return page, nil
		}
		page.Items = append(page.Items, *item)
	}
}

// narrow leaves what the scope and the filter let through, and says whether that is anything.
func (i *TimelineItem) narrow(scope Scope, filter TimelineFilter) bool {
	if i.Action != "" {
		return scope.All && (filter == AllHistory || filter == ListHistory && (strings.HasPrefix(i.Action, "entry.") || strings.HasPrefix(i.Action, "offer.")))
	}
	i.Differences = slices.DeleteFunc(i.Differences, func(d Difference) bool {
		if d.IsEntry() && !scope.Covers(d.Entry.LocationID) {
			return true
		}
		switch filter {
		case NoteHistory:
			return !d.IsNote()
		case ListHistory:
			return !d.IsEntry()
		case FieldHistory:
			return d.IsNote() || d.IsEntry()
		}
		return false
	})
	return len(i.Differences) > 0
}

// history walks a person's events and audit lines together, the newest first.
type history struct {
	tx          *Tx
	personID    int64
	events      []Event
	audits      []Audit
	event       int64 // the oldest event taken so far; 0 = none yet
	audit       int64
	eventsEnded bool
	auditsEnded bool
}

func newHistory(tx *Tx, personID int64, from string) (*history, error) {
	h := &history{tx: tx, personID: personID}
	if from == "" {
		return h, nil
	}
	event, audit, _ := strings.Cut(from, "-")
	var failures [2]error
	h.event, failures[0] = strconv.ParseInt(event, 10, 64)
	h.audit, failures[1] = strconv.ParseInt(audit, 10, 64)
	if failures[0] != nil || failures[1] != nil || h.event < 0 || h.audit < 0 {
		return nil, Invalid{"cursor": "This page cannot be found any more. Please start from the first."}
	}
	return h, nil
}

// String is the cursor of what comes next.
func (h *history) String() string { return fmt.Sprintf("%d-%d", h.event, h.audit) }

// next is nil at the beginning of the person's history.
func (h *history) next() (*TimelineItem, error) {
	if err := h.load(); err != nil {
		return nil, err
	}
	switch {
	case len(h.events) == 0 && len(h.audits) == 0:
		return nil, nil
	case len(h.audits) == 0 || len(h.events) > 0 && !h.events[0].At.Before(h.audits[0].At.Time):
		event := h.events[0]
		h.event, h.events = event.Sequence, h.events[1:]
		return event.timelineItem()
	}
	audit := h.audits[0]
	h.audit, h.audits = audit.ID, h.audits[1:]
	return audit.timelineItem()
}

func (h *history) load() error {
	if len(h.events) == 0 && !h.eventsEnded {
		query := h.tx.Where("subject_kind = ? AND subject_id = ?", KindPerson, h.personID)
		if h.event > 0 {
			query = query.Where("sequence < ?", h.event)
		}
		if err := query.Order("sequence DESC").Limit(usualPage + 1).Find(&h.events).Error; err != nil {
			return err
		}
		h.eventsEnded = len(h.events) <= usualPage
	}
	if len(h.audits) == 0 && !h.auditsEnded {
		query := h.tx.Where("subject_kind = ? AND subject_id = ?", KindPerson, h.personID)
		if h.audit > 0 {
			query = query.Where("id < ?", h.audit)
		}
		if err := query.Order("id DESC").Limit(usualPage + 1).Find(&h.audits).Error; err != nil {
			return err
		}
		h.auditsEnded = len(h.audits) <= usualPage
	}
	return nil
}

func (e *Event) timelineItem() (*TimelineItem, error) {
	before, err := e.PersonBefore()
	if err != nil {
		return nil, err
	}
	after, err := e.PersonAfter()
	if err != nil {
		return nil, err
	}
	return &TimelineItem{
		At: e.At, ByKind: e.ByKind, ByName: e.ByName, Sequence: e.Sequence, EventID: e.PublicID, Differences: Differences(before, after),
	}, nil
}

func (a *Audit) timelineItem() (*TimelineItem, error) {
	item := &TimelineItem{At: a.At, ByKind: a.ByKind, ByName: a.ByName, Action: a.Action}
	if err := json.Unmarshal([]byte(a.Detail), &item.Detail); err != nil {
		return nil, fmt.Errorf("audit line %d: %w", a.ID, err)
	}
	return item, nil
}
