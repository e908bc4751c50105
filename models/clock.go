package models

import (
	"context"
	"time"
)

type clockKey struct{}

// WithClock lets every Write under ctx happen at an instant: a made-up day is told with the times it would have had.
func WithClock(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, clockKey{}, at)
}

// nowIn is the instant of a Write under ctx.
func (db *DB) nowIn(ctx context.Context) Instant {
	if at, ok := ctx.Value(clockKey{}).(time.Time); ok {
		return At(at)
	}
	return At(db.Now())
}
