package app_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/sys/unix"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

// BenchmarkListPage is the CPU that a page of 50 takes at 1,000 and at 100,000 people, and a static page of the same size by echo alone.
func BenchmarkListPage(b *testing.B) {
	small, large := newCrowded(b, 1_000), newCrowded(b, 100_000)
	for _, path := range []string{"/admin/waitlists/toddlers", "/admin/people", "/admin/people?q=brandt", "/api/v1/people"} {
		b.Run("path="+path, func(b *testing.B) {
			for b.Loop() {
				still := static(plain(b, large.request(path), large.App))
				var at1k, at100k, echoed, ratios []float64
				for range rounds {
					echoed = append(echoed, cpu(b, still, large.request(path)))
					at1k = append(at1k, cpu(b, small.App, small.request(path)))
					at100k = append(at100k, cpu(b, large.App, large.request(path)))
					ratios = append(ratios, at100k[len(at100k)-1]/at1k[len(at1k)-1])
				}
				b.ReportMetric(median(at100k), "ours-cpu-ms")
				b.ReportMetric(median(at1k), "bare-cpu-ms")
				b.ReportMetric(median(echoed), "echo-cpu-ms")
				b.ReportMetric(median(ratios), "ratio")
				if !strings.Contains(path, "?") { // a word that every eighth person has is counted further than a list
					b.ReportMetric(1.5, "most")
				}
			}
		})
	}
}

// BenchmarkAnswer is how long a client waits for a page of people by the API.
func BenchmarkAnswer(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		b.Run(fmt.Sprintf("people=%d", size), func(b *testing.B) {
			w := newCrowded(b, size)
			key := w.Key(models.ScopeRead)
			for b.Loop() {
				b.ReportMetric(took(40, func() { key.Get("/api/v1/people?limit=50").Wants(http.StatusOK) }), "ours-ms")
			}
		})
	}
}

// BenchmarkDrag moves the last in line five places up, or to the top so that every place changes, against one bare UPDATE of all places.
func BenchmarkDrag(b *testing.B) {
	for _, size := range []int{200, 10_000} {
		w := newCrowded(b, size)
		for _, to := range []int{size - 5, 1} {
			b.Run(fmt.Sprintf("line=%d/to=%d", size, to), func(b *testing.B) {
				for b.Loop() {
					b.ReportMetric(took(10, func() { w.drag(b, size, to) }), "ours-ms")
					b.ReportMetric(took(10, func() {
						w.Write(func(tx *models.Tx) error { return tx.Exec("UPDATE entries SET position = position + 100000").Error })
						w.Write(func(tx *models.Tx) error { return tx.Exec("UPDATE entries SET position = position - 100000").Error })
					})/2, "bare-ms")
				}
			})
		}
	}
}

// crowded is a program with so many people on one list, seen by staff.
type crowded struct {
	*apptest.World
	staff *apptest.Client
	key   *apptest.Client
}

func newCrowded(b *testing.B, size int) *crowded {
	b.Helper()
	w := &crowded{World: apptest.Start(b, apptest.With(func(c *app.Config) { c.RateAPI = web.Rate{}; c.Log = "warn" }))}
	newLine(b, w.DB, size)
	w.staff, w.key = w.As(models.RoleStaff), w.Key(models.ScopeRead)
	return w
}

// drag moves whoever is last to a place, as the page's script does.
func (w *crowded) drag(b *testing.B, from, to int) {
	last := new(models.Entry)
	must(b, w.DB.Read(b.Context()).Where("position = ?", from).Take(last).Error)
	w.staff.Post(fmt.Sprintf("/admin/entries/%d/position", last.ID), url.Values{"where": {"place"}, "position": {strconv.Itoa(to)}}).Wants(http.StatusSeeOther)
}

// request is what a browser or a program sends; both take gzip.
func (w *crowded) request(path string) *http.Request {
	request := httptest.NewRequest(http.MethodGet, path, nil)
	request.Header.Set("Accept-Encoding", "gzip")
	request.Header.Set("Authorization", w.key.Header.Get("Authorization"))
	request.AddCookie(&http.Cookie{Name: "anteroom", Value: w.staff.Token})
	return request
}

// plain is the body of an answer, unpacked.
func plain(b *testing.B, request *http.Request, handler http.Handler) []byte {
	b.Helper()
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		b.Fatalf("%s answers %d", request.URL, answer.Code)
	}
	packed, err := gzip.NewReader(bytes.NewReader(answer.Body.Bytes()))
	must(b, err)
	body, err := io.ReadAll(packed)
	must(b, err)
	return body
}

// static is echo with one page that never changes.
func static(body []byte) http.Handler {
	e := echo.New()
	e.GET("/*", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, body) }, middleware.Gzip())
	return e
}

// cpu is what the process spends on one answer, in milliseconds.
func cpu(b *testing.B, handler http.Handler, request *http.Request) float64 {
	const times = 40
	before := spent(b)
	for range times {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request.Clone(b.Context()))
		if answer.Code != http.StatusOK {
			b.Fatalf("%s answers %d", request.URL, answer.Code)
		}
	}
	return float64((spent(b) - before).Microseconds()) / 1000 / times
}

func spent(b *testing.B) time.Duration {
	var usage unix.Rusage
	must(b, unix.Getrusage(unix.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// took is the median of so many, in milliseconds.
func took(times int, do func()) float64 {
	all := make([]float64, times)
	for i := range all {
		began := time.Now()
		do()
		all[i] = float64(time.Since(began).Microseconds()) / 1000
	}
	return median(all)
}
