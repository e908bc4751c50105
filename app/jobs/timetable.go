package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"anteroom/models"
)

// Start looks at every job each minute, or as often as it says, until ctx ends, and returns what stops it: that waits for jobs under way until its own ctx ends.
// Nights are not cron's business: it only ticks, in UTC, which has no summer time.
func (t *Timetable) Start(ctx context.Context) (stop func(context.Context) error) {
	return t.start(ctx, cron.Every(time.Minute))
}

func (t *Timetable) start(ctx context.Context, every cron.Schedule) (stop func(context.Context) error) {
	ctx, cancel := context.WithCancel(ctx)
	log := cronLog{t.log}
	ticker := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(log))
	for _, job := range t.jobs {
		if job.Tick == nil {
			continue
		}
		// Recover is innermost: SkipIfStillRunning would never run a job again that panicked through it.
		chain := cron.NewChain(cron.SkipIfStillRunning(log), cron.Recover(log))
		schedule := every
		if job.Every > 0 {
			schedule = often(job.Every)
		}
		ticker.Schedule(schedule, chain.Then(cron.FuncJob(func() { t.tick(ctx, job) })))
	}
	ticker.Start()
	return func(wait context.Context) error {
		cancel()
		select {
		case <-ticker.Stop().Done():
			return nil
		case <-wait.Done():
			return fmt.Errorf("jobs still run: %w", wait.Err())
		}
	}
}

// often is a schedule of one length of time; cron.Every knows none below a second.
type often time.Duration

// Next is so much later.
func (o often) Next(now time.Time) time.Time { return now.Add(time.Duration(o)) }

// tick runs one job and keeps its failure from the others. What another process does, or what is cut short by the stop, is no failure.
func (t *Timetable) tick(ctx context.Context, job Job) {
	err := job.Tick(ctx, t.db.Now())
	switch {
	case err == nil:
	case errors.Is(err, models.ErrHeld), errors.Is(err, models.ErrLeaseLost), ctx.Err() != nil:
		t.log.Info("job left to another time", "job", job.Name, "reason", err)
	default:
		t.log.Error("job failed", "job", job.Name, "error", err)
	}
}

// cronLog passes on what cron says; that it wakes up every minute is not worth a line.
type cronLog struct{ log *slog.Logger }

func (c cronLog) Info(message string, pairs ...any) { c.log.Debug("cron: "+message, pairs...) }

func (c cronLog) Error(err error, message string, pairs ...any) {
	c.log.Error("cron: "+message, append(pairs, "error", err)...)
}
