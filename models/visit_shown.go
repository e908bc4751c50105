package models

// VisitSnapshots are visits with what they name, as payloads tell of them.
func VisitSnapshots(tx *Tx, visits ...Visit) ([]*VisitSnapshot, error) {
	pointers := make([]*Visit, len(visits))
	for i := range visits {
		pointers[i] = &visits[i]
	}
	around, err := loadAround(tx, pointers)
	if err != nil {
		return nil, err
	}
	snapshots := make([]*VisitSnapshot, len(visits))
	for i := range visits {
		snapshots[i] = around.snapshot(&visits[i])
	}
	return snapshots, nil
}

// Settled is the visit after all that this Write did, its place in line and its wait included, for an answer that needs them before the commit.
func (v *Visit) Settled(tx *Tx) (*Visit, error) {
	w, err := writingOf(tx)
	if err != nil {
		return nil, err
	}
	if err := w.settleQueues(tx); err != nil {
		return nil, err
	}
	kept, err := w.keptVisits(tx, []int64{v.ID})
	if err != nil {
		return nil, err
	}
	if len(kept) == 0 {
		return nil, ErrNotFound
	}
	settled := kept[0].copied()
	return &settled, nil
}
