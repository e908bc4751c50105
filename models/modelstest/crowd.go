package modelstest

import (
	"fmt"
	"testing"

	"anteroom/models"
)

// crowdWritten is how many of a crowd are written as everybody is; the others are their copies.
const crowdWritten = 200

// Crowd fills an empty list with people, 200 or a multiple of that. Birth is asked for the first 200.
func Crowd(t testing.TB, db *models.DB, list *models.Waitlist, size int, birth func(i int) models.Date) {
	t.Helper()
	firsts := []string{"Ida", "Noor", "Emil", "Mira", "Jonas", "Leyla", "Oskar", "Ada", "Tomas", "Zoë"}
	lasts := []string{"Brandt", "Haddad", "Ruiz", "van der Aalst-Okonkwo", "Lund", "Sato", "Castillo", "Okafor"}
	people := make([]models.Person, crowdWritten)
	for i := range people {
		people[i] = models.Person{
			FirstName: firsts[i%len(firsts)], LastName: lasts[i%len(lasts)], Birthdate: birth(i), Source: "online",
			Phone: fmt.Sprintf("030 12%05d", i), Email: fmt.Sprintf("family%d@example.com", i), Entries: []models.Entry{{WaitlistID: list.ID}},
		}
	}
	Write(t, db, func(tx *models.Tx) error { return tx.CreateInBatches(&people, crowdWritten).Error })
	if size == crowdWritten {
		return
	}
	Write(t, db, func(tx *models.Tx) error { return copyCrowd(tx, list, people, size/crowdWritten-1) })
}

// copyCrowd says nothing to the hooks: there is no event of these people. Each copy's numbers are so many above the first one's.
func copyCrowd(tx *models.Tx, list *models.Waitlist, people []models.Person, copies int) error {
	from := people[0].ID
	entries := people[0].Entries[0].ID
	const copied = "WITH RECURSIVE copy(n) AS (SELECT CAST(@size AS BIGINT) UNION ALL SELECT n + @size FROM copy WHERE n < @copies) "
	values := map[string]any{
		"copies": copies * crowdWritten, "size": crowdWritten, "list": list.ID,
		"person": from, "personEnd": from + crowdWritten, "entry": entries, "entryEnd": entries + crowdWritten,
	}
	statements := []string{
		`INSERT INTO families (id, public_id, created_at) ` + copied +
			`SELECT id + n, public_id || '-' || n, created_at FROM families, copy WHERE id >= @person AND id < @personEnd`,
		`INSERT INTO people (id, public_id, guid, family_id, first_name, last_name, normal_name, birthdate, phone, normal_phone, email, normal_email,
			source, created_at, updated_at) ` + copied +
			`SELECT id + n, public_id || '-' || n, guid || '-' || n, family_id + n, first_name, last_name, normal_name, birthdate,
			phone, normal_phone, email, normal_email, source, created_at, updated_at FROM people, copy WHERE id >= @person AND id < @personEnd`,
		`INSERT INTO words (word, person_id) ` + copied +
			`SELECT word, person_id + n FROM words, copy WHERE person_id >= @person AND person_id < @personEnd`,
		`INSERT INTO entries (id, public_id, person_id, waitlist_id, status, added_at, position, sort_rank, sort_at, sort_id, created_at) ` + copied +
			`SELECT id + n, public_id || '-' || n, person_id + n, waitlist_id, status, added_at, position + n, sort_rank,
			sort_at, sort_id + n, created_at FROM entries, copy WHERE id >= @entry AND id < @entryEnd`,
		`UPDATE counters SET value = value + @copies WHERE name = 'person'`,
		`UPDATE waitlists SET version = version + 1 WHERE id = @list`,
	}
	for _, statement := range statements {
		if err := tx.Exec(statement, values).Error; err != nil {
			return err
		}
	}
	if tx.Name() != "postgres" {
		return nil
	}
	return tx.Exec(`SELECT setval(pg_get_serial_sequence('entries', 'id'), (SELECT MAX(id) FROM entries))`).Error
}
