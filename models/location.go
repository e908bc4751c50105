package models

import (
	"strings"
	"time"

	"gorm.io/gorm"
)

// Location is a site with a time zone of its own, hours and a live queue.
type Location struct {
	ID            int64
	PublicID      string
	Slug          string
	Name          string
	TimeZone      string // IANA name
	Address       string
	Phone         string
	Hours         Hours // none = always open
	Breaks        Hours
	Overrides     Overrides
	IsPublic      bool // customers find it on public pages
	IsQueueOpen   bool // customers may join the queue
	IsQueuePaused bool // nobody new joins for the moment; those in line stay
	LateSeconds   int  // how much later than estimated everybody is served, said by staff
	LateDay       Date // the local day on which they said so
	ShowsNames    bool // the display on the wall shows first names beside the tickets
	Version       int64
	CreatedAt     Instant
	ArchivedAt    *Instant

	zone *time.Location
}

func (*Location) announces() {}

// Zone is the location's time zone. It is read from the disk once: a booking asks for it half a dozen times.
func (l *Location) Zone() *time.Location {
	if l.zone == nil || l.zone.String() != l.TimeZone {
		l.zone = zoneNamed(l.TimeZone)
	}
	return l.zone
}

// AddressLine is the address in one line, with commas between its lines.
func (l *Location) AddressLine() string {
	var parts []string
	for line := range strings.Lines(l.Address) {
		if line = strings.Trim(line, ", \r\n"); line != "" {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, ", ")
}

// Opening is when the location is open.
func (l *Location) Opening() OpeningHours {
	return OpeningHours{Hours: l.Hours, Breaks: l.Breaks, Overrides: l.Overrides}
}

// IsOpen says whether the hours hold at an instant.
func (l *Location) IsOpen(at time.Time) bool {
	return newOpenDays(l.Zone(), l.Opening()).isOpen(at)
}

// TakesWalkIns says whether customers may join the queue at an instant: it is open, not paused, and the hours hold.
func (l *Location) TakesWalkIns(at time.Time) bool {
	return l.IsQueueOpen && !l.IsQueuePaused && l.ArchivedAt == nil && l.IsOpen(at)
}

// inUse refuses what would bring somebody to a location that was taken out of use.
func (l *Location) inUse() error {
	if l.ArchivedAt == nil {
		return nil
	}
	return Invalid{"locationId": "This location is closed for good. Please choose another."}
}

// AfterCreate marks the location as new.
func (l *Location) AfterCreate(tx *gorm.DB) error {
	return markCreated(tx, KindLocation, l.ID)
}

// BeforeUpdate touches the location.
func (l *Location) BeforeUpdate(tx *gorm.DB) error {
	return Touch(tx, KindLocation, l.ID)
}

// AfterUpdate lets the Write know the row that it saved.
func (l *Location) AfterUpdate(tx *gorm.DB) error {
	w, err := writingOf(tx)
	if err == nil && w.locations[l.ID] != nil {
		now := *l
		w.locations[l.ID] = &now
	}
	return err
}

// BeforeDelete touches the location.
func (l *Location) BeforeDelete(tx *gorm.DB) error {
	return Touch(tx, KindLocation, l.ID)
}
