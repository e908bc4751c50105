package app

import (
	"context"
	"fmt"
	"time"

	"anteroom/models"
)

// TellStory fills an empty database with a plausible child-care centre: Linden House, its staff, rooms, families and lists, and its day.
// Demos, pictures and browser tests begin with it. Every change goes through the same verbs as a person's.
// It returns the user who runs the house. Nobody knows the passwords.
func TellStory(ctx context.Context, db *models.DB, timeZone, country string) (*models.User, error) {
	hasher, err := models.NewHasher()
	if err != nil {
		return nil, err
	}
	unknown, err := hasher.Hash(ctx, models.NewToken())
	if err != nil {
		return nil, err
	}
	owner := &models.User{Email: "ana@linden.example", Name: "Ana Castillo", Role: models.RoleAdmin, AllLocations: true, PasswordHash: unknown}
	colleague := &models.User{Email: "ben@linden.example", Name: "Ben Okafor", Role: models.RoleStaff, AllLocations: true, PasswordHash: unknown}
	err = db.Write(ctx, func(tx *models.Tx) error {
		account, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: timeZone, Country: country})
		if err != nil {
			return err
		}
		if err := models.StartCare.Begin(tx, account, owner); err != nil {
			return err
		}
		if err := owner.Create(tx); err != nil {
			return err
		}
		return colleague.Create(tx)
	})
	if err != nil {
		return nil, err
	}
	ana := models.By{Kind: models.ByUser, Name: owner.Name, UserID: &owner.ID}
	if err := db.Write(models.WithBy(ctx, ana), func(tx *models.Tx) error { return buildHouse(tx, owner, colleague) }); err != nil {
		return nil, fmt.Errorf("the house: %w", err)
	}
	for _, family := range storyFamilies {
		if err := db.Write(models.WithBy(ctx, ana), family.joins); err != nil {
			return nil, fmt.Errorf("the %s family: %w", family.name, err)
		}
	}
	if err := db.Write(models.WithBy(ctx, ana), continueStory); err != nil {
		return nil, err
	}
	if err := tellPast(models.WithBy(ctx, ana), db); err != nil {
		return nil, err
	}
	return owner, tellToday(ctx, db, owner, colleague)
}

// storyFamily is people who come together. Ages are months on the day of the story.
type storyFamily struct {
	name, parent, priority string
	children               []storyChild
}

type storyChild struct {
	name   string
	months int // below 0: due in so many months
	waited int // days ago that they applied
	days   string
	note   string
}

func (f storyFamily) joins(tx *models.Tx) error {
	form, err := models.FindPersonForm(tx, models.StaffForm)
	if err != nil {
		return err
	}
	account, err := models.FindAccount(tx)
	if err != nil {
		return err
	}
	now := models.TxNow(tx)
	today := models.DateIn(now.Time, account.Zone())
	var familyID int64
	for _, child := range f.children {
		person, err := models.CreatePerson(tx, form.Fields, models.NewPerson{FamilyID: familyID, Source: "staff", Values: models.Values{
			"First Name": child.name, "Last Name": f.name, "Birthdate": today.AddMonths(-child.months).AddDays(-len(child.name)).String(),
			"Email": f.parent + "@example.org", "Phone #": storyPhone(f.name), "Priority": f.priority, "Days Available": child.days,
		}})
		if err != nil {
			return err
		}
		familyID = person.FamilyID
		if child.note != "" {
			if _, err := person.AddNote(tx, child.note, false); err != nil {
				return err
			}
		}
		// Half a year ahead is what people ask for; whoever waits longer could come at once.
		wish := models.NewEntry{RequestedDate: today.AddDays(-child.waited).AddMonths(6), AddedAt: models.At(now.AddDate(0, 0, -child.waited)), Reason: "Applied on paper"}
		if err := joinFitting(tx, person, wish, today); err != nil {
			return err
		}
	}
	return nil
}

// joinFitting puts a child on the list for its age.
func joinFitting(tx *models.Tx, person *models.Person, wish models.NewEntry, today models.Date) error {
	lists, err := models.Waitlists(tx, models.Scope{All: true})
	if err != nil {
		return err
	}
	for i := range lists {
		switch lists[i].Range().Fit(person.Birthdate, today) {
		case models.FitIn, models.FitBelow:
			_, _, err := lists[i].Add(tx, person, wish)
			return err
		}
	}
	return nil
}

// storyPhone makes up a number of its own for each family.
func storyPhone(name string) string {
	sum := 0
	for _, letter := range name {
		sum = sum*31 + int(letter)
	}
	return fmt.Sprintf("030 901820%02d", sum%90+10)
}

// continueStory is what has happened since: a sister who has her place, an offer, a hand-placed child, one who left.
func continueStory(tx *models.Tx) error {
	lists, err := models.Waitlists(tx, models.Scope{All: true})
	if err != nil {
		return err
	}
	account, err := models.FindAccount(tx)
	if err != nil {
		return err
	}
	day := models.DateIn(models.TxNow(tx).Time, account.Zone()).AddDays(3).In(account.Zone())
	for i := range lists {
		page, err := models.ListEntries(tx, models.EntriesFilter{WaitlistID: lists[i].ID, Limit: 50})
		if err != nil {
			return err
		}
		rows := page.Rows
		if len(rows) < 8 {
			continue
		}
		steps := []func() error{
			func() error { return rows[0].Entry.Offer(tx, models.At(day.Add(12*time.Hour))) },
			func() error { return rows[6].Entry.MoveTo(tx, 3, "Agreed with the parents on the phone") },
			func() error { return rows[4].Entry.Confirm(tx) },
			func() error { return rows[len(rows)-1].Entry.Remove(tx, "Found a place elsewhere") },
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
	}
	return nil
}
