package models

import (
	"cmp"
	"fmt"
)

// LocationSettings are what may be said about a location.
type LocationSettings struct {
	Name     string
	TimeZone string
	Address  string
	Phone    string
	Slug     string // its name in links; empty leaves it as it is, or makes it from the name
}

// Settings are the location's own, to be changed and given back to Change.
func (l *Location) Settings() LocationSettings {
	return LocationSettings{Name: l.Name, TimeZone: l.TimeZone, Address: l.Address, Phone: l.Phone, Slug: l.Slug}
}

// Locations are those in use that the scope may see, by name.
func Locations(tx *Tx, scope Scope) ([]Location, error) {
	var locations []Location
	query := tx.Where("archived_at IS NULL")
	if !scope.All {
		query = query.Where("id IN ?", scope.locations())
	}
	return locations, query.Order("name, id").Find(&locations).Error
}

// FindLocation returns a location that the scope may see, archived ones included.
func FindLocation(tx *Tx, scope Scope, id int64) (*Location, error) {
	if !scope.Covers(&id) {
		return nil, ErrNotFound
	}
	return locationOf(tx, id)
}

// CreateLocation adds a location. Its name makes its address in links, which stays.
func CreateLocation(tx *Tx, settings LocationSettings) (*Location, error) {
	if err := settings.clean(tx, 0); err != nil {
		return nil, err
	}
	if settings.Slug == "" {
		slug, err := locationSlug(tx, settings.Name)
		if err != nil {
			return nil, err
		}
		settings.Slug = slug
	}
	l := &Location{PublicID: NewPublicID(), IsPublic: true, CreatedAt: TxNow(tx), Version: 1}
	l.take(settings)
	if err := tx.Create(l).Error; err != nil {
		return nil, err
	}
	return l, Record(tx, "location.created", Subject{KindLocation, l.ID}, map[string]string{"location": l.Name})
}

// Change keeps the settings, or says what is wrong with them.
func (l *Location) Change(tx *Tx, settings LocationSettings) error {
	if err := settings.clean(tx, l.ID); err != nil {
		return err
	}
	if err := l.lockAsRead(tx); err != nil {
		return err
	}
	old := l.Slug
	l.take(settings)
	if err := leaveSlug(tx, KindLocation, l.ID, old, l.Slug); err != nil {
		return err
	}
	l.Version++
	if err := tx.Save(l).Error; err != nil {
		return err
	}
	return Record(tx, "location.changed", Subject{KindLocation, l.ID}, map[string]string{"location": l.Name})
}

// Archive takes the location out of use. Its lists have to go elsewhere first.
func (l *Location) Archive(tx *Tx) error {
	if l.ArchivedAt != nil {
		return nil
	}
	var lists int64
	if err := tx.Model(&Waitlist{}).Where("location_id = ?", l.ID).Count(&lists).Error; err != nil {
		return err
	}
	if lists > 0 {
		return Invalid{"location": fmt.Sprintf("Waitlists belong to “%s” (%d). Please give them another location first.", l.Name, lists)}
	}
	if err := l.lock(tx); err != nil {
		return err
	}
	if err := l.refuseVisits(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	l.ArchivedAt = &now
	l.Version++
	if err := tx.Save(l).Error; err != nil {
		return err
	}
	return Record(tx, "location.archived", Subject{KindLocation, l.ID}, map[string]string{"location": l.Name})
}

func (l *Location) take(s LocationSettings) {
	l.Name, l.TimeZone, l.Address, l.Phone = s.Name, s.TimeZone, s.Address, s.Phone
	l.Slug = cmp.Or(s.Slug, l.Slug)
}

func (s *LocationSettings) clean(tx *Tx, id int64) error {
	invalid := Invalid{}
	s.Name = cleaned(invalid, "name", CleanLine, s.Name, longestName)
	s.Address = cleaned(invalid, "address", CleanText, s.Address, longestLine)
	s.Phone = cleaned(invalid, "phone", CleanLine, s.Phone, longestName)
	if s.Name == "" {
		invalid.Add("name", "Please give the location a name.")
	}
	invalid.Add("timeZone", wrongZone(s.TimeZone))
	if s.Slug != "" {
		_, err := typedSlug(tx, "locations", "location", s.Slug, id, "north")
		if err := invalid.Check("slug", err); err != nil {
			return err
		}
	}
	var namesakes int64
	err := tx.Model(&Location{}).Where("name = ? AND id <> ? AND archived_at IS NULL", s.Name, id).Count(&namesakes).Error
	if err != nil {
		return err
	}
	if namesakes > 0 {
		invalid.Add("name", fmt.Sprintf("There is a location “%s” already.", s.Name))
	}
	return invalid.Err()
}

// FindLocationByPublicID returns a location in use that the scope may see by the id of 20 letters or the slug.
func FindLocationByPublicID(tx *Tx, scope Scope, name string) (*Location, error) {
	location := new(Location)
	if !isName(name) {
		return location, ErrNotFound
	}
	err := found(tx.Where("archived_at IS NULL AND (public_id = ? OR slug = ?)", name, name).Take(location).Error)
	if err == nil && !scope.Covers(&location.ID) {
		err = ErrNotFound
	}
	if err == nil {
		keepLocation(tx, location)
	}
	return location, err
}
