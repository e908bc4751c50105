package models

import "fmt"

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
// without a birthdate every one of them.
func ProposeLists(tx *Tx, birth, requested, today Date) ([]Proposal, error) {
	lists, err := Waitlists(tx, Everywhere())
	if err != nil {
		return nil, err
	}
	proposals := []Proposal{}
	for i := range lists {
		list := &lists[i]
		signups, err := list.AcceptsSignups(tx)
		if err != nil {
			return nil, err
		}
		on := list.AgeAt.On(today, requested, list.CutoffDate)
		fit := list.Range().Fit(birth, on)
		if signups == SignupsClosed || (fit != FitIn && fit != FitUnknown) {
			continue
		}
		proposals = append(proposals, Proposal{Waitlist: *list, Signups: signups, Fit: fit, Reason: list.why(birth, on, today)})
	}
	return proposals, nil
}

func (w *Waitlist) why(birth, on, today Date) string {
	ages := w.Range().String()
	switch {
	case w.MinMonths == nil && w.MaxMonths == nil:
		return "For " + ages + "."
	case birth.IsZero():
		return fmt.Sprintf("For %s. Please give a birthdate to see whether it fits.", ages)
	case on == today:
		return fmt.Sprintf("For %s: %s today.", ages, AgeText(birth, on))
	}
	return fmt.Sprintf("For %s: %s on %s.", ages, AgeText(birth, on), on.Text())
}
