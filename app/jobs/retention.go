package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// retentionEvery is how often old rows are looked for: a little at a time instead of much at night.
const retentionEvery = 10 * time.Minute

func (t *Timetable) retention(ctx context.Context, now time.Time) error {
	removed, err := t.db.Retain(ctx, now, false)
	for _, one := range removed {
		if one.Rows > 0 {
			t.log.Info("retention", "removed", one.What, "rows", one.Rows)
		}
	}
	return err
}

func (t *Timetable) runRetention(ctx context.Context, asOf time.Time, dryRun bool, out io.Writer) error {
	removed, err := t.db.Retain(ctx, asOf, dryRun)
	what := "removed"
	if dryRun {
		what = "would be removed"
	}
	var lines []string
	for _, one := range removed {
		lines = append(lines, fmt.Sprintf("%7d  %s %s.\n", one.Rows, one.What, what))
	}
	if dryRun {
		lines = append(lines, "Nothing was changed.\n")
	}
	return errors.Join(err, say(out, lines))
}
