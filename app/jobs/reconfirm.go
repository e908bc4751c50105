package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

func (t *Timetable) reconfirm(ctx context.Context, now time.Time) error {
	lapsed, err := t.db.LapseUnconfirmed(ctx, now, false)
	if lapsed > 0 {
		t.log.Info("reconfirm", "lapsed", lapsed)
	}
	return err
}

func (t *Timetable) runReconfirm(ctx context.Context, asOf time.Time, dryRun bool, out io.Writer) error {
	lapsed, err := t.db.LapseUnconfirmed(ctx, asOf, dryRun)
	text := "%d places lapsed, as they were not confirmed in time.\n"
	if dryRun {
		text = "%d places would lapse, as they were not confirmed in time. Nothing was changed.\n"
	}
	return errors.Join(err, say(out, []string{fmt.Sprintf(text, lapsed)}))
}
