// Package modelstest opens real databases for tests. Only tests import it.
package modelstest

import (
	"crypto/rand"
	"os"
	"strings"
	"sync"
	"testing"
)

// PostgresURL makes an empty database on a real PostgreSQL and drops it when the test ends.
// The server is the one that ANTEROOM_TEST_POSTGRES names (a superuser's URL), else one of our own,
// started at the first call. A machine without PostgreSQL fails the test: nothing is skipped.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return createDatabase(t, "template0")
}

// A PostgresTemplate is prepared once and then copied, which is faster than preparing each database.
type PostgresTemplate struct {
	once sync.Once
	name string
	err  error
}

// URL makes a database like PostgresURL does, as a copy of the template. The first call makes the template
// with prepare, which has to close its connections: PostgreSQL copies no database that is in use.
func (p *PostgresTemplate) URL(t testing.TB, prepare func(url string) error) string {
	t.Helper()
	p.once.Do(func() { p.err = p.make(prepare) })
	if p.err != nil {
		t.Fatalf("preparing the PostgreSQL template: %v", p.err)
	}
	return createDatabase(t, p.name)
}

func (p *PostgresTemplate) make(prepare func(url string) error) error {
	s, err := postgres()
	if err != nil {
		return err
	}
	p.name = databaseName()
	if err := s.execute("CREATE DATABASE " + p.name + " TEMPLATE template0"); err != nil {
		return err
	}
	address, err := s.database(p.name)
	if err != nil {
		return err
	}
	return prepare(address)
}

func createDatabase(t testing.TB, template string) string {
	t.Helper()
	s, err := postgres()
	if err != nil {
		t.Fatal(err)
	}
	name := databaseName()
	if err := s.execute("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		t.Fatalf("making a database for the test: %v", err)
	}
	t.Cleanup(func() {
		if err := s.execute("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("dropping the test's database: %v", err)
		}
	})
	address, err := s.database(name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func databaseName() string { return "test_" + strings.ToLower(rand.Text()) }

// postgres answers the server that all tests of this program share.
var postgres = sync.OnceValues(func() (*server, error) {
	if named := os.Getenv("ANTEROOM_TEST_POSTGRES"); named != "" {
		return &server{url: named}, nil
	}
	return startPostgres()
})
