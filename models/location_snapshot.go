package models

import "reflect"

// LocationSnapshot is a location's settings at one moment.
type LocationSnapshot struct {
	LocationID    int64
	PublicID      string
	Slug          string
	Name          string
	TimeZone      string
	Address       string
	Phone         string
	Hours         Hours
	Breaks        Hours
	Overrides     Overrides
	IsPublic      bool
	IsQueueOpen   bool
	IsQueuePaused bool
	CreatedAt     Instant
}

func (s *LocationSnapshot) publicID() string { return s.PublicID }

func (s *LocationSnapshot) same(other snapshot) bool {
	return reflect.DeepEqual(s, other)
}

// loadLocations snapshots the locations in use: one that is archived is gone for the outside.
func loadLocations(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	var locations []Location
	if err := tx.Where("id IN ? AND archived_at IS NULL", ids).Find(&locations).Error; err != nil {
		return nil, err
	}
	found := map[int64]snapshot{}
	for i := range locations {
		found[locations[i].ID] = locations[i].snapshot()
	}
	return found, nil
}

func (l *Location) snapshot() *LocationSnapshot {
	return &LocationSnapshot{
		LocationID: l.ID, PublicID: l.PublicID, Slug: l.Slug, Name: l.Name, TimeZone: l.TimeZone, Address: l.Address, Phone: l.Phone,
		Hours: append(Hours{}, l.Hours...), Breaks: append(Hours{}, l.Breaks...), Overrides: append(Overrides{}, l.Overrides...),
		IsPublic: l.IsPublic, IsQueueOpen: l.IsQueueOpen, IsQueuePaused: l.IsQueuePaused, CreatedAt: l.CreatedAt,
	}
}

// LocationBefore is the location as it was, nil where the event is about no location's settings or added it.
func (e *Event) LocationBefore() (*LocationSnapshot, error) {
	return e.location(e.Before)
}

// LocationAfter is the location as it is since, nil where the event is about no location's settings or it went out of use.
func (e *Event) LocationAfter() (*LocationSnapshot, error) {
	return e.location(e.After)
}

func (e *Event) location(text string) (*LocationSnapshot, error) {
	if e.SubjectKind != KindLocation || e.Change == StatusChanged {
		return nil, nil
	}
	return readSnapshot[LocationSnapshot](e, text)
}
