package models

// drawTicket gives the visit a number: the one after the last of this location's local day, passing over those that open visits have.
// The location is locked.
func (v *Visit) drawTicket(tx *Tx, location *Location) error {
	if v.TicketNumber != nil {
		return nil
	}
	tx = tx.Session(fresh())
	day := DateIn(TxNow(tx).Time, location.Zone())
	var next struct {
		Number  int
		IsTaken bool
	}
	err := tx.Raw("SELECT number, EXISTS (SELECT 1 FROM visits WHERE location_id = ? AND state <> 'COMPLETE' AND ticket_number = number) AS is_taken"+
		" FROM (SELECT COALESCE(MAX(ticket_number), 0) % ? + 1 AS number FROM visits WHERE location_id = ? AND ticket_day = ?) AS next",
		location.ID, lastTicket, location.ID, day).Find(&next).Error
	if err != nil {
		return err
	}
	number := next.Number
	if next.IsTaken {
		if number, err = freeTicket(tx, location.ID, number); err != nil {
			return err
		}
	}
	v.TicketDay, v.TicketNumber = day, &number
	return nil
}

// freeTicket is the first number from one on that no open visit has.
func freeTicket(tx *Tx, locationID int64, from int) (int, error) {
	for range 2 {
		var taken, gap int
		err := tx.Raw("SELECT COUNT(*) FROM visits WHERE location_id = ? AND state <> 'COMPLETE' AND ticket_number = ?", locationID, from).Scan(&taken).Error
		if err != nil || taken == 0 {
			return from, err
		}
		err = tx.Raw("SELECT COALESCE((SELECT v.ticket_number + 1 FROM visits v WHERE v.location_id = ? AND v.state <> 'COMPLETE' AND v.ticket_number >= ?"+
			" AND NOT EXISTS (SELECT 1 FROM visits n WHERE n.location_id = v.location_id AND n.state <> 'COMPLETE' AND n.ticket_number = v.ticket_number + 1)"+
			" ORDER BY v.ticket_number LIMIT 1), 1)", locationID, from).Scan(&gap).Error
		if err != nil || gap <= lastTicket {
			return gap, err
		}
		from = 1
	}
	return 0, Sentence("Every ticket of this location is in use. Please end some visits first.")
}

// keepTicket draws another number for a visit that is open again, where somebody else has its own by now.
func (v *Visit) keepTicket(tx *Tx, location *Location) error {
	if v.TicketNumber == nil {
		return nil
	}
	number, err := freeTicket(tx.Session(fresh()), v.LocationID, *v.TicketNumber)
	if err != nil || number == *v.TicketNumber {
		return err
	}
	v.TicketNumber = nil
	return v.drawTicket(tx, location)
}
