package models

// mostHolds is how many times a visitor keeps at once. Several may come from one address: a family, an office.
const mostHolds = 5

// errHoldsEnough is for those who keep more times than they can book. The words are for people.
const errHoldsEnough = Sentence("You are keeping five times already. Please book one of them first, or wait a few minutes until they are free again.")

// bindHolds refuses one more open hold for the network of a visitor who has enough. Visitors of one network wait for each other here.
func (n *NewVisit) bindHolds(tx *Tx, v *Visit) error {
	if n.HeldFrom == "" {
		return nil
	}
	v.HeldFrom = HashToken(n.HeldFrom)
	if err := oneAtATime(tx, "holds of "+v.HeldFrom); err != nil {
		return err
	}
	var open int
	err := tx.Session(fresh()).Raw("SELECT COUNT(*) FROM visits WHERE state = 'PENDING' AND pending_expire_time > ? AND held_from = ?", TxNow(tx), v.HeldFrom).Scan(&open).Error
	if err == nil && open >= mostHolds {
		err = errHoldsEnough
	}
	return err
}
