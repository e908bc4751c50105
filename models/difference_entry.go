package models

import (
	"slices"
	"strconv"
)

// entryDifferences pairs entries by their id. One that ended as another began with the same added date moved to that other's list.
func entryDifferences(before, after *PersonSnapshot) []Difference {
	var differences []Difference
	begun := map[int64]bool{}
	for i := range after.Entries {
		entry := &after.Entries[i]
		begun[entry.EntryID] = before.entry(entry.EntryID) == nil
	}
	for i := range before.Entries {
		was := &before.Entries[i]
		entry := after.entry(was.EntryID)
		if entry == nil {
			differences = append(differences, Difference{Kind: EntryDeleted, Entry: was, Was: was, Before: was.Waitlist})
			continue
		}
		if next := after.movedTo(was, entry, begun); next != nil {
			begun[next.EntryID] = false
			differences = append(differences, Difference{Kind: EntryMoved, Entry: next, Was: was, Before: was.Waitlist, After: next.Waitlist})
			differences = append(differences, dateDifferences(was, next)...)
			continue
		}
		differences = append(differences, stateDifferences(was, entry)...)
	}
	for i := range after.Entries {
		if entry := &after.Entries[i]; begun[entry.EntryID] {
			differences = append(differences, Difference{Kind: EntryJoined, Entry: entry, After: entry.Waitlist})
		}
	}
	return differences
}

func (s *PersonSnapshot) entry(id int64) *EntrySnapshot {
	at := slices.IndexFunc(s.Entries, func(e EntrySnapshot) bool { return e.EntryID == id })
	if at < 0 {
		return nil
	}
	return &s.Entries[at]
}

func (s *PersonSnapshot) movedTo(was, now *EntrySnapshot, begun map[int64]bool) *EntrySnapshot {
	if !was.IsActive() || now.IsActive() || now.Status == Enrolled || now.Status == Lapsed {
		return nil
	}
	for i := range s.Entries {
		next := &s.Entries[i]
		if begun[next.EntryID] && next.IsActive() && next.AddedAt.Equal(was.AddedAt.Time) {
			return next
		}
	}
	return nil
}

func stateDifferences(was, now *EntrySnapshot) []Difference {
	var differences []Difference
	add := func(kind DifferenceKind, before, after string) {
		differences = append(differences, Difference{Kind: kind, Entry: now, Was: was, Before: before, After: after})
	}
	if was.WaitlistID != now.WaitlistID {
		add(EntryMoved, was.Waitlist, now.Waitlist)
	}
	if was.Status != now.Status {
		add(statusKind(was, now), string(was.Status), string(now.Status))
	}
	if was.LeftAt == nil && now.LeftAt != nil {
		add(EnrolmentEnded, "", now.LeftAt.String())
	}
	if now.ConfirmedAt != nil && (was.ConfirmedAt == nil || !was.ConfirmedAt.Equal(now.ConfirmedAt.Time)) {
		add(EntryConfirmed, "", now.ConfirmedBy)
	}
	return append(differences, dateDifferences(was, now)...)
}

func dateDifferences(was, now *EntrySnapshot) []Difference {
	var differences []Difference
	add := func(kind DifferenceKind, before, after string) {
		if before != after {
			differences = append(differences, Difference{Kind: kind, Entry: now, Was: was, Before: before, After: after})
		}
	}
	add(AddedDate, was.AddedAt.String(), now.AddedAt.String())
	add(RequestedDate, was.RequestedDate.String(), now.RequestedDate.String())
	add(EntryPriority, was.Priority, now.Priority)
	return differences
}

func statusKind(was, now *EntrySnapshot) DifferenceKind {
	switch now.Status {
	case Offered:
		return EntryOffered
	case Enrolled:
		return EntryEnrolled
	case Removed:
		return EntryRemoved
	case AgedOut:
		return EntryAgedOut
	case Lapsed:
		return EntryLapsed
	}
	if was.Status == Offered {
		return OfferWithdrawn
	}
	return EntryRestored
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
