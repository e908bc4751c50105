package models

import (
	"fmt"
	"slices"
)

// Signups says whether the public form may put somebody on a list now.
type Signups string

// What the public form may be told.
const (
	SignupsOpen   Signups = "open"
	SignupsClosed Signups = "closed" // not public, closed by staff, or deleted
	SignupsFull   Signups = "full"
)

// AcceptsSignups asks for the public form: staff may add people in any case. Inside a Write that waits for other sign-ups
// to the list, so "first come" is decided once.
func (w *Waitlist) AcceptsSignups(tx *Tx) (Signups, error) {
	if !w.IsPublic || !w.IsOpen || w.ArchivedAt != nil {
		return SignupsClosed, nil
	}
	if w.Capacity == nil {
		return SignupsOpen, nil
	}
	if _, err := writingOf(tx); err == nil {
		if err := lockList(tx, w.ID); err != nil {
			return "", err
		}
		if err := Settle(tx); err != nil {
			return "", err
		}
	}
	active, err := w.Active(tx.Session(fresh()))
	if err != nil {
		return "", err
	}
	if active >= *w.Capacity {
		return SignupsFull, nil
	}
	return SignupsOpen, nil
}

// Proposal is a list that the public form may offer to somebody, and why.
type Proposal struct {
	Waitlist Waitlist
	Signups  Signups
	Fit      Fit
	Reason   string // "For 12 to 24 months: 1 y 3 m today."
}

// ProposeLists are the public lists that are open or full and whose range fits somebody of that birthdate, in order;
// without a birthdate every one of them. Whoever is too young for each, or not born yet, may wait for the first to come.
func ProposeLists(tx *Tx, birth, requested, today Date) ([]Proposal, error) {
	lists, err := Waitlists(tx, Everywhere())
	if err != nil {
		return nil, err
	}
	proposals, later := []Proposal{}, []Proposal{}
	for i := range lists {
		list := &lists[i]
		signups, err := list.AcceptsSignups(tx)
		if err != nil {
			return nil, err
		}
		on := list.AgeAt.On(today, requested, list.CutoffDate)
		fit := list.Range().Fit(birth, on)
		if signups == SignupsClosed || fit == FitAbove {
			continue
		}
		proposal := Proposal{Waitlist: *list, Signups: signups, Fit: fit, Reason: list.why(birth, on, today)}
		if fit == FitBelow {
			later = append(later, proposal)
			continue
		}
		proposals = append(proposals, proposal)
	}
	if slices.ContainsFunc(proposals, func(p Proposal) bool { return p.Waitlist.hasAges() }) {
		return proposals, nil
	}
	return append(proposals, youngest(later)...), nil
}

// youngest are the lists that begin at the lowest age.
func youngest(proposals []Proposal) []Proposal {
	lowest := 0
	for i, p := range proposals {
		if i == 0 || *p.Waitlist.MinMonths < lowest {
			lowest = *p.Waitlist.MinMonths
		}
	}
	return slices.DeleteFunc(proposals, func(p Proposal) bool { return *p.Waitlist.MinMonths > lowest })
}

// hasAges says that the list is for some ages alone.
func (w *Waitlist) hasAges() bool { return w.MinMonths != nil || w.MaxMonths != nil }

func (w *Waitlist) why(birth, on, today Date) string {
	ages := w.Range().String()
	switch {
	case !w.hasAges():
		return "For " + ages + "."
	case birth.IsZero():
		return fmt.Sprintf("For %s. Please give a birthdate to see whether it fits.", ages)
	case MonthsAt(birth, on) < 0:
		return fmt.Sprintf("For %s: %s.", ages, AgeText(birth, on))
	case on == today:
		return fmt.Sprintf("For %s: %s today.", ages, AgeText(birth, on))
	}
	return fmt.Sprintf("For %s: %s on %s.", ages, AgeText(birth, on), on.Text())
}
