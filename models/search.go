package models

import (
	"slices"

	"gorm.io/gorm/clause"
)

// Word is one folded word that a person is found by, as a prefix.
type Word struct {
	Word     string `gorm:"primaryKey"`
	PersonID int64  `gorm:"primaryKey"`
}

// words are what a person is found by: names, e-mails and phones, custom fields of those types included.
func (s *PersonSnapshot) words() []string {
	values := []string{}
	for _, field := range s.Fields {
		switch {
		case field.Purpose == ForFirstName, field.Purpose == ForLastName, field.Type == TypeEmail, field.Type == TypePhone:
			values = append(values, field.Value)
		}
	}
	return SearchWords(values...)
}

// followPeople keeps the search words and raises the version of every list that shows somebody who changed.
func (w *writing) followPeople(tx *Tx, events []Event, now map[int64]snapshot) error {
	var lists []int64
	for i := range events {
		before, _ := w.before[events[i].Subject()].(*PersonSnapshot)
		after, _ := now[events[i].SubjectID].(*PersonSnapshot)
		for _, s := range []*PersonSnapshot{before, after} {
			if s == nil {
				continue
			}
			for _, entry := range s.Entries {
				lists = append(lists, entry.WaitlistID)
			}
		}
		if after == nil {
			continue
		}
		if err := keepWords(tx, before, after); err != nil {
			return err
		}
	}
	slices.Sort(lists)
	return w.raise(tx, slices.Compact(lists)...)
}

func keepWords(tx *Tx, before, after *PersonSnapshot) error {
	var old []string
	if before != nil {
		old = before.words()
	}
	words := after.words()
	if slices.Equal(old, words) {
		return nil
	}
	if len(old) > 0 {
		if err := tx.Where("person_id = ?", after.PersonID).Delete(&Word{}).Error; err != nil {
			return err
		}
	}
	rows := make([]Word, len(words))
	for i, word := range words {
		rows[i] = Word{Word: word, PersonID: after.PersonID}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error
}

// matching narrows people to those who have, for each word of the query, a word that begins with it.
func matching(tx *Tx, query string) *Tx {
	for _, word := range QueryWords(query) {
		tx = tx.Where("people.id IN (SELECT person_id FROM words WHERE word >= ? AND word < ?)", word, word+"\U0010FFFF")
	}
	return tx
}
