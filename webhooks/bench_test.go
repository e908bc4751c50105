package webhooks_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
)

// counter is the fastest receiver there is.
type counter struct {
	*httptest.Server
	heard atomic.Int64
	news  chan struct{}
}

func newCounter(b *testing.B) *counter {
	c := &counter{news: make(chan struct{}, 1)}
	c.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		_, _ = io.Copy(io.Discard, req.Body)
		c.heard.Add(1)
		select {
		case c.news <- struct{}{}:
		default:
		}
	}))
	b.Cleanup(c.Close)
	return c
}

func (c *counter) wait(n int64) {
	for c.heard.Load() < n {
		<-c.news
	}
}

func benchSender(b *testing.B, wait time.Duration) (*models.DB, *webhooks.Sender) {
	b.Helper()
	db, err := models.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "anteroom.db"), models.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	keyring, err := webhooks.NewKeyring(houseSecret)
	if err != nil {
		b.Fatal(err)
	}
	sender := webhooks.New(db, webhooks.Config{
		Guard: webhooks.NewGuard([]netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}), Keyring: keyring,
		Schedule: webhooks.DefaultSchedule(), Wait: wait, Version: "bench",
	})
	db.Announce, db.Committed = sender.Announce, sender.Committed
	mustWrite(b, db, func(tx *models.Tx) error {
		_, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"})
		return err
	})
	b.Cleanup(func() {
		if err := sender.Stop(context.Background()); err != nil {
			b.Error(err)
		}
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	return db, sender
}

func mustWrite(b *testing.B, db *models.DB, do func(tx *models.Tx) error) {
	b.Helper()
	if err := db.Write(b.Context(), do); err != nil {
		b.Fatal(err)
	}
}

func addEndpoint(b *testing.B, db *models.DB, sender *webhooks.Sender, url string) {
	b.Helper()
	mustWrite(b, db, func(tx *models.Tx) error {
		_, _, err := sender.Create(tx, webhooks.Draft{URL: url, IsActive: true})
		return err
	})
}

// BenchmarkDrain is the rate at which a stored backlog reaches one endpoint, results committed: aim at 1,000/s.
func BenchmarkDrain(b *testing.B) {
	const backlog = 5000
	for b.Loop() {
		b.StopTimer()
		db, sender := benchSender(b, 0)
		receiver := newCounter(b)
		addEndpoint(b, db, sender, receiver.URL)
		people := make([]models.Person, backlog)
		mustWrite(b, db, func(tx *models.Tx) error { return tx.CreateInBatches(&people, 200).Error })
		b.StartTimer()
		began := time.Now()
		if err := sender.Start(b.Context()); err != nil {
			b.Fatal(err)
		}
		receiver.wait(backlog)
		for pendingIn(b, db) > 0 {
			time.Sleep(5 * time.Millisecond)
		}
		b.ReportMetric(backlog/time.Since(began).Seconds(), "ours-1/s")
		b.ReportMetric(1000, "least")
	}
}

func pendingIn(b *testing.B, db *models.DB) int {
	b.Helper()
	backlog, err := models.CountBacklog(db.Read(b.Context()))
	if err != nil {
		b.Fatal(err)
	}
	return backlog.Pending
}

// BenchmarkCommitToReceipt compares a change and its first try, heard by the receiver, with the same transaction and a bare POST.
func BenchmarkCommitToReceipt(b *testing.B) {
	db, sender := benchSender(b, 5*time.Second)
	receiver := newCounter(b)
	addEndpoint(b, db, sender, receiver.URL)
	body := bytes.Repeat([]byte("x"), 700)
	var bare, whole []time.Duration
	if err := sender.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	announce, committed := db.Announce, db.Committed
	for b.Loop() {
		for range 150 {
			db.Announce, db.Committed = nil, nil
			began := time.Now()
			mustWrite(b, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Noor"}).Error })
			res, err := receiver.Client().Post(receiver.URL, "application/json", bytes.NewReader(body))
			if err != nil {
				b.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			bare = append(bare, time.Since(began))

			db.Announce, db.Committed = announce, committed
			began = time.Now()
			mustWrite(b, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Noor"}).Error })
			whole = append(whole, time.Since(began))
			time.Sleep(15 * time.Millisecond)
		}
	}
	b.ReportMetric(float64(median(bare).Microseconds()), "bare-µs")
	b.ReportMetric(float64(median(whole).Microseconds()), "ours-µs")
	b.ReportMetric(float64(median(whole))/float64(median(bare)), "ratio")
	b.ReportMetric(2, "most")
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// BenchmarkThroughput compares changes that are delivered with the same transactions that tell nobody.
func BenchmarkThroughput(b *testing.B) {
	const changes = 1500
	for b.Loop() {
		db, sender := benchSender(b, 0)
		receiver := newCounter(b)
		announce, committed := db.Announce, db.Committed
		db.Announce, db.Committed = nil, nil
		addEndpoint(b, db, sender, receiver.URL)
		add := func() time.Duration {
			began := time.Now()
			for range changes {
				mustWrite(b, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Noor"}).Error })
			}
			return time.Since(began)
		}
		bare := add()
		db.Announce, db.Committed = announce, committed
		if err := sender.Start(b.Context()); err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		add()
		receiver.wait(changes)
		for pendingIn(b, db) > 0 {
			time.Sleep(5 * time.Millisecond)
		}
		whole := time.Since(began)
		b.ReportMetric(changes/bare.Seconds(), "bare-1/s")
		b.ReportMetric(changes/whole.Seconds(), "ours-1/s")
		b.ReportMetric(0.5, "least")
	}
}
