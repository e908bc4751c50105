package public

import (
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
)

// propose finds the lists for each person whose birthdate is known, or for everybody where no list asks for ages.
func (f *form) propose(tx *models.Tx) error {
	if f.list != nil {
		return nil
	}
	for i := range f.people {
		birth := f.birthdate(i)
		if birth.IsZero() && f.needsBirthdate() {
			delete(f.proposals, i)
			continue
		}
		proposals, err := models.ProposeLists(tx, birth, f.requested(i, false), f.today)
		if err != nil {
			return err
		}
		f.proposals[i] = proposals
	}
	return nil
}

// ground names the lists that a person may choose among; it goes into the page, so that others are shown before they count.
func (f *form) ground(person int) string {
	ids := []string{"lists"}
	for _, proposal := range f.proposals[person] {
		if proposal.Signups == models.SignupsOpen {
			ids = append(ids, strconv.FormatInt(proposal.Waitlist.ID, 10))
		}
	}
	return strings.Join(ids, "-")
}

// hasSeen says that the person's lists stood on the page that was sent.
func (f *form) hasSeen(person int) bool {
	_, proposed := f.proposals[person]
	return f.list != nil || proposed && f.typed.Get(of("seen", person)) == f.ground(person)
}

// allSeen holds when everybody has seen their lists.
func (f *form) allSeen() bool {
	for i := range f.people {
		if !f.hasSeen(i) {
			return false
		}
	}
	return true
}

// allProposed holds when the page shows lists for everybody.
func (f *form) allProposed() bool { return f.list != nil || len(f.proposals) >= f.people }

// checkLists wants a list for everybody who has seen theirs.
func (f *form) checkLists(signup *models.Signup) {
	for i := range signup.People {
		switch {
		case f.list != nil || !f.hasSeen(i) || len(signup.People[i].Lists) > 0:
		case f.ground(i) == "lists":
			f.wrong.Add(of(string(models.ForBirthdate), i), noListFits)
		default:
			f.wrong.Add(of("list", i), needList)
		}
	}
}

// ticked are the lists to tick: what the person chose or, the first time, what fits by age.
func (f *form) ticked(person int) []string {
	if f.hasSeen(person) {
		return f.typed[of("list", person)]
	}
	open := slices.DeleteFunc(slices.Clone(f.proposals[person]), func(p models.Proposal) bool { return p.Signups != models.SignupsOpen })
	ticked := []string{}
	for _, proposal := range open {
		if len(open) == 1 || hasAges(&proposal.Waitlist) {
			ticked = append(ticked, strconv.FormatInt(proposal.Waitlist.ID, 10))
		}
	}
	return ticked
}
