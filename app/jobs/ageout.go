package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"anteroom/models"
)

// ahead is how far the dry run looks.
const ahead = 30

func (t *Timetable) ageOut(ctx context.Context, now time.Time) error {
	nights, err := t.db.AgeOut(ctx, now, false)
	for _, night := range nights {
		t.log.Info("age-out", "place", night.Scope, "date", night.LocalDate.String(),
			"moved", night.Moved, "agedOut", night.AgedOut, "withoutBirthdate", night.Unknown)
	}
	return err
}

func (t *Timetable) runAgeOut(ctx context.Context, asOf time.Time, dryRun bool, out io.Writer) error {
	if dryRun {
		return t.planAgeOut(ctx, asOf, out)
	}
	nights, err := t.db.AgeOut(ctx, asOf, true)
	lines := make([]string, len(nights))
	for i, night := range nights {
		lines[i] = fmt.Sprintf("%s, night of %s: %d moved, %d aged out, %d without a birthdate stay.\n",
			night.ScopeName, night.LocalDate, night.Moved, night.AgedOut, night.Unknown)
	}
	if len(nights) == 0 && err == nil {
		lines = append(lines, "No list has a maximum age: nobody ages out.\n")
	}
	return errors.Join(err, say(out, lines))
}

func (t *Timetable) planAgeOut(ctx context.Context, asOf time.Time, out io.Writer) error {
	moves, err := models.DueSoon(t.db.Read(ctx), models.Everywhere(), asOf, ahead)
	if err != nil {
		return err
	}
	lines := []string{fmt.Sprintf("Within %d days %d would leave their list. Nothing was changed.\n", ahead, len(moves))}
	for _, move := range moves {
		where := "ages out"
		if move.To != nil {
			where = "to " + move.To.Name
		}
		lines = append(lines, fmt.Sprintf("%s  %s, born %s: from %s %s\n", move.On, move.Entry.Person.Name(), move.Entry.Person.Birthdate, move.From.Name, where))
	}
	return say(out, lines)
}

func say(out io.Writer, lines []string) error {
	for _, line := range lines {
		if _, err := io.WriteString(out, line); err != nil {
			return err
		}
	}
	return nil
}
