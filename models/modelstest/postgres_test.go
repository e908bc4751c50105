package modelstest_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"anteroom/models/modelstest"
)

func TestEachTestHasAPostgresDatabaseOfItsOwn(t *testing.T) {
	first, second := modelstest.PostgresURL(t), modelstest.PostgresURL(t)
	execute(t, first, "CREATE TABLE family (name text)")
	execute(t, second, "CREATE TABLE family (name text)")
}

func TestACopyHasWhatItsTemplateHas(t *testing.T) {
	var template modelstest.PostgresTemplate
	prepared := 0
	prepare := func(url string) error {
		prepared++
		execute(t, url, "CREATE TABLE family (name text)")
		return nil
	}
	for range 2 {
		execute(t, template.URL(t, prepare), "INSERT INTO family VALUES ('Brandt')")
	}
	if prepared != 1 {
		t.Errorf("the template was prepared %d times, want once", prepared)
	}
}

func execute(t *testing.T, url, statement string) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close(context.Background()) }()
	if _, err := connection.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}
