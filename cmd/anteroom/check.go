package main

import (
	"context"
	"fmt"

	"anteroom/app"
	"anteroom/models"
)

// checkCommand verifies the invariants.
type checkCommand struct{ settings }

// Run lists what does not hold.
func (checkCommand) Run(ctx context.Context, config *app.Config) error {
	return withDatabase(ctx, config, func(db *models.DB) error {
		faults, err := models.Check(db.Read(ctx))
		if err != nil {
			return err
		}
		for _, fault := range faults {
			fmt.Println(fault)
		}
		if len(faults) > 0 {
			return fmt.Errorf("%d things do not hold", len(faults))
		}
		fmt.Println("Everything holds.")
		return nil
	})
}
