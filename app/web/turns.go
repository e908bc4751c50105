package web

import "context"

// Turns lets so many do something costly at once; the others wait for their turn.
type Turns chan struct{}

// NewTurns makes so many.
func NewTurns(count int) Turns { return make(Turns, count) }

// Take does something when its turn has come, as long as somebody waits for it.
func (t Turns) Take(ctx context.Context, do func() error) error {
	select {
	case t <- struct{}{}:
		defer func() { <-t }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}
