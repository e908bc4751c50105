package webhooks

import (
	"net/http"
	"time"
)

const (
	noticeSoon      = 15 * time.Minute
	noticeDay       = 24 * time.Hour
	disableAfter    = 5 * 24 * time.Hour
	disableFailures = 10
	disableSpan     = 12 * time.Hour
)

// Notice is a stage of trouble that staff are told of, once each until the endpoint recovers.
type Notice int

const (
	NoNotice        Notice = iota
	NoticeFailing          // nothing has arrived for 15 minutes
	NoticeFailedDay        // nor for a day
	NoticeLastDay          // in a day it is switched off
	NoticeDisabled         // it has been switched off
	NoticeRecovered        // it works again
)

// DisableReason is why Anteroom switched an endpoint off, kept in its row.
type DisableReason string

const (
	DisabledGone    DisableReason = "gone"
	DisabledFailing DisableReason = "failing"
)

// Health is how an endpoint has been doing: the columns of its row that the rule for disabling looks at.
type Health struct {
	GoodSince    time.Time // the last success, or when it was switched on
	FirstFailure time.Time // the first failure after that, zero when there is none
	LastFailure  time.Time
	Failures     int
	Told         Notice
}

// Verdict is what follows from a result or from time passing.
type Verdict struct {
	Notice  Notice
	Disable DisableReason
}

// Take counts the result of one try. Tests and failures of our own are not for it.
func (h *Health) Take(answer Answer, now time.Time) Verdict {
	if answer.Failure == "" {
		told := h.Told
		*h = Health{GoodSince: now}
		if told != NoNotice {
			return Verdict{Notice: NoticeRecovered}
		}
		return Verdict{}
	}
	if !answer.Failure.IsCounted() {
		return Verdict{}
	}
	if h.Failures == 0 {
		h.FirstFailure = now
	}
	h.Failures++
	h.LastFailure = now
	if answer.Status == http.StatusGone {
		h.Told = NoticeDisabled
		return Verdict{Notice: NoticeDisabled, Disable: DisabledGone}
	}
	if h.mustDisable(now) {
		h.Told = NoticeDisabled
		return Verdict{Notice: NoticeDisabled, Disable: DisabledFailing}
	}
	return h.Look(now)
}

// Look finds what staff should be told now that time has passed. After a long stop of the program it tells the latest
// stage alone. It disables nothing: that takes a failure.
func (h *Health) Look(now time.Time) Verdict {
	stage := h.stage(now)
	if stage <= h.Told {
		return Verdict{}
	}
	h.Told = stage
	return Verdict{Notice: stage}
}

// DisableAt is when the endpoint will be switched off if it goes on like this, zero when it is well.
func (h *Health) DisableAt() time.Time {
	if h.Failures == 0 {
		return time.Time{}
	}
	at, enough := h.GoodSince.Add(disableAfter), h.FirstFailure.Add(disableSpan)
	if enough.After(at) {
		return enough
	}
	return at
}

func (h *Health) mustDisable(now time.Time) bool {
	return h.Failures >= disableFailures &&
		now.Sub(h.GoodSince) >= disableAfter &&
		h.LastFailure.Sub(h.FirstFailure) >= disableSpan
}

func (h *Health) stage(now time.Time) Notice {
	failing := now.Sub(h.FirstFailure)
	switch {
	case h.Failures == 0 || failing < noticeSoon:
		return NoNotice
	case !now.Before(h.DisableAt().Add(-noticeDay)):
		return NoticeLastDay
	case failing >= noticeDay:
		return NoticeFailedDay
	}
	return NoticeFailing
}
