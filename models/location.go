package models

import "time"

// Location is a site with a time zone of its own.
type Location struct {
	ID         int64
	PublicID   string
	Slug       string
	Name       string
	TimeZone   string // IANA name
	Address    string
	Phone      string
	Version    int64
	CreatedAt  Instant
	ArchivedAt *Instant
}

// Zone is the location's time zone.
func (l *Location) Zone() *time.Location {
	return zoneNamed(l.TimeZone)
}
