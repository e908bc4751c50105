package main_test

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// A power cut in the middle of a migration leaves the schema of before or of after it, and the next start goes on.
func TestAMigrationKilledAnywhereIsTakenUpAgain(t *testing.T) {
	for wait := 10 * time.Millisecond; wait < 100*time.Millisecond; wait += 15 * time.Millisecond {
		p := newPlace(t)
		for range 2 {
			command := p.command("migrate")
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(wait)
			_ = command.Process.Signal(syscall.SIGKILL)
			_ = command.Wait()
		}
		if _, stderr, code := p.run("", "migrate"); code != 0 {
			t.Fatalf("killed after %s: %s", wait, stderr)
		}
		if stdout, stderr, code := p.run("", "check"); code != 0 {
			t.Errorf("killed after %s: %s %s", wait, stdout, stderr)
		}
		if stdout, stderr, code := p.run("", "apikey", "create", "--name", "Billing"); code != 0 || !strings.HasPrefix(stdout, "anteroom_") {
			t.Errorf("killed after %s: %s %s", wait, stdout, stderr)
		}
	}
}
