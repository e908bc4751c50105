package models

// ShowNames lets the display on the wall show first names beside the tickets, or tickets alone.
func (l *Location) ShowNames(tx *Tx, names bool) error {
	if err := l.lock(tx); err != nil || l.ShowsNames == names {
		return err
	}
	return l.set(tx, "location.changed", func() {
		l.ShowsNames = names
		l.Version++
	})
}
