package models

import (
	"maps"
	"slices"
)

// A Write remembers the visits and locations that it holds locked, as they are stored: verbs lock the same visit again, and its snapshots
// are taken of the same rows. Hooks keep them as they were saved; a statement that changes rows past their hooks says so here.

// keepVisit remembers a visit that was just read under its lock, with its links.
func (w *writing) keepVisit(v *Visit) {
	kept := v.copied()
	kept.Token = ""
	w.visits[v.ID] = &kept
}

// keepSaved remembers a visit that was just saved. Its links change by setResources alone.
func (w *writing) keepSaved(v *Visit) {
	if old := w.visits[v.ID]; old != nil {
		kept := v.copied()
		kept.ServiceIDs, kept.ResourceIDs, kept.Token = old.ServiceIDs, old.ResourceIDs, ""
		w.visits[v.ID] = &kept
	}
}

// copied is a visit that may be changed without the other seeing it: what pointers point at is never changed itself.
func (v *Visit) copied() Visit {
	c := *v
	c.Tags, c.Answers = slices.Clone(v.Tags), maps.Clone(v.Answers)
	c.ServiceIDs, c.ResourceIDs = slices.Clone(v.ServiceIDs), slices.Clone(v.ResourceIDs)
	return c
}

// keptVisits are visits as they are stored, read where they are not remembered. They are to read alone.
func (w *writing) keptVisits(tx *Tx, ids []int64) ([]*Visit, error) {
	missing := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return w.visits[id] != nil })
	if len(missing) > 0 {
		read := make([]Visit, 0, len(missing))
		if err := tx.Session(fresh()).Where("id IN ?", missing).Find(&read).Error; err != nil {
			return nil, err
		}
		read, err := linkedVisits(tx, read)
		if err != nil {
			return nil, err
		}
		for i := range read {
			w.visits[read[i].ID] = &read[i]
		}
	}
	visits := make([]*Visit, 0, len(ids))
	for _, id := range ids {
		if v := w.visits[id]; v != nil {
			visits = append(visits, v)
		}
	}
	return visits, nil
}

// locationOf is a location as this Write knows it, or as it is read now.
func locationOf(tx *Tx, id int64) (*Location, error) {
	if w, err := writingOf(tx); err == nil && w.locations[id] != nil {
		location := *w.locations[id]
		return &location, nil
	}
	location := new(Location)
	err := found(tx.Session(fresh()).Where("id = ?", id).Take(location).Error)
	if err == nil {
		keepLocation(tx, location)
	}
	return location, err
}

// keepLocation remembers a location that was just read, where nobody else can change it before this Write ends.
func keepLocation(tx *Tx, location *Location) {
	if w, err := writingOf(tx); err == nil && (w.db.Engine == SQLite || w.marked[location.ID]) {
		kept := *location
		w.locations[location.ID] = &kept
	}
}
