package models

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
)

// The order of a waitlist is one key: the rank of the priority (none = last), the effective added date, the id.
// An entry placed by hand borrows all three from the neighbour it was put behind and has a tie-break beside them,
// so people of a better rank still go ahead. The key is kept in the row (SortRank, SortAt, SortID, Tie) and indexed.
type sortKey struct {
	rank int
	at   Instant
	sort int64
	tie  float64
	id   int64
}

func (e *Entry) key() sortKey {
	return sortKey{e.SortRank, e.SortAt, e.SortID, e.Tie, e.ID}
}

func (k sortKey) before(other sortKey) bool {
	switch {
	case k.rank != other.rank:
		return k.rank < other.rank
	case !k.at.Equal(other.at.Time):
		return k.at.Before(other.at.Time)
	case k.sort != other.sort:
		return k.sort < other.sort
	case k.tie != other.tie:
		return k.tie < other.tie
	}
	return k.id < other.id
}

// siblingEnrolled holds where somebody else of the family of p has a place now.
const siblingEnrolled = `EXISTS (
	SELECT 1 FROM people q JOIN entries s ON s.person_id = q.id
	WHERE q.family_id = p.family_id AND q.id <> p.id AND s.status = 'enrolled' AND s.left_at IS NULL)`

// ownRank is the better rank of its own priority and the one lent by an enrolled family member.
const ownRank = `(SELECT MIN(r.rank) FROM priorities r
	WHERE r.id = COALESCE(e.priority_id, p.priority_id) OR (r.siblings AND ` + siblingEnrolled + `))`

// rankOf words the rank of entry e of person p: the loan's, else its own.
const rankOf = `COALESCE(CASE WHEN e.borrowed_id IS NOT NULL
	THEN (SELECT rank FROM priorities WHERE id = e.borrowed_priority_id)
	ELSE ` + ownRank + ` END, 2147483647)`

// rekey writes the entry's own key, or that of its loan, and marks what moved.
func (e *Entry) rekey(tx *Tx) error {
	if !e.IsActive() {
		return tx.Exec("UPDATE entries SET position = NULL WHERE id = ? AND position IS NOT NULL", e.ID).Error
	}
	e.SortAt, e.SortID = e.AddedAt, e.ID
	if e.IsPlaced() {
		e.SortAt, e.SortID = *e.BorrowedAt, *e.BorrowedID
	} else {
		e.Tie = 0
	}
	err := tx.Raw("UPDATE entries SET sort_at = ?, sort_id = ?, tie = ?, sort_rank = (SELECT "+rankOf+
		" FROM entries e JOIN people p ON p.id = e.person_id WHERE e.id = entries.id) WHERE id = ? RETURNING sort_rank",
		e.SortAt, e.SortID, e.Tie, e.ID).Scan(&e.SortRank).Error
	if err != nil {
		return err
	}
	return markList(tx, e.WaitlistID, e.key())
}

// rerank moves the active entries, of those that the condition on e and p names, whose rank is no longer the kept one.
func rerank(tx *Tx, condition string, values ...any) error {
	var moved []struct {
		Entry
		NewRank int
	}
	err := tx.Raw("SELECT * FROM (SELECT e.*, "+rankOf+" AS new_rank FROM entries e JOIN people p ON p.id = e.person_id"+
		" WHERE e.ended_at IS NULL AND "+condition+") x WHERE new_rank <> sort_rank", values...).Scan(&moved).Error
	if err != nil {
		return err
	}
	for _, row := range moved {
		entry := row.Entry
		if err := markList(tx, entry.WaitlistID, entry.key()); err != nil {
			return err
		}
		entry.SortRank = row.NewRank
		if err := tx.Exec("UPDATE entries SET sort_rank = ? WHERE id = ?", row.NewRank, entry.ID).Error; err != nil {
			return err
		}
		if err := markList(tx, entry.WaitlistID, entry.key()); err != nil {
			return err
		}
	}
	return nil
}

// rerankAll is rerank for everybody in line, in one statement: the ranks themselves changed. Every list is numbered anew.
func rerankAll(tx *Tx) error {
	var lists []int64
	if err := tx.Raw("SELECT DISTINCT waitlist_id FROM entries WHERE ended_at IS NULL ORDER BY waitlist_id").Scan(&lists).Error; err != nil {
		return err
	}
	for _, id := range lists {
		if err := markList(tx, id, sortKey{rank: math.MinInt32, at: At(time.Unix(0, 0))}); err != nil {
			return err
		}
	}
	return tx.Exec("UPDATE entries SET sort_rank = ranked.new_rank FROM (SELECT e.id, " + rankOf + " AS new_rank FROM entries e" +
		" JOIN people p ON p.id = e.person_id WHERE e.ended_at IS NULL) AS ranked" +
		" WHERE entries.id = ranked.id AND entries.sort_rank <> ranked.new_rank").Error
}

// rerankFamily is for when somebody's enrolment begins or ends: it lends a priority to the rest of the family.
func rerankFamily(tx *Tx, personID int64) error {
	return rerank(tx, "p.family_id = (SELECT family_id FROM people WHERE id = ?)", personID)
}

// markList says that places of a list changed from key on. The first mark in a Write raises the list's version,
// which on PostgreSQL makes two writers of one list wait for each other.
func markList(tx *Tx, waitlistID int64, from sortKey) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	if err := w.raise(tx, waitlistID); err != nil {
		return err
	}
	if known, dirty := w.lists[waitlistID]; !dirty || from.before(known) {
		w.lists[waitlistID] = from
	}
	return nil
}

func (w *writing) raise(tx *Tx, waitlistIDs ...int64) error {
	for _, id := range waitlistIDs {
		if w.raised[id] {
			continue
		}
		w.raised[id] = true
		if err := tx.Exec("UPDATE waitlists SET version = version + 1 WHERE id = ?", id).Error; err != nil {
			return err
		}
	}
	return nil
}

// Settle recomputes the positions of the lists changed so far, for a verb that needs them before the commit.
func Settle(tx *Tx) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	return w.settle(tx)
}

func (w *writing) settle(tx *Tx) error {
	for _, id := range slices.Sorted(maps.Keys(w.lists)) {
		if err := w.raise(tx, id); err != nil {
			return err
		}
		if err := recompute(tx, id, w.lists[id]); err != nil {
			return err
		}
		w.moved[id] = true
		delete(w.lists, id)
	}
	return nil
}

const (
	keyColumns = "(sort_rank, sort_at, sort_id, tie, id)"
	backwards  = " ORDER BY sort_rank DESC, sort_at DESC, sort_id DESC, tie DESC, id DESC"
)

// recompute numbers a list's active entries from a key on, in one statement that writes only places that differ.
// It is free of hooks on purpose: a position is no edit of a person.
func recompute(tx *Tx, waitlistID int64, from sortKey) error {
	var ahead int64
	err := tx.Raw("SELECT COALESCE((SELECT position FROM entries WHERE waitlist_id = ? AND ended_at IS NULL AND "+keyColumns+
		" < (?, ?, ?, ?, ?)"+backwards+" LIMIT 1), 0)",
		waitlistID, from.rank, from.at, from.sort, from.tie, from.id).Scan(&ahead).Error
	if err != nil {
		return err
	}
	err = tx.Exec("UPDATE entries SET position = placed.position FROM (SELECT id, ? + ROW_NUMBER() OVER (ORDER BY sort_rank, sort_at, sort_id, tie, id) AS position"+
		" FROM entries WHERE waitlist_id = ? AND ended_at IS NULL AND "+keyColumns+" >= (?, ?, ?, ?, ?)) AS placed"+
		" WHERE entries.id = placed.id AND entries.position IS DISTINCT FROM placed.position",
		ahead, waitlistID, from.rank, from.at, from.sort, from.tie, from.id).Error
	if err != nil {
		return fmt.Errorf("positions of list %d: %w", waitlistID, err)
	}
	return nil
}
