package main_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
	"anteroom/webhooks"
)

// BenchmarkPendingInTheProgram is the memory, as the kernel counts it, of the serving program with 100,000 pending deliveries to a
// receiver that never answers.
func BenchmarkPendingInTheProgram(b *testing.B) {
	const secret = "a secret of benchmarks, long enough"
	closing := make(chan struct{})
	dead := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		select {
		case <-req.Context().Done():
		case <-closing:
		}
	}))
	b.Cleanup(func() { close(closing); dead.Close() })
	for b.Loop() {
		directory := b.TempDir()
		strand(b, filepath.Join(directory, "anteroom.db"), secret, dead.URL)
		command := exec.CommandContext(context.WithoutCancel(b.Context()), program, "serve")
		command.Dir = directory
		command.Env = []string{"ANTEROOM_ADDR=127.0.0.1:0", "ANTEROOM_SECRET=" + secret, "ANTEROOM_WEBHOOK_ALLOW=127.0.0.1/32"}
		if err := command.Start(); err != nil {
			b.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", command.Process.Pid))
		if err != nil {
			b.Fatal(err)
		}
		var size, resident int
		if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
			b.Fatal(err)
		}
		if err := command.Process.Kill(); err != nil {
			b.Error(err)
		}
		_ = command.Wait()
		b.ReportMetric(float64(resident*os.Getpagesize())/1e6, "ours-MB")
		b.ReportMetric(60, "most")
	}
}

// strand makes a database in which 100,000 deliveries to an endpoint are due.
func strand(b *testing.B, path, secret, url string) {
	b.Helper()
	db, err := models.Open(b.Context(), "sqlite:"+path, models.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	keyring, err := webhooks.NewKeyring(secret)
	if err != nil {
		b.Fatal(err)
	}
	sender := webhooks.New(db, webhooks.Config{
		Guard: webhooks.NewGuard([]netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}), Keyring: keyring, Schedule: webhooks.DefaultSchedule(),
	})
	db.Announce = sender.Announce
	modelstest.Write(b, db, func(tx *models.Tx) error {
		if _, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"}); err != nil {
			return err
		}
		_, _, err := sender.Create(tx, webhooks.Draft{URL: url, IsActive: true})
		return err
	})
	modelstest.Write(b, db, func(tx *models.Tx) error {
		return tx.Create(&models.Person{FirstName: "Noor", LastName: "Haddad"}).Error
	})
	modelstest.Write(b, db, func(tx *models.Tx) error {
		const same = "endpoint_id, body_id, sequence, previous, type, subject_kind"
		const more = "subject_public_id, cause, state, due_at, created_at"
		return tx.Exec("WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < 99999)" +
			" INSERT INTO deliveries (" + same + ", subject_id, " + more + ") SELECT " + same + ", subject_id + n, " + more + " FROM deliveries, copy").Error
	})
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}
