package app

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"anteroom/models"
	"anteroom/webhooks"
)

// backlogPatience is how long counting may hold up a reader of the metrics.
const backlogPatience = 2 * time.Second

// backlog counts what is still to be delivered whenever somebody asks. The number is that of the database, the same in every process.
type backlog struct {
	db              *models.DB
	pending, oldest *prometheus.Desc
}

func (m *metrics) watchWebhooks(db *models.DB, sender *webhooks.Sender) {
	m.registry.MustRegister(sender.Collectors()...)
	m.registry.MustRegister(&backlog{
		db:      db,
		pending: prometheus.NewDesc("anteroom_webhook_deliveries_pending", "Deliveries that are still to end.", nil, nil),
		oldest:  prometheus.NewDesc("anteroom_webhook_oldest_pending_seconds", "Age of the oldest delivery that is still to end, 0 without one.", nil, nil),
	})
}

// Describe names the numbers.
func (b *backlog) Describe(out chan<- *prometheus.Desc) {
	out <- b.pending
	out <- b.oldest
}

// Collect counts.
func (b *backlog) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), backlogPatience)
	defer cancel()
	counted, err := models.CountBacklog(b.db.Read(ctx))
	if err != nil {
		out <- prometheus.NewInvalidMetric(b.pending, err)
		return
	}
	age := 0.0
	if counted.Oldest != nil {
		age = max(0, b.db.Now().Sub(counted.Oldest.Time).Seconds())
	}
	out <- prometheus.MustNewConstMetric(b.pending, prometheus.GaugeValue, float64(counted.Pending))
	out <- prometheus.MustNewConstMetric(b.oldest, prometheus.GaugeValue, age)
}
