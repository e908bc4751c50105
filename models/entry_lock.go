package models

import (
	"errors"

	"gorm.io/gorm/clause"
)

// ErrStale is a change made on the ground of something that somebody else has changed meanwhile.
var ErrStale = errors.New("somebody else changed this in the meantime")

// FindEntry finds an entry of a list by its public id or its number, with its person.
func FindEntry(tx *Tx, waitlistID int64, name string) (*Entry, error) {
	entry := new(Entry)
	return entry, found(tx.Preload("Person").
		Where("waitlist_id = ? AND (public_id = ? OR id = ?)", waitlistID, name, numberIn(name)).Take(entry).Error)
}

// Expect refuses with ErrStale where the entry is no longer the version that its reader saw; 0 expects nothing.
func (e *Entry) Expect(tx *Tx, version int64) error {
	if version == 0 {
		return nil
	}
	if err := e.lock(tx); err != nil {
		return err
	}
	if e.Version != version {
		return ErrStale
	}
	return nil
}

// Expect refuses with ErrStale where the list is no longer the version that its reader saw; 0 expects nothing.
// Call it before anything else in the Write: the first change raises the version.
func (w *Waitlist) Expect(tx *Tx, version int64) error {
	if version == 0 {
		return nil
	}
	query := tx.Session(fresh()).Model(&Waitlist{}).Where("id = ?", w.ID)
	if tx.Name() == "postgres" {
		query = query.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	var now int64
	if err := query.Pluck("version", &now).Error; err != nil {
		return err
	}
	if now != version {
		return ErrStale
	}
	return nil
}

// lockAsRead waits for other writers of the list and gives it as it is. Where one of them has saved its settings since they were read, the
// Write begins anew. Who comes and goes in line meanwhile is no matter.
func (w *Waitlist) lockAsRead(tx *Tx) (*Waitlist, error) {
	query := tx.Session(fresh())
	if tx.Name() == "postgres" {
		query = query.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	now := new(Waitlist)
	if err := query.Take(now, w.ID).Error; err != nil {
		return nil, found(err)
	}
	if now.SettingsVersion != w.SettingsVersion {
		return nil, errOvertaken
	}
	return now, nil
}

// lock waits for other writers of the person and of the list, and reads the entry again: what a verb saves is whole.
func (e *Entry) lock(tx *Tx) error {
	if err := Touch(tx, KindPerson, e.PersonID); err != nil {
		return err
	}
	if err := lockList(tx, e.WaitlistID); err != nil {
		return err
	}
	if err := e.reload(tx); err != nil {
		return err
	}
	return lockList(tx, e.WaitlistID)
}

// lockActive is lock for what can be done to those in line alone.
func (e *Entry) lockActive(tx *Tx) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	if !e.IsActive() {
		return Sentence("This person is not in line on this list any more. Please reload the page, or restore their place first.")
	}
	return nil
}

func lockList(tx *Tx, waitlistID int64) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	return w.raise(tx.Session(fresh()), waitlistID)
}

// takeList is lockList that reads the list on the way.
func takeList(tx *Tx, waitlistID int64) (*Waitlist, error) {
	w, err := writingOf(tx)
	if err != nil {
		return nil, err
	}
	list := new(Waitlist)
	if w.raised[waitlistID] {
		return list, found(tx.Session(fresh()).Take(list, waitlistID).Error)
	}
	err = tx.Session(fresh()).Raw("UPDATE waitlists SET version = version + 1 WHERE id = ? RETURNING *", waitlistID).Scan(list).Error
	if err == nil && list.ID == 0 {
		err = ErrNotFound
	}
	w.raised[waitlistID] = err == nil
	return list, err
}

// save writes the entry alone: its person and list have verbs of their own.
func (e *Entry) save(tx *Tx) error {
	return tx.Session(fresh()).Omit(clause.Associations).Save(e).Error
}
