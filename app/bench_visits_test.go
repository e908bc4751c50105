package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
	"anteroom/webhooks"
)

const (
	team   = 10  // members of staff who can be booked at the same time
	atOnce = 2   // of them are, so that a day has about a hundred appointments
	queue  = 200 // in line
)

// BenchmarkBooking is a time chosen and held and its form sent, two posts to the whole program, against two bare GORM transactions that write
// the same rows; and POST /api/v1/visits, which is one.
func BenchmarkBooking(b *testing.B) {
	for _, endpoints := range []int{0, 1} {
		w := newVisits(b, endpoints)
		held := ""
		page := w.record(b, func() { held = w.hold(w.Visitor()) }, func() { w.book(w.Visitor(), held) })
		b.Run(fmt.Sprintf("endpoints=%d/clients=8", endpoints), func(b *testing.B) {
			w.measure(b, 8, func(c *apptest.Client) { w.book(c, w.hold(c)) }, page)
		})
		program := w.record(b, func() { w.create(w.key) })
		b.Run(fmt.Sprintf("endpoints=%d/clients=8/api", endpoints), func(b *testing.B) {
			w.measure(b, 8, func(*apptest.Client) { w.create(w.key) }, program)
		})
	}
}

// BenchmarkQueue calls the first of 200 in line to be served: 199 others move up, each an event of its own, against one bare transaction that
// writes the same rows.
func BenchmarkQueue(b *testing.B) {
	for _, endpoints := range []int{0, 1} {
		w := newVisits(b, endpoints)
		for range queue {
			w.join()
		}
		w.rest(b)
		step := w.record(b, func() { w.serve(b) })
		if len(step[0].events) != queue || len(step[0].deliveries) != endpoints*queue {
			b.Fatalf("serving the first of %d left %d events and %d deliveries", queue, len(step[0].events), len(step[0].deliveries))
		}
		step[0].attempts = nil // which are committed after the answer
		must(b, w.bare.CreateInBatches(step[0].visits, 50).Error)
		b.Run(fmt.Sprintf("line=%d/endpoints=%d/serve", queue, endpoints), func(b *testing.B) {
			for b.Loop() {
				var program, bare, ratios []float64
				for range 4 * rounds {
					w.join()
					w.rest(b)
					began := time.Now()
					w.serve(b)
					program = append(program, float64(time.Since(began).Microseconds())/1000)
					began = time.Now()
					w.write(b, step)
					bare = append(bare, float64(time.Since(began).Microseconds())/1000)
					ratios = append(ratios, program[len(program)-1]/bare[len(bare)-1])
				}
				b.ReportMetric(median(program), "ours-ms")
				b.ReportMetric(median(bare), "bare-ms")
				b.ReportMetric(median(ratios), "ratio")
				b.ReportMetric(2, "most")
			}
		})
	}
}

// visitWorld is a running program with a service that a team gives around the clock, and beside it a database of the same content that knows
// GORM alone.
type visitWorld struct {
	*apptest.World
	key      *apptest.Client
	bare     *models.Tx
	location *models.Location
	service  *models.Service
	begin    models.Date
	taken    atomic.Int64 // times that were booked
	people   atomic.Int64
	rows     atomic.Int64 // numbers of bare rows
}

func newVisits(b *testing.B, endpoints int) *visitWorld {
	b.Helper()
	w := &visitWorld{World: apptest.Start(b, apptest.With(func(c *app.Config) {
		c.RatePublic, c.RateAPI = web.Rate{}, web.Rate{}
		c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
		c.TrustedProxies = c.WebhookAllow // each customer comes from somewhere else
	}))}
	w.rows.Store(10_000_000)
	w.key, w.begin = w.Key(models.ScopeWrite), models.DateIn(time.Now(), time.UTC).AddDays(3)
	w.location, w.service = newTeam(b, w.DB)
	plain := modelstest.Open(b, models.SQLite, time.Now)
	newTeam(b, plain)
	w.bare = modelstest.Bare(b, plain)
	for range endpoints {
		receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		b.Cleanup(receiver.Close)
		w.Write(func(tx *models.Tx) error {
			_, _, err := w.App.Sender.Create(tx, webhooks.Draft{URL: receiver.URL, IsActive: true})
			return err
		})
		var all []models.Endpoint
		must(b, w.DB.Read(b.Context()).Find(&all).Error)
		must(b, w.bare.Create(&all).Error)
	}
	return w
}

// measure reports how many bookings a second the program takes, and how often GORM writes the same rows.
func (w *visitWorld) measure(b *testing.B, clients int, ours func(*apptest.Client), steps []visitStep) {
	browsers := make([]*apptest.Client, clients)
	for i := range browsers {
		browsers[i] = w.Visitor()
	}
	for b.Loop() {
		var program, bare, ratios []float64
		for range rounds {
			bare = append(bare, rate(clients, func(int) { w.write(b, steps) }))
			program = append(program, rate(clients, func(client int) { ours(browsers[client]) }))
			ratios = append(ratios, program[len(program)-1]/bare[len(bare)-1])
		}
		b.ReportMetric(median(program), "ours-1/s")
		b.ReportMetric(median(bare), "bare-1/s")
		b.ReportMetric(median(ratios), "ratio")
		b.ReportMetric(0.5, "least")
	}
}

// newTeam is a location that never closes, with a service that each of the team does.
func newTeam(b *testing.B, db *models.DB) (location *models.Location, service *models.Service) {
	b.Helper()
	modelstest.Write(b, db, func(tx *models.Tx) (err error) {
		if location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Mitte", TimeZone: "UTC"}); err != nil {
			return err
		}
		if err := location.SetPublic(tx, true); err != nil {
			return err
		}
		if err := location.OpenQueue(tx); err != nil {
			return err
		}
		service = &models.Service{Name: "Consultation", Duration: 1800, IsPublic: true, LocationIDs: []int64{location.ID}}
		for i := range team {
			r := &models.Resource{Name: "Member " + strconv.Itoa(i), Kind: models.StaffMember, IsActive: true, LocationIDs: service.LocationIDs}
			if err := r.Save(tx); err != nil {
				return err
			}
			service.ResourceIDs = append(service.ResourceIDs, r.ID)
		}
		return service.Save(tx)
	})
	return location, service
}

// next is the next time at which somebody of the team is free.
func (w *visitWorld) next() (number int64, at string) {
	number = w.taken.Add(1)
	start := w.begin.In(time.UTC).Add(time.Duration(number/atOnce) * 30 * time.Minute)
	return number, start.Format(models.WallText)
}

// hold chooses a time, as somebody does who has said who they are.
func (w *visitWorld) hold(browser *apptest.Client) string {
	number, at := w.next()
	browser.Header.Set("X-Forwarded-For", fmt.Sprintf("203.0.113.%d", number%250))
	return browser.Post("/book/mitte/consultation", url.Values{
		"once": {web.NewOnceKey()}, "at": {at}, "firstName": {"Ida " + strconv.FormatInt(number, 10)}, "lastName": {"Brandt"},
	}).Wants(http.StatusSeeOther).Location
}

func (w *visitWorld) book(browser *apptest.Client, hold string) {
	number := strconv.FormatInt(w.people.Add(1), 10)
	browser.Post(hold, url.Values{
		"firstName": {"Ida " + number}, "lastName": {"Brandt"}, "email": {"jonas" + number + "@example.org"}, "note": {"Prefers mornings."},
	}).Wants(http.StatusSeeOther)
}

// create is the same by the API, without a hold.
func (w *visitWorld) create(client *apptest.Client) {
	_, at := w.next()
	client.JSON(http.MethodPost, "/api/v1/visits", `{"locationId":"mitte","serviceIds":["`+w.service.PublicID+`"],"date":"`+at+
		`","firstName":"Ida","lastName":"Brandt","email":"jonas@example.org","notes":"Prefers mornings."}`).Wants(http.StatusCreated)
}

func (w *visitWorld) join() {
	w.key.JSON(http.MethodPost, "/api/v1/visits", `{"locationId":"mitte","firstName":"Ida","lastName":"Brandt"}`).Wants(http.StatusCreated)
}

// serve takes the first in line.
func (w *visitWorld) serve(b *testing.B) {
	b.Helper()
	var first string
	must(b, w.DB.Read(b.Context()).Raw("SELECT public_id FROM visits WHERE state = 'WAITING' AND position = 1").Scan(&first).Error)
	w.key.JSON(http.MethodPost, "/api/v1/visits/"+first+"/serve", `{}`).Wants(http.StatusOK)
}

// rest waits until nothing is left to be sent or told.
func (w *visitWorld) rest(b *testing.B) {
	b.Helper()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		var left int64
		must(b, w.DB.Read(b.Context()).Raw("SELECT (SELECT COUNT(*) FROM deliveries WHERE state = 'pending' OR lease_by <> '')"+
			" + (SELECT COUNT(*) FROM locations WHERE status_dirty)").Scan(&left).Error)
		if left == 0 {
			return
		}
	}
	b.Fatal("the program never comes to rest")
}
