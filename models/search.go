package models

import (
	"cmp"
	"slices"

	"gorm.io/gorm/clause"
)

// Word is one folded word that a person is found by, as a prefix.
type Word struct {
	Word     string `gorm:"primaryKey"`
	PersonID int64  `gorm:"primaryKey"`
}

// words are what a person is found by: names, e-mails and phones, custom fields of those types included. A phone is found
// with the country's number and without.
func (s *PersonSnapshot) words(country string) []string {
	values := []string{}
	for _, field := range s.Fields {
		switch {
		case field.Type == TypePhone:
			if e164, ok := NormalPhone(field.Value, country); ok {
				values = append(values, e164)
			}
			values = append(values, field.Value)
		case field.Purpose == ForFirstName, field.Purpose == ForLastName, field.Type == TypeEmail:
			values = append(values, field.Value)
		}
	}
	return SearchWords(values...)
}

// followPeople keeps the search words and raises the version of every list that shows somebody who changed.
func (w *writing) followPeople(tx *Tx, events []Event, now map[int64]snapshot) error {
	account, err := accountOf(tx)
	if err != nil {
		return err
	}
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
		if err := keepWords(tx, account.Country, before, after); err != nil {
			return err
		}
	}
	slices.Sort(lists)
	return w.raise(tx, slices.Compact(lists)...)
}

func keepWords(tx *Tx, country string, before, after *PersonSnapshot) error {
	var old []string
	if before != nil {
		old = before.words(country)
	}
	words := after.words(country)
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

// mostFound is how many of the people who have the words of a query are looked at.
const mostFound = 2000

// rarestFirst orders the words of a query by how many words begin with them, counted no further than it matters.
func rarestFirst(tx *Tx, words []string) ([]string, error) {
	if len(words) == 1 {
		return words, nil
	}
	times := map[string]int{}
	for _, word := range words {
		var count int
		err := tx.Raw("SELECT COUNT(*) FROM (SELECT 1 FROM words WHERE word >= ? AND word < ? LIMIT ?) counted", word, beyond(word), mostFound).Scan(&count).Error
		if err != nil {
			return nil, err
		}
		times[word] = count
	}
	return slices.SortedStableFunc(slices.Values(words), func(a, b string) int { return cmp.Compare(times[a], times[b]) }), nil
}

// matching selects the ids of people who have, for each word of a query, a word that begins with it. It walks the index of the
// first word alone and stops at mostFound. On SQLite and PostgreSQL the order of words is that of their bytes.
func matching(tx *Tx, words []string) *Tx {
	found := tx.Table("words w").Select("DISTINCT people.id").Joins("CROSS JOIN people").
		Where("people.id = w.person_id AND w.word >= ? AND w.word < ?", words[0], beyond(words[0]))
	for _, word := range words[1:] {
		found = found.Where("EXISTS (SELECT 1 FROM words o WHERE o.person_id = w.person_id AND o.word >= ? AND o.word < ?)", word, beyond(word))
	}
	return found.Limit(mostFound)
}

// beyond is the end of the words that begin with word.
func beyond(word string) string { return word + "\U0010FFFF" }
