package models_test

import (
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestARowIsNoDoubleOfItselfWherePostgreSQLWantsToHearThePlanTwice(t *testing.T) {
	w := importing{newHouse(t, models.PostgreSQL)}
	i := w.upload("Name;Birthdate\nIda Brandt;2024-08-02\nMateo Ruiz;2023-01-01\nIda Brandt;2024-08-02\n")
	modelstest.RefuseOnce(t, w.db, "imports")
	if err := models.PlanImport(t.Context(), w.db, i.ID); err != nil {
		t.Fatal(err)
	}
	w.expectRows(i, "2 add, 3 add, 4 update")
}
