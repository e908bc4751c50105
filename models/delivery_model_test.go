package models_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// deliveryModel is a delivery told naively, with two processes that may take it.
type deliveryModel struct {
	db       *models.DB
	now      time.Time
	endpoint *models.Endpoint
	id       int64

	state    models.DeliveryState
	reason   models.SkippedReason
	tries    int
	due      time.Time
	leaseBy  string
	until    time.Time
	isActive bool
	held     map[string]int // by process: the tries when it took the delivery
	attempts int
	late     int
}

func TestADeliveryDoesWhatItsModelDoes(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) { checkDeliveryModel(t, engine) })
	}
}

func checkDeliveryModel(t *testing.T, engine models.Engine) {
	m := &deliveryModel{now: time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)}
	m.db = modelstest.Open(t, engine, func() time.Time { return m.now })
	m.endpoint = &models.Endpoint{PublicID: "linden", URL: "https://hooks.example.com", IsActive: true, Dialect: "standard"}
	body := []models.Body{{MessageID: "msg_1", Dialect: "standard", Type: "AddPerson", Bytes: []byte("{}"), Bare: []byte("{}"), CreatedAt: models.At(m.now)}}
	modelstest.Write(t, m.db, func(tx *models.Tx) error {
		if err := models.CreateBodies(tx, body); err != nil {
			return err
		}
		return models.CreateEndpoint(tx, m.endpoint)
	})
	subject := int64(0)
	rapid.Check(t, func(t *rapid.T) {
		subject++
		m.begin(t, subject, body[0].ID)
		t.Repeat(map[string]func(*rapid.T){
			"claim":      m.claim,
			"result":     m.result,
			"give back":  m.giveBack,
			"stop":       m.stop,
			"retry now":  m.retryNow,
			"switch":     m.toggle,
			"pass":       func(t *rapid.T) { m.pass(t, time.Duration(rapid.IntRange(1, 30).Draw(t, "s"))*time.Second) },
			"pass lease": func(t *rapid.T) { m.pass(t, models.LeaseTime+time.Second) },
			"":           m.compare,
		})
		m.finish(t)
	})
}

func (m *deliveryModel) begin(t *rapid.T, subject, bodyID int64) {
	one := []models.Delivery{{
		EndpointID: m.endpoint.ID, BodyID: &bodyID, Sequence: subject, Type: "AddPerson", SubjectKind: models.KindPerson, SubjectID: subject,
		Cause: models.CauseEvent, State: models.Pending, DueAt: models.At(m.now), CreatedAt: models.At(m.now),
	}}
	m.write(t, func(tx *models.Tx) error {
		if err := m.endpoint.Enable(tx); err != nil {
			return err
		}
		return models.CreateDeliveries(tx, one)
	})
	*m = deliveryModel{
		db: m.db, now: m.now, endpoint: m.endpoint, id: one[0].ID, state: models.Pending, due: m.now, isActive: true, held: map[string]int{},
	}
}

// pass lets time go by. Leases on PostgreSQL run by the server's clock, which no test turns: there the lease is ended instead.
func (m *deliveryModel) pass(t *rapid.T, by time.Duration) {
	m.now = m.now.Add(by)
	if m.db.Engine != models.PostgreSQL || m.leaseBy == "" || !m.until.Before(m.now) {
		return
	}
	m.write(t, func(tx *models.Tx) error {
		return tx.Exec("UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 second' WHERE id = ?", m.id).Error
	})
}

func (m *deliveryModel) claim(t *rapid.T) {
	process := rapid.SampledFrom([]string{"first", "second"}).Draw(t, "process")
	var claimed []models.Delivery
	m.write(t, func(tx *models.Tx) (err error) {
		claimed, err = models.ClaimDeliveries(tx, process, m.endpoint.ID, 5)
		return err
	})
	isFree := m.leaseBy == "" || m.until.Before(m.now)
	if want := m.state == models.Pending && !m.due.After(m.now) && isFree; (len(claimed) == 1) != want {
		t.Fatalf("%s got %d, want one: %v", process, len(claimed), want)
	}
	if len(claimed) == 1 {
		m.leaseBy, m.until, m.held[process] = process, m.now.Add(models.LeaseTime), m.tries
	}
}

func (m *deliveryModel) result(t *rapid.T) {
	process := rapid.SampledFrom([]string{"first", "second"}).Draw(t, "process")
	tries, holds := m.held[process]
	if !holds {
		return
	}
	delete(m.held, process)
	became := rapid.SampledFrom([]models.DeliveryState{models.Delivered, models.Pending, models.Failed}).Draw(t, "became")
	result := models.Result{State: became, Attempt: models.Attempt{DeliveryID: m.id, Number: tries + 1, At: models.At(m.now)}}
	if became == models.Pending {
		result.DueAt = models.At(m.now.Add(5 * time.Second))
	}
	results := []models.Result{result}
	m.write(t, func(tx *models.Tx) error { return models.StoreResults(tx, process, results) })
	m.attempts++
	isOpen := m.state == models.Pending || m.state == models.Skipped
	if m.leaseBy != process || m.tries != tries || !isOpen {
		m.late++
		return
	}
	m.tries, m.leaseBy, m.due = tries+1, "", m.now
	if became == models.Pending {
		m.due = result.DueAt.Time
	}
	if m.state == models.Pending || became == models.Delivered {
		m.state = became
	}
	if became == models.Delivered {
		m.reason = ""
	}
}

func (m *deliveryModel) giveBack(t *rapid.T) {
	process := rapid.SampledFrom([]string{"first", "second"}).Draw(t, "process")
	m.write(t, func(tx *models.Tx) error { return models.ReleaseDeliveries(tx, process, []int64{m.id}) })
	delete(m.held, process)
	if m.leaseBy == process {
		m.leaseBy = ""
	}
}

func (m *deliveryModel) stop(t *rapid.T) {
	if m.refuses(t, (*models.Delivery).StopRetrying) {
		return
	}
	m.state, m.reason = models.Skipped, models.SkippedStopped
}

func (m *deliveryModel) retryNow(t *rapid.T) {
	if m.refuses(t, (*models.Delivery).RetryNow) {
		return
	}
	m.due = m.now
}

// refuses does what only a pending delivery takes, and says whether it was refused as the model expects.
func (m *deliveryModel) refuses(t *rapid.T, verb func(*models.Delivery, *models.Tx) error) bool {
	err := m.db.Write(t.Context(), func(tx *models.Tx) error {
		found, err := m.endpoint.FindDelivery(tx, m.id)
		if err != nil {
			return err
		}
		return verb(found, tx)
	})
	if (err == nil) != (m.state == models.Pending) {
		t.Fatalf("a delivery that is %s answers %v", m.state, err)
	}
	return err != nil
}

func (m *deliveryModel) toggle(t *rapid.T) {
	m.write(t, func(tx *models.Tx) error {
		if m.isActive {
			return m.endpoint.Disable(tx, models.DisabledByStaff)
		}
		return m.endpoint.Enable(tx)
	})
	if m.isActive && m.state == models.Pending {
		m.state, m.reason = models.Skipped, models.SkippedDisabled
	}
	m.isActive = !m.isActive
}

func (m *deliveryModel) compare(t *rapid.T) {
	row, err := m.endpoint.FindDelivery(m.db.Read(t.Context()), m.id)
	if err != nil {
		t.Fatal(err)
	}
	if row.State != m.state || row.Reason != m.reason || row.Tries != m.tries || row.LeaseBy != m.leaseBy || (row.FinishedAt == nil) != (m.state == models.Pending) {
		t.Fatalf("the row is %+v, the model %+v", row, m)
	}
	if m.state == models.Pending && !row.DueAt.Equal(m.due) {
		t.Fatalf("due %s, want %s", row.DueAt, m.due)
	}
}

// finish finds every try kept, and as many that counted as the row says.
func (m *deliveryModel) finish(t *rapid.T) {
	row, err := m.endpoint.FindDelivery(m.db.Read(t.Context()), m.id)
	if err != nil {
		t.Fatal(err)
	}
	attempts, err := row.Attempts(m.db.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	late := 0
	for _, attempt := range attempts {
		if attempt.IsLate {
			late++
		}
	}
	if len(attempts) != m.attempts || late != m.late || len(attempts)-late != row.Tries {
		t.Fatalf("%d attempts, %d of them late, %d tries; the model says %d and %d", len(attempts), late, row.Tries, m.attempts, m.late)
	}
	m.write(t, func(tx *models.Tx) error {
		return tx.Exec("UPDATE deliveries SET state = 'failed', lease_by = '', lease_until = NULL WHERE id = ?", m.id).Error
	})
}

func (m *deliveryModel) write(t *rapid.T, do func(tx *models.Tx) error) {
	t.Helper()
	if err := m.db.Write(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}
