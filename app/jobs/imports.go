package jobs

import (
	"context"
	"time"

	"anteroom/models"
)

// importsEvery is how soon an import begins, or goes on where a process was killed.
const importsEvery = time.Second

// imports writes what was confirmed on the page of an import, and takes back what is to be undone.
func (t *Timetable) imports(ctx context.Context, _ time.Time) error {
	return models.RunImports(ctx, t.db)
}
