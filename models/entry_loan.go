package models

// borrow writes the loan that puts the entry right behind another one, or ahead of the first. Where it stands there already, nothing is borrowed.
func (e *Entry) borrow(tx *Tx, after *Entry) error {
	var err error
	if after != nil {
		if after, err = e.neighbour(tx, after); err != nil || after == nil {
			return err
		}
	}
	next, err := e.behind(tx, after)
	if err != nil || (next != nil && next.ID == e.ID) {
		return err
	}
	lender := after
	switch {
	case after == nil && next == nil:
		return nil
	case after == nil:
		lender, e.Tie = next, next.Tie-1
	case next == nil || !next.besides(after):
		e.Tie = after.Tie + 1
	default:
		e.Tie = after.Tie + (next.Tie-after.Tie)/2
		if e.Tie <= after.Tie || e.Tie >= next.Tie {
			return e.makeRoom(tx, after)
		}
	}
	priority, at, id := lender.BorrowedPriorityID, lender.BorrowedAt, lender.BorrowedID
	if !lender.IsPlaced() {
		at, id = &lender.AddedAt, &lender.ID
		if priority, err = lender.usedPriority(tx); err != nil {
			return err
		}
	}
	now := TxNow(tx)
	e.BorrowedPriorityID, e.BorrowedAt, e.BorrowedID = priority, at, id
	e.PlacedAt, e.PlacedBy = &now, TxBy(tx).Name
	return e.save(tx)
}

// neighbour reads again the entry to stand behind; nil where that is e itself.
func (e *Entry) neighbour(tx *Tx, other *Entry) (*Entry, error) {
	if other.ID == e.ID {
		return nil, nil
	}
	now := new(Entry)
	if err := tx.Session(fresh()).Take(now, other.ID).Error; err != nil {
		return nil, found(err)
	}
	if now.WaitlistID != e.WaitlistID || !now.IsActive() {
		return nil, Sentence("The person to place this one after is not in line on this list any more. Please reload the page and choose again.")
	}
	return now, nil
}

// behind is who stands right behind an entry of the list, or the first one; nil where nobody does.
func (e *Entry) behind(tx *Tx, after *Entry) (*Entry, error) {
	query := tx.Session(fresh()).Where("waitlist_id = ? AND ended_at IS NULL", e.WaitlistID)
	if after != nil {
		query = query.Where(keyColumns+" > (?, ?, ?, ?, ?)", after.SortRank, after.SortAt, after.SortID, after.Tie, after.ID)
	}
	var next []Entry
	err := query.Order("sort_rank, sort_at, sort_id, tie, id").Limit(1).Find(&next).Error
	if err != nil || len(next) == 0 {
		return nil, err
	}
	return &next[0], nil
}

// besides holds for two whose keys differ by the tie-break alone.
func (e *Entry) besides(other *Entry) bool {
	return e.SortRank == other.SortRank && e.SortAt.Equal(other.SortAt.Time) && e.SortID == other.SortID
}

// makeRoom spaces those who share a key by whole numbers again, where halving has used up what lies between two of them.
func (e *Entry) makeRoom(tx *Tx, after *Entry) error {
	var beside []Entry
	err := tx.Session(fresh()).Where("waitlist_id = ? AND ended_at IS NULL AND sort_rank = ? AND sort_at = ? AND sort_id = ? AND id <> ?",
		e.WaitlistID, after.SortRank, after.SortAt, after.SortID, e.ID).Order("tie, id").Find(&beside).Error
	if err != nil {
		return err
	}
	zero := 0
	for i := range beside {
		if !beside[i].IsPlaced() {
			zero = i
		}
	}
	for i := range beside {
		if beside[i].Tie == float64(i-zero) {
			continue
		}
		beside[i].Tie = float64(i - zero)
		if err := beside[i].save(tx); err != nil {
			return err
		}
	}
	return e.borrow(tx, after)
}

// usedPriority is the priority that gives an entry its rank while it borrows none: its own, the person's, or one lent by an enrolled
// family member.
func (e *Entry) usedPriority(tx *Tx) (*int64, error) {
	var ids []int64
	err := tx.Session(fresh()).Raw("SELECT r.id FROM entries e JOIN people p ON p.id = e.person_id JOIN priorities r ON"+
		" r.id = COALESCE(e.priority_id, p.priority_id) OR (r.siblings AND "+siblingEnrolled+")"+
		" WHERE e.id = ? ORDER BY r.rank, r.id LIMIT 1", e.ID).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return &ids[0], nil
}
