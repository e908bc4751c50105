package models

// FirstSteps say how far a new account has come: what an admin is reminded of until it is done or put away.
type FirstSteps struct {
	Place    *Location // where people come; nil without a location
	Hours    bool      // it has opening hours
	Lists    bool
	Staff    bool // somebody else works here as well
	Services bool
	Customer bool // somebody came, waits or is known
	Webhook  bool
}

// FindFirstSteps counts what there is. It is nil once the steps were put away, and for an account that never had them.
func FindFirstSteps(tx *Tx) (*FirstSteps, error) {
	account, err := FindAccount(tx)
	if err != nil || !account.FirstSteps {
		return nil, err
	}
	steps := new(FirstSteps)
	locations, err := Locations(tx, Everywhere())
	if err != nil {
		return nil, err
	}
	for i := range locations {
		if steps.Place == nil || len(steps.Place.Hours) > 0 && len(locations[i].Hours) == 0 {
			steps.Place = &locations[i]
		}
	}
	steps.Hours = steps.Place != nil && len(steps.Place.Hours) > 0
	for _, one := range []struct {
		step  *bool
		query string
	}{
		{&steps.Lists, "SELECT EXISTS (SELECT 1 FROM waitlists)"},
		{&steps.Staff, "SELECT (SELECT count(*) FROM users) > 1 OR (SELECT count(*) FROM resources WHERE kind = 'staff' AND archived_at IS NULL) > 1"},
		{&steps.Services, "SELECT EXISTS (SELECT 1 FROM services WHERE archived_at IS NULL)"},
		{&steps.Customer, "SELECT EXISTS (SELECT 1 FROM visits) OR EXISTS (SELECT 1 FROM people)"},
		{&steps.Webhook, "SELECT EXISTS (SELECT 1 FROM endpoints)"},
	} {
		if err := tx.Session(fresh()).Raw(one.query).Scan(one.step).Error; err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// RemindOfFirstSteps shows the steps on the pages where staff begin, or puts them away. Settings that somebody saves meanwhile stay.
func (a *Account) RemindOfFirstSteps(tx *Tx, remind bool) error {
	a.FirstSteps = remind
	if err := tx.Session(fresh()).Model(a).UpdateColumn("first_steps", remind).Error; err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.account = nil
	return nil
}

// AllDone says that nothing is left: an account needs people to wait for a place, or to come.
func (s *FirstSteps) AllDone() bool {
	if !s.Staff || !s.Customer || !s.Webhook {
		return false
	}
	if s.Place == nil {
		return s.Lists
	}
	return s.Hours && s.Services
}
