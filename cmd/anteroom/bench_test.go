package main_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// released is the binary of `make build`.
const released = root + "/bin/anteroom"

// BenchmarkProgram is the released binary: its size, how long until it is ready, and the memory it holds with 100,000 people,
// idle and after requests.
func BenchmarkProgram(b *testing.B) {
	path, err := filepath.Abs(released)
	if err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal("there is no released binary: run make build first")
	}
	directory := b.TempDir()
	key := furnish(b, filepath.Join(directory, "anteroom.db"))
	address := freeAddress(b)
	var starts []float64
	var command *exec.Cmd
	for range 5 {
		if command != nil {
			stop(b, command)
		}
		began := time.Now()
		command = exec.CommandContext(context.WithoutCancel(b.Context()), path, "serve")
		command.Dir, command.Env = directory, []string{"ANTEROOM_ADDR=" + address, "ANTEROOM_URL=http://" + address, "ANTEROOM_RATE_API=0"}
		if err := command.Start(); err != nil {
			b.Fatal(err)
		}
		for ask(b, "http://"+address+"/readyz", "") != http.StatusOK {
			time.Sleep(time.Millisecond)
		}
		starts = append(starts, float64(time.Since(began).Microseconds())/1000)
	}
	b.Cleanup(func() { stop(b, command) })
	time.Sleep(2 * time.Second)
	idle := resident(b, command.Process.Pid)
	slices.Sort(starts)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 150 {
				if status := ask(b, "http://"+address+"/api/v1/people?limit=50", key); status != http.StatusOK {
					b.Errorf("the list of people answers %d", status)
					return
				}
			}
		})
	}
	group.Wait()
	loaded := resident(b, command.Process.Pid)
	for name, metric := range map[string]func(b *testing.B){
		"start":           func(b *testing.B) { b.ReportMetric(starts[len(starts)/2], "ours-ms") },
		"memory/idle":     func(b *testing.B) { b.ReportMetric(idle, "ours-MB") },
		"memory/requests": func(b *testing.B) { b.ReportMetric(loaded, "ours-MB") },
		"size":            func(b *testing.B) { b.ReportMetric(float64(info.Size())/1e6, "ours-MB") },
	} {
		b.Run(name, metric)
	}
}

// furnish makes a database with 100,000 people on a list and returns a key that reads.
func furnish(b *testing.B, path string) (key string) {
	b.Helper()
	db, err := models.Open(b.Context(), "sqlite:"+path, models.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	list := &models.Waitlist{Name: "Toddlers", IsPublic: true, IsOpen: true}
	modelstest.Write(b, db, func(tx *models.Tx) error {
		if _, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"}); err != nil {
			return err
		}
		if _, key, err = models.CreateAPIKey(tx, "bench", models.ScopeRead); err != nil {
			return err
		}
		_, err := list.Save(tx)
		return err
	})
	modelstest.Crowd(b, db, list, 100_000, func(int) models.Date { return models.Date{Year: 2025, Month: 3, Day: 9} })
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return key
}

// ask answers the status, 0 while nobody listens.
func ask(b *testing.B, address, key string) int {
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
	if err != nil {
		b.Error(err)
		return 0
	}
	request.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

func stop(b *testing.B, command *exec.Cmd) {
	b.Helper()
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		b.Error(err)
	}
	if err := command.Wait(); err != nil {
		b.Error(err)
	}
}

// resident is a process's memory in MB, as the kernel counts it.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kilobytes, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		b.Fatal(err)
	}
	return kilobytes * 1024 / 1e6
}
