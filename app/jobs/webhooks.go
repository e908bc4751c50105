package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
)

// Webhooks is the job that sends what is due by hand. Within a server the sender does that by itself, all the time.
func Webhooks(db *models.DB, sender *webhooks.Sender) Job {
	return Job{
		Name: "webhooks", About: "sends the webhooks that are due",
		Run: func(ctx context.Context, asOf time.Time, dryRun bool, out io.Writer) error {
			if dryRun {
				return planWebhooks(ctx, db, asOf, out)
			}
			good, failed, err := sender.SendOnce(ctx)
			return errors.Join(err, tellBacklog(ctx, db, out, fmt.Sprintf("%d tries went well, %d did not.\n", good, failed)))
		},
	}
}

func planWebhooks(ctx context.Context, db *models.DB, asOf time.Time, out io.Writer) error {
	due, err := models.CountDue(db.Read(ctx), models.At(asOf))
	if err != nil {
		return err
	}
	return tellBacklog(ctx, db, out, fmt.Sprintf("%d deliveries are due. Nothing was sent.\n", due))
}

func tellBacklog(ctx context.Context, db *models.DB, out io.Writer, first string) error {
	backlog, err := models.CountBacklog(db.Read(ctx))
	if err != nil {
		return err
	}
	lines := []string{first}
	if backlog.Oldest != nil {
		lines = append(lines, fmt.Sprintf("%d are pending, the oldest since %s.\n", backlog.Pending, backlog.Oldest.Milli()))
	}
	return say(out, lines)
}
