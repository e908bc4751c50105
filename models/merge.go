package models

import (
	"encoding/json"
	"errors"
	"time"
)

// mergeUndo is how long two people who were merged can be parted again.
const mergeUndo = 24 * time.Hour

// A Merge is two people who became one: what the one who is gone brought along, so that it can be undone.
type Merge struct {
	ID       int64
	KeptID   int64
	GoneID   int64
	ByName   string
	Log      string // a mergeLog as JSON, emptied once nothing can be undone any more
	At       Instant
	UndoneAt *Instant
}

// mergeLog is how things were before a merge, and what it did.
type mergeLog struct {
	Gone    Person
	Answers []Answer
	Notes   []int64
	Entries []int64
	Visits  []int64
	Nights  []int64 // lines in reports of the nightly run
	Family  []int64 // who came along into the family of the one who stayed
	Changed map[string]mergedValue
	Ended   []Entry // places that another one on the same list made superfluous, as they were
	Dated   []Entry // and those that took their earlier date, as they were
}

// mergedValue is what the one who stayed said to a field, and says since.
type mergedValue struct{ Before, After string }

// Name is who is gone.
func (m *Merge) Name() (string, error) {
	log, err := m.read()
	return log.Gone.Name(), err
}

// Until is when a merge cannot be undone any more.
func (m *Merge) Until() Instant { return At(m.At.Add(mergeUndo)) }

func (m *Merge) read() (*mergeLog, error) {
	log := new(mergeLog)
	return log, json.Unmarshal([]byte(m.Log), log)
}

// LastMerge is the latest merge into a person that can be undone at an instant, nil where there is none.
func LastMerge(tx *Tx, personID int64, now Instant) (*Merge, error) {
	var merges []Merge
	err := tx.Where("kept_id = ? AND undone_at IS NULL AND log <> '' AND at > ?", personID, At(now.Add(-mergeUndo))).
		Order("id DESC").Limit(1).Find(&merges).Error
	if err != nil || len(merges) == 0 {
		return nil, err
	}
	return &merges[0], nil
}

// forgetMerged erases those who became one with somebody who is erased, and what is kept of merging them.
func forgetMerged(tx *Tx, personID int64) error {
	var gone []int64
	err := tx.Session(fresh()).Model(&Merge{}).Where("kept_id = ? AND undone_at IS NULL", personID).Order("id").Pluck("gone_id", &gone).Error
	if err != nil {
		return err
	}
	if err := tx.Session(fresh()).Where("kept_id = ? OR gone_id = ?", personID, personID).Delete(&Merge{}).Error; err != nil {
		return err
	}
	for _, id := range gone {
		person, err := FindDeletedPerson(tx.Session(fresh()), Everywhere(), id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := person.Erase(tx); err != nil {
			return err
		}
	}
	return nil
}
