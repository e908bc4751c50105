package models

// SetHours keeps when the location is open, or says what is wrong with it.
func (l *Location) SetHours(tx *Tx, open OpeningHours) error {
	open, err := open.clean()
	if err != nil {
		return err
	}
	if err := l.lockAsRead(tx); err != nil {
		return err
	}
	return l.set(tx, "location.hours", func() {
		l.Hours, l.Breaks, l.Overrides = open.Hours, open.Breaks, open.Overrides
		l.Version++
	})
}

// SetPublic shows the location on public pages, or no more.
func (l *Location) SetPublic(tx *Tx, public bool) error {
	return l.set(tx, "location.changed", func() {
		l.IsPublic = public
		l.Version++
	})
}

// OpenQueue lets customers join.
func (l *Location) OpenQueue(tx *Tx) error {
	return l.set(tx, "location.queueOpened", func() { l.IsQueueOpen, l.IsQueuePaused = true, false })
}

// CloseQueue lets nobody join any more; those in line are served.
func (l *Location) CloseQueue(tx *Tx) error {
	return l.set(tx, "location.queueClosed", func() { l.IsQueueOpen, l.IsQueuePaused = false, false })
}

// PauseQueue keeps new customers away for the moment.
func (l *Location) PauseQueue(tx *Tx) error {
	return l.set(tx, "location.queuePaused", func() { l.IsQueuePaused = true })
}

// ResumeQueue ends a pause.
func (l *Location) ResumeQueue(tx *Tx) error {
	return l.set(tx, "location.queueResumed", func() { l.IsQueuePaused = false })
}

// set changes a column or two of the location as it is now: staff at two screens do not undo each other.
func (l *Location) set(tx *Tx, action string, change func()) error {
	if err := l.lock(tx); err != nil {
		return err
	}
	change()
	if err := tx.Session(fresh()).Save(l).Error; err != nil {
		return err
	}
	return Record(tx, action, Subject{KindLocation, l.ID}, map[string]string{"location": l.Name})
}

// lockAsRead is lock for what is saved as a whole: where somebody else's settings were kept since it was read, the Write begins anew.
func (l *Location) lockAsRead(tx *Tx) error {
	read := l.Version
	if err := l.lock(tx); err != nil {
		return err
	}
	if l.Version != read {
		return errOvertaken
	}
	return nil
}

// lock waits for other writers of the location and reads it again.
func (l *Location) lock(tx *Tx) error {
	if err := markLocation(tx, l.ID, true); err != nil {
		return err
	}
	now, err := locationOf(tx, l.ID)
	if err != nil {
		return err
	}
	*l = *now
	return nil
}
