package public

import (
	"errors"
	"time"

	"anteroom/models"
	"anteroom/views"
)

const (
	givesWay    = 3                // how many go ahead of somebody who needs more time
	undoneIn    = time.Minute      // how long leaving can be taken back
	arrivesFrom = 2 * time.Hour    // before the start of an appointment
	lateUntil   = 30 * time.Minute // after it
)

// setOut says that the customer is on the way. Saying it twice is as good as once.
func (v *ownVisit) setOut(tx *models.Tx) error {
	switch {
	case v.Said() == models.TagConfirmed:
		return nil
	case !v.maySetOut():
		return models.Sentence(notNow)
	}
	return v.Confirm(tx)
}

// maySetOut holds for whoever is in line and not there yet.
func (v *ownVisit) maySetOut() bool {
	return v.State == models.StateWaiting && v.Said() != models.TagConfirmed && !v.HasTag(models.TagArrived)
}

// arrive says that the customer is there.
func (v *ownVisit) arrive(tx *models.Tx) error {
	if !v.mayArrive(models.TxNow(tx).Time) {
		return models.Sentence(notNow)
	}
	return v.Arrive(tx)
}

// mayArrive holds once for those in line, and for an appointment from two hours before its start.
func (v *ownVisit) mayArrive(now time.Time) bool {
	switch v.State {
	case models.StateWaiting:
		return !v.HasTag(models.TagArrived)
	case models.StateBooked:
		return v.soon(now)
	}
	return false
}

func (v *ownVisit) soon(now time.Time) bool {
	return v.StartsAt != nil && now.After(v.StartsAt.Add(-arrivesFrom)) && now.Before(v.StartsAt.Add(lateUntil))
}

// delay lets some of those behind go ahead, once. Who was called stays called.
func (v *ownVisit) delay(tx *models.Tx) error {
	if !v.mayDelay(models.TxNow(tx).Time) {
		return models.Sentence(notNow)
	}
	if err := v.Delay(tx); err != nil {
		return err
	}
	if v.State != models.StateWaiting || v.HasTag(models.TagAlerted) || v.Position == nil {
		return nil
	}
	return v.MoveTo(tx, *v.Position+givesWay)
}

func (v *ownVisit) mayDelay(now time.Time) bool {
	if v.HasTag(models.TagDelayed) {
		return false
	}
	return v.State == models.StateWaiting || v.State == models.StateBooked && v.soon(now)
}

// cancel leaves the line or gives the appointment back, within the notice of its services. The reason may be empty.
func (v *ownVisit) cancel(tx *models.Tx, reason string) error {
	if v.State == models.StateServing || !v.IsOpen() || v.isOffer() {
		return models.Sentence(notNow)
	}
	return v.CancelBecause(tx, reason, false)
}

// whyCancelled asks for the reason of whoever likes to give one.
func whyCancelled() *views.Field {
	return &views.Field{Name: "reason", Label: "Reason", Autocomplete: "off", Width: "width-20"}
}

// undo takes back that the customer left, for a moment. What staff ended stays ended.
func (v *ownVisit) undo(tx *models.Tx) error {
	if err := v.Expect(tx, v.Version); err != nil {
		return models.Sentence(notNow)
	}
	if !v.mayUndo(models.TxNow(tx).Time) {
		return models.Sentence(tooLateToUndo)
	}
	err := v.Undo(tx)
	if errors.Is(err, models.ErrInLineAgain) {
		return models.Sentence(inLineAgain)
	}
	return err
}

func (v *ownVisit) mayUndo(now time.Time) bool {
	return v.leftAlone() && now.Sub(v.CancelledTime.Time) <= undoneIn
}

// leftAlone holds where the customer ended the visit, and not the staff, whatever a member of staff is called.
func (v *ownVisit) leftAlone() bool {
	return !v.IsOpen() && v.CancelledTime != nil && v.endedBy == models.ByPortal
}
