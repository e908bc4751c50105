package modelstest

import (
	"testing"

	"anteroom/models"
)

// RefuseOnce lets PostgreSQL refuse the next change of a table, once, as where two changes cannot be put in order: Write runs its function
// again, and a function that changed more than the database shows it.
func RefuseOnce(t testing.TB, db *models.DB, table string) {
	t.Helper()
	for _, statement := range []string{
		"CREATE SEQUENCE refusals",
		// The sequence counts on where the transaction is rolled back.
		`CREATE FUNCTION refuse_once() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN
				IF nextval('refusals') = 1 THEN
					RAISE EXCEPTION 'this change cannot be put in order' USING ERRCODE = 'serialization_failure';
				END IF;
				RETURN NULL;
			END $$`,
		"CREATE TRIGGER refuse_once AFTER INSERT OR UPDATE OR DELETE ON " + table + " FOR EACH STATEMENT EXECUTE FUNCTION refuse_once()",
	} {
		Write(t, db, func(tx *models.Tx) error { return tx.Exec(statement).Error })
	}
}
