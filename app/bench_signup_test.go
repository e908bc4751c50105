package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	rounds  = 5   // of ours and bare by turns; the median counts
	signups = 100 // in each
)

// BenchmarkSignup is the public form, posted to the whole program, against one bare GORM transaction that writes the same rows.
func BenchmarkSignup(b *testing.B) {
	for _, size := range []int{200, 10_000} {
		for _, endpoints := range []int{0, 1} {
			w := newSignups(b, size, endpoints)
			for _, clients := range []int{1, 8} {
				b.Run(fmt.Sprintf("line=%d/endpoints=%d/clients=%d", size, endpoints, clients), func(b *testing.B) {
					w.measure(b, clients, w.post)
				})
			}
			if endpoints == 0 {
				b.Run(fmt.Sprintf("line=%d/api", size), func(b *testing.B) { w.measure(b, 1, w.create) })
			}
		}
	}
}

// signupWorld is a running program with a list, and beside it a database of the same content that knows GORM alone.
type signupWorld struct {
	*apptest.World
	list  *models.Waitlist
	form  url.Values
	key   *apptest.Client
	bare  *models.Tx
	row   signupRows
	taken atomic.Int64 // numbers of families and of bare rows
}

func newSignups(b *testing.B, size, endpoints int) *signupWorld {
	b.Helper()
	var later atomic.Int64
	clock := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
	loose := apptest.With(func(c *app.Config) {
		c.RatePublic, c.RateAPI = web.Rate{}, web.Rate{}
		c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
	})
	w := &signupWorld{World: apptest.Start(b, apptest.At(clock), loose)}
	w.key = w.Key(models.ScopeWrite)
	w.list = newLine(b, w.DB, size)
	plain := modelstest.Open(b, models.SQLite, clock)
	newLine(b, plain, size)
	w.bare = modelstest.Bare(b, plain)

	page := w.Visitor().Get("/signup/" + w.list.Slug).Wants(http.StatusOK)
	opened := regexp.MustCompile(`name="opened" value="([^"]*)"`).FindStringSubmatch(page.Body)
	if opened == nil {
		b.Fatal("the form does not say when it was opened")
	}
	later.Store(int64(time.Minute))
	w.form = url.Values{
		"people": {"1"}, "opened": {opened[1]}, "contactName": {"Jonas Brandt"}, "lastName": {"Brandt"}, "note": {"Prefers mornings."},
		"birthdate-day": {"2"}, "birthdate-month": {"8"}, "birthdate-year": {"2026"}, "days": {"Monday", "Tuesday"},
	}
	for range endpoints {
		receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		b.Cleanup(receiver.Close)
		w.Write(func(tx *models.Tx) error {
			_, _, err := w.App.Sender.Create(tx, webhooks.Draft{URL: receiver.URL, IsActive: true})
			return err
		})
	}
	w.row = w.sample(b)
	return w
}

// newLine is an open list for everybody with so many in line.
func newLine(b *testing.B, db *models.DB, size int) *models.Waitlist {
	b.Helper()
	list := &models.Waitlist{Name: "Toddlers", IsPublic: true, IsOpen: true, ShowPlace: true, GraceDays: 14}
	modelstest.Write(b, db, func(tx *models.Tx) error {
		_, err := list.Save(tx)
		return err
	})
	modelstest.Crowd(b, db, list, size, func(i int) models.Date { return models.Date{Year: 2026, Month: 1 + time.Month(i%12), Day: 3} })
	return list
}

// measure reports how many sign-ups a second the program takes and how many bare transactions GORM.
func (w *signupWorld) measure(b *testing.B, clients int, ours func(*apptest.Client)) {
	browsers := make([]*apptest.Client, clients)
	for i := range browsers {
		browsers[i] = w.Visitor()
	}
	for b.Loop() {
		var program, bare, ratios []float64
		for range rounds {
			bare = append(bare, rate(clients, func(int) { w.insert(b) }))
			program = append(program, rate(clients, func(client int) { ours(browsers[client]) }))
			ratios = append(ratios, program[len(program)-1]/bare[len(bare)-1])
		}
		b.ReportMetric(median(program), "ours-1/s")
		b.ReportMetric(median(bare), "bare-1/s")
		b.ReportMetric(median(ratios), "ratio")
		b.ReportMetric(0.5, "least")
	}
}

func rate(clients int, do func(client int)) float64 {
	began := time.Now()
	var group sync.WaitGroup
	for client := range clients {
		group.Go(func() {
			for range signups / clients {
				do(client)
			}
		})
	}
	group.Wait()
	return float64(signups/clients*clients) / time.Since(began).Seconds()
}

func median(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// post is one family more.
func (w *signupWorld) post(browser *apptest.Client) {
	number := strconv.FormatInt(w.taken.Add(1), 10)
	form := url.Values{"once": {web.NewOnceKey()}, "firstName": {"Ida " + number}, "email": {"jonas" + number + "@example.org"}}
	for name, values := range w.form {
		form[name] = values
	}
	browser.Post("/signup/"+w.list.Slug, form).Wants(http.StatusSeeOther)
}

// create is the same by the API.
func (w *signupWorld) create(*apptest.Client) {
	number := strconv.FormatInt(w.taken.Add(1), 10)
	body := `{"fields":{"First Name":"Ida ` + number + `","Last Name":"Brandt","Email":"jonas` + number +
		`@example.org","Birthdate":"2026-08-02","Days Available":["Monday","Tuesday"]},"notes":[{"text":"Prefers mornings."}],` +
		`"waitlists":[{"waitlistId":"` + w.list.PublicID + `"}]}`
	request := w.key.Request(http.MethodPost, "/api/v1/people", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", web.NewOnceKey())
	w.key.Do(request).Wants(http.StatusCreated)
}

// signupRows is what a sign-up leaves behind, a delivery that went well included.
type signupRows struct {
	family     models.Family
	person     models.Person
	answers    []models.Answer
	notes      []models.Note
	entry      models.Entry
	words      []models.Word
	event      models.Event
	once       models.IdempotencyKey
	bodies     []models.Body
	deliveries []models.Delivery
	attempts   []models.Attempt
}

// sample signs up once and reads the rows; the endpoint of its delivery is known to the bare database as well.
func (w *signupWorld) sample(b *testing.B) signupRows {
	b.Helper()
	w.post(w.Visitor())
	w.taken.Store(10_000_000)
	var rows signupRows
	var endpoints []models.Endpoint
	tx := w.DB.Read(b.Context())
	must(b, tx.Last(&rows.person).Error)
	must(b, tx.Take(&rows.family, rows.person.FamilyID).Error)
	must(b, tx.Where("person_id = ?", rows.person.ID).Find(&rows.answers).Error)
	must(b, tx.Where("person_id = ?", rows.person.ID).Find(&rows.notes).Error)
	must(b, tx.Where("person_id = ?", rows.person.ID).Take(&rows.entry).Error)
	must(b, tx.Where("person_id = ?", rows.person.ID).Find(&rows.words).Error)
	must(b, tx.Last(&rows.event).Error)
	must(b, tx.Where("owner = 'public'").Take(&rows.once).Error)
	must(b, tx.Where("sequence = ?", rows.event.Sequence).Find(&rows.bodies).Error)
	must(b, tx.Find(&endpoints).Error)
	for len(rows.attempts) < len(endpoints) { // results are committed a little later
		must(b, tx.Find(&rows.attempts).Error)
	}
	must(b, tx.Find(&rows.deliveries).Error)
	if len(endpoints) > 0 {
		must(b, w.bare.Create(&endpoints).Error)
	}
	if len(rows.words) == 0 || len(rows.notes) != 1 || len(rows.deliveries) != len(endpoints) || !strings.Contains(rows.event.After, "Ida") {
		b.Fatalf("a sign-up left %+v", rows)
	}
	return rows
}

// insert writes the same rows again, under numbers of their own, and the rows that each sign-up changes: both counters, the list and
// the endpoints.
func (w *signupWorld) insert(b *testing.B) {
	id := w.taken.Add(1)
	r := w.row
	r.family.ID, r.family.PublicID = id, models.NewPublicID()
	r.person.ID, r.person.FamilyID, r.person.PublicID, r.person.GUID = id, id, models.NewPublicID(), models.NewGUID()
	r.answers, r.notes, r.words = slices.Clone(r.answers), slices.Clone(r.notes), slices.Clone(r.words)
	for i := range r.answers {
		r.answers[i].ID, r.answers[i].PersonID = 0, id
	}
	for i := range r.notes {
		r.notes[i].ID, r.notes[i].PersonID, r.notes[i].PublicID = 0, id, models.NewPublicID()
	}
	for i := range r.words {
		r.words[i].PersonID = id
	}
	r.entry.ID, r.entry.PersonID, r.entry.PublicID, r.entry.SortID = id, id, models.NewPublicID(), id
	r.event.Sequence, r.event.SubjectID, r.event.PublicID = id, id, models.NewPublicID()
	r.once.Key = models.NewPublicID()
	r.bodies, r.deliveries = slices.Clone(r.bodies), slices.Clone(r.deliveries)
	rows := []any{&r.family, &r.person, &r.notes, &r.entry, &r.words, &r.event, &r.once}
	if len(r.answers) > 0 {
		rows = append(rows, &r.answers)
	}
	for i := range r.bodies {
		r.bodies[i].ID, r.bodies[i].Sequence, r.bodies[i].MessageID = id, id, models.NewPublicID()
		rows = append(rows, &r.bodies[i])
	}
	r.attempts = slices.Clone(r.attempts)
	for i := range r.deliveries {
		r.deliveries[i].ID, r.deliveries[i].Sequence, r.deliveries[i].BodyID = id, id, &r.bodies[i].ID
		r.attempts[i].ID, r.attempts[i].DeliveryID = id, id
		rows = append(rows, &r.deliveries[i], &r.attempts[i])
	}
	err := w.bare.Transaction(func(tx *models.Tx) error {
		for _, row := range rows {
			if err := tx.Create(row).Error; err != nil {
				return err
			}
		}
		for _, counter := range []string{"person", "event"} {
			if err := tx.Exec("UPDATE counters SET value = value + 1 WHERE name = ?", counter).Error; err != nil {
				return err
			}
		}
		for i := range r.deliveries {
			if err := tx.Exec("UPDATE endpoints SET last_sequence = ? WHERE id = ?", id, r.deliveries[i].EndpointID).Error; err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE waitlists SET version = version + 1 WHERE id = ?", r.entry.WaitlistID).Error
	})
	if err != nil {
		b.Error(err)
	}
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
