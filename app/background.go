package app

import (
	"context"
	"errors"
)

// background is what runs beside the server: the sender of webhooks and the jobs. Stop ends both, jobs first,
// so that what they change is still sent or kept for the next start.
func (a *App) background(ctx context.Context) (stop func(context.Context) error, err error) {
	if err := a.Sender.Start(ctx); err != nil {
		return nil, err
	}
	stopJobs := a.Jobs.Start(ctx)
	return func(ctx context.Context) error {
		return errors.Join(stopJobs(ctx), a.Sender.Stop(ctx))
	}, nil
}
