package public

import (
	"errors"
	"fmt"
	"time"

	"anteroom/models"
	"anteroom/views"
)

// isOffer holds for a time that was offered and is not accepted: to be answered, declined or over.
func (v *ownVisit) isOffer() bool { return v.IsOffer() && v.BookingTime == nil && !v.watching }

// accept takes the time that was offered. Who presses twice has it all the same.
func (v *ownVisit) accept(tx *models.Tx) error {
	if !v.IsOffer() {
		return models.Sentence(notNow)
	}
	if v.State == models.StateBooked {
		return nil
	}
	if !v.isOffer() || !v.IsOpen() {
		return models.Sentence(offerOver)
	}
	return v.Accept(tx)
}

// refuse declines it.
func (v *ownVisit) refuse(tx *models.Tx) error {
	if !v.isOffer() {
		return models.Sentence(notNow)
	}
	if v.DeclinedTime != nil {
		return nil
	}
	if !v.IsOpen() || v.IsExpired(models.TxNow(tx).Time) {
		return models.Sentence(offerOver)
	}
	return v.Decline(tx)
}

const (
	offerOver   = "This offer has ended, so it cannot be answered any more."
	keptPlace   = "You keep your place in line, and we tell you when there is another time."
	offerAsks   = "If it does not suit you, please decline: you keep your place in line, and somebody else can have the time."
	offerTaken  = "Somebody at %s took it back. If that surprises you, please ask us."
	offerMissed = "It was not answered in time, so the time may have gone to somebody else."
)

// tellOffer words a time that is offered, or how the offer ended.
func (p pages) tellOffer(tx *models.Tx, v *ownVisit, view *views.Portal) error {
	now := p.Now()
	if v.IsOpen() && !v.IsExpired(now) {
		until := *v.PendingExpireTime
		view.Title, view.Notes = "Would you like this time?", []string{"We keep it for you until " + soonest(until.Time, v.Zone()) + ".", offerAsks}
		view.Until, view.Left = &until, leftWords(until.Sub(now))
		view.Actions = []views.PortalAction{
			{Noun: "acceptance", Label: "Accept", Sent: "One moment…", Primary: true},
			{Noun: "refusal", Label: "Decline", Sent: "One moment…"},
		}
		return nil
	}
	view.Title = "This offer has ended"
	switch {
	case v.DeclinedTime != nil:
		view.Title, view.Notes = "You declined this time", []string{"Thank you for telling us. The time is free for somebody else."}
	case v.CancelledTime != nil:
		view.Notes = []string{fmt.Sprintf(offerTaken, v.location.Name)}
	default:
		view.Notes = []string{offerMissed}
	}
	waits, err := v.stillWaits(tx)
	if waits {
		view.Notes = append(view.Notes, keptPlace)
	}
	return err
}

// stillWaits holds while the place in line that the time was offered to is there.
func (v *ownVisit) stillWaits(tx *models.Tx) (bool, error) {
	entry, err := models.SeekEntry(tx, models.Everywhere(), fmt.Sprint(*v.EntryID))
	if errors.Is(err, models.ErrNotFound) {
		return false, nil
	}
	return err == nil && entry.IsActive(), err
}

// leftWords is how long there is to answer: 1 day 23 h, 5 h 10 min, 12 min.
func leftWords(left time.Duration) string {
	minutes := int(left.Minutes())
	days, hours := minutes/(24*60), minutes/60%24
	switch {
	case days > 1:
		return fmt.Sprintf("%d days %d h", days, hours)
	case days == 1:
		return fmt.Sprintf("1 day %d h", hours)
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes%60)
	}
	return fmt.Sprintf("%d min", max(minutes, 1))
}
