package models

// VisitSnapshots are visits with what they name, as payloads tell of them.
func VisitSnapshots(tx *Tx, visits ...Visit) ([]*VisitSnapshot, error) {
	around, err := loadAround(tx, visits)
	if err != nil {
		return nil, err
	}
	snapshots := make([]*VisitSnapshot, len(visits))
	for i := range visits {
		snapshots[i] = around.snapshot(&visits[i])
	}
	return snapshots, nil
}

// SettleQueues numbers the queues changed so far and estimates their waits, for an answer that needs them before the commit.
func SettleQueues(tx *Tx) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	return w.settleQueues(tx)
}
