package public

import (
	"fmt"
	"strconv"
	"time"

	"anteroom/models"
	"anteroom/views"
)

// portal words a visit for its customer.
func (p pages) portal(tx *models.Tx, v *ownVisit) (views.Portal, error) {
	now := p.Now()
	view := views.Portal{Link: v.path(), Phone: v.location.Phone, Icon: v.icon()}
	if !v.watching {
		if err := p.tellAppointment(tx, v, &view); err != nil {
			return view, err
		}
	}
	if v.mayChange() {
		view.Facts = append(view.Facts, v.known())
	}
	view.Facts = append(view.Facts, place(v.location))
	if v.isOffer() {
		return view, p.tellOffer(tx, v, &view)
	}
	switch v.State {
	case models.StateWaiting:
		if err := p.tellPlace(tx, v, &view, now); err != nil {
			return view, err
		}
	case models.StateServing:
		view.Title = "You are being served"
	case models.StateComplete:
		if err := v.tellEnd(tx, &view, now); err != nil {
			return view, err
		}
	}
	v.tellSteps(&view)
	v.offer(&view, now)
	return view, nil
}

// icon is how the visit stands, beside the words that say it.
func (v *ownVisit) icon() string {
	switch {
	case v.isOffer() && v.IsOpen():
		return "message"
	case v.State == models.StateWaiting && v.HasTag(models.TagAlerted):
		return "bell"
	case v.State == models.StateWaiting:
		return "clock"
	case v.State == models.StateServing:
		return "user"
	case v.IsOpen():
		return "calendar"
	case v.ServeTime != nil:
		return "good"
	}
	return "x"
}

// tellPlace says where in line the customer is and, once enough visits were measured, for how long.
func (p pages) tellPlace(tx *models.Tx, v *ownVisit, view *views.Portal, now time.Time) error {
	view.Ticket, view.Updated = v.Ticket(), now.In(v.location.Zone()).Format("15:04")
	if v.HasTag(models.TagAlerted) {
		view.Title, view.Urgent = "It is your turn", true
		view.Notes = append(view.Notes, "Please come to us now, at "+v.location.Name+".")
		if v.Said() == models.TagConfirmed {
			view.Notes = append(view.Notes, "We know that you are on your way.")
		}
		return nil
	}
	view.Title = "You are next in line"
	if v.Position != nil && *v.Position > 1 {
		view.Title = "You are " + views.Ordinal(*v.Position) + " in line"
	}
	accuracy, err := v.location.WaitAccuracy(tx)
	if err != nil {
		return err
	}
	if accuracy.Known() {
		seconds, _, err := v.location.WaitOf(tx, now, v.ID)
		if err != nil {
			return err
		}
		view.About = aboutMinutes(models.EstimateRange(seconds, accuracy))
	}
	switch v.Said() {
	case models.TagDelayed:
		view.Notes = append(view.Notes, "We know that you need some more time. Others go ahead meanwhile.")
	case models.TagArrived:
		view.Notes = append(view.Notes, "We know that you are here. Please stay near: we call you when it is your turn.")
	case models.TagConfirmed:
		view.Notes = append(view.Notes, "We know that you are on your way. Please tell us here when you have arrived.")
	default:
		view.Notes = append(view.Notes, "Keep this page open, it stays up to date by itself. Please tell us here when you have arrived.")
	}
	if v.location.IsQueuePaused {
		view.Notes = append(view.Notes, "We take a short break at the moment. You keep your place.")
	}
	return nil
}

// aboutMinutes is a wait as people are told it.
func aboutMinutes(low, high int) string {
	switch {
	case high < 60 && low == 0:
		return "up to " + strconv.Itoa(high) + " min"
	case high < 120:
		return fmt.Sprintf("about %d–%d min", low, high)
	}
	return fmt.Sprintf("about %s to %s hours", views.HalfHours(low), views.HalfHours(high+29))
}

// tellEnd says in kind words how the visit ended, and where to begin again.
func (v *ownVisit) tellEnd(tx *models.Tx, view *views.Portal, now time.Time) error {
	again := views.Link{Label: "Join the line again", Href: "/queue/" + v.location.Slug}
	what := "place in line"
	if v.IsAppointment() {
		path, err := bookAgain(tx, v)
		if err != nil {
			return err
		}
		again, what = views.Link{Label: "Book another time", Href: path}, "appointment"
	}
	if v.location.IsPublic && v.location.ArchivedAt == nil {
		view.Onward = []views.Link{again}
	}
	switch {
	case v.DeclinedTime != nil:
		view.Title, view.Notes = "We cannot take this appointment", []string{"We are sorry. Please choose another time, or ask us what would suit."}
	case v.ExpiredTime != nil && !v.IsOffer():
		view.Title, view.Notes = "Your request was not confirmed in time", []string{"We are sorry: nobody answered it before its time was over. Please choose another time, or ask us what would suit."}
	case v.NoShowTime != nil:
		view.Title, view.Notes = "We missed you", []string{"We called, and you were not there, so your " + what + " has ended. If you have just arrived, please tell us: it is no trouble."}
	case v.leftAlone():
		view.Title, view.Notes = "You have left the line", []string{"Your place goes to the next person. Thank you for telling us."}
		if v.IsAppointment() {
			view.Title, view.Notes = "Your appointment is cancelled", []string{"Thank you for telling us. The time is free for somebody else."}
		}
		if v.mayUndo(now) {
			view.Undo = "I did not mean to: take it back"
		}
	case v.CancelledTime != nil:
		view.Title, view.Notes = "Your "+what+" has ended", []string{"Somebody at " + v.location.Name + " took it away. If that surprises you, please ask us."}
	default:
		view.Title, view.Notes = "Thank you for coming", []string{"Your visit is over. We hope that all went well."}
	}
	if v.CancelReason != "" && !v.watching {
		view.Notes = append(view.Notes, "The reason given: "+v.CancelReason)
	}
	return nil
}

// tellSteps shows how far the visit is.
func (v *ownVisit) tellSteps(view *views.Portal) {
	ended := !v.IsOpen() && v.ServeTime == nil
	if ended {
		return
	}
	called := v.HasTag(models.TagAlerted) || v.ServeTime != nil
	first, second, reached := "Joined", "Called", called
	switch {
	case v.State == models.StateDraft:
		first, second, reached = "Requested", "Confirmed", false
	case v.IsAppointment():
		first, second, reached = "Booked", "Arrived", v.ArrivedTime != nil || called
	}
	view.Steps = []views.Step{
		{Label: first, Done: reached, Current: !reached},
		{Label: second, Done: v.ServeTime != nil, Current: reached && v.ServeTime == nil},
		{Label: "Served", Done: !v.IsOpen(), Current: v.State == models.StateServing},
	}
}

// offer adds the buttons for what can be done now.
func (v *ownVisit) offer(view *views.Portal, now time.Time) {
	if v.mayArrive(now) {
		view.Actions = append(view.Actions, views.PortalAction{Noun: "arrival", Label: "I have arrived", Sent: "Telling them…", Primary: true})
	}
	if v.maySetOut() {
		view.Actions = append(view.Actions, views.PortalAction{Noun: "confirmation", Label: "I am on my way", Sent: "Telling them…"})
	}
	if v.mayDelay(now) {
		hint := "Once: up to three others go ahead of you."
		if v.State == models.StateBooked || v.HasTag(models.TagAlerted) {
			hint = "We let the staff know that you are late."
		}
		view.Actions = append(view.Actions, views.PortalAction{Noun: "delay", Label: "I need more time", Sent: "Telling them…", Hint: hint})
	}
	if v.State == models.StateWaiting {
		view.Actions = append(view.Actions, views.PortalAction{Noun: "cancellation", Label: "Leave the line", Sent: "Leaving…", Danger: true, Ask: whyCancelled()})
	}
}
