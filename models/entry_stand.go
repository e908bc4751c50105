package models

// stand gives a new entry its number, key and place before it is stored, on a list that this Write has locked: who comes last, as most
// do, moves nobody.
func (e *Entry) stand(tx *Tx) error {
	if e.AddedAt.IsZero() {
		e.AddedAt = TxNow(tx)
	}
	var place struct {
		ID       int64
		Rank     int
		Ahead    int
		Followed bool
	}
	err := tx.Raw(placeQuery(tx), e.PriorityID, e.PersonID, e.WaitlistID, e.AddedAt, e.WaitlistID, e.AddedAt).Scan(&place).Error
	if err != nil || place.ID == 0 {
		return err
	}
	position := place.Ahead + 1
	e.ID, e.Position, e.stands = place.ID, &position, true
	e.SortRank, e.SortAt, e.SortID = place.Rank, e.AddedAt, place.ID
	if place.Followed {
		return markList(tx, e.WaitlistID, e.key())
	}
	return nil
}

// placeQuery asks for an entry's number, its rank, whether anybody comes behind and the place ahead. SQLite walks the index of the order
// where what it compares with comes from no column: hence the plus signs.
func placeQuery(tx *Tx) string {
	const (
		inLine = "entries WHERE waitlist_id = ? AND ended_at IS NULL AND " + keyColumns
		ownKey = "(+own.rank, ?, +own.id, 0, +own.id)"
	)
	return "WITH own AS (SELECT " + nextEntry(tx) + " AS id, COALESCE(" + ownRank + ", 2147483647) AS rank" +
		" FROM people p CROSS JOIN (SELECT CAST(? AS BIGINT) AS priority_id) e WHERE p.id = ?)" +
		" SELECT id, rank, EXISTS (SELECT 1 FROM " + inLine + " > " + ownKey + ") AS followed," +
		" COALESCE((SELECT position FROM " + inLine + " < " + ownKey + backwards + " LIMIT 1), 0) AS ahead FROM own"
}

// nextEntry is the number that the database would give to a row.
func nextEntry(tx *Tx) string {
	if tx.Name() == "postgres" {
		return "nextval(pg_get_serial_sequence('entries', 'id'))"
	}
	return "(SELECT COALESCE(MAX(id), 0) + 1 FROM entries)"
}

// stillStands holds while nobody was numbered since the entry got its place in this Write.
func (e *Entry) stillStands(tx *Tx) bool {
	w, err := writingOf(tx)
	return err == nil && e.stands && !w.moved[e.WaitlistID]
}

// isNew holds for somebody who was added in this Write.
func isNew(tx *Tx, personID int64) bool {
	w, err := writingOf(tx)
	return err == nil && w.created[Subject{KindPerson, personID}]
}

// hasNoPlace holds for somebody new who was put on no list yet.
func hasNoPlace(tx *Tx, personID int64) bool {
	w, err := writingOf(tx)
	return err == nil && isNew(tx, personID) && !w.joined[personID]
}

// isSettled holds while every place on the list is as it will be seen.
func isSettled(tx *Tx, waitlistID int64) bool {
	w, err := writingOf(tx)
	if err != nil {
		return false
	}
	_, dirty := w.lists[waitlistID]
	return !dirty
}
