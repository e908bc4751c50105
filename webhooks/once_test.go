package webhooks_test

import (
	"net/http"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

func TestWhatIsDueCanBeSentByHandWithoutAServer(t *testing.T) {
	each(t, func(w *world) {
		well, badly := hooktest.New(w.t), hooktest.New(w.t)
		badly.Always(hooktest.Status(http.StatusInternalServerError))
		w.endpoint(well)
		w.endpoint(badly)
		w.stop(w.sender)
		w.person("Noor")
		w.person("Ida")
		good, failed, err := w.newSender().SendOnce(w.t.Context())
		if err != nil || good != 2 || failed != 2 || len(well.Received()) != 2 {
			w.t.Errorf("%d went well, %d did not, %v", good, failed, err)
		}
		for _, delivery := range w.deliveries() {
			if delivery.LeaseBy != "" || delivery.Tries != 1 || (delivery.State == models.Delivered) != (delivery.Failure == "") {
				w.t.Errorf("delivery %+v", delivery)
			}
		}
	})
}

// A database that takes long to answer is no sign that nothing is left to do.
func TestSendingByHandWaitsForASlowDatabase(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	w.endpoint(receiver)
	w.stop(w.sender)
	w.person("Noor")
	w.mu.Lock()
	w.stall = 2 * time.Second
	w.mu.Unlock()
	good, failed, err := w.newSender().SendOnce(t.Context())
	if err != nil || good != 1 || failed != 0 {
		t.Errorf("%d went well, %d did not, %v", good, failed, err)
	}
}
