package webhooks_test

import (
	"bytes"
	"errors"
	"net/http"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

func TestARedeliverySendsTheSameBytesAgain(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		endpoint, _ := w.endpoint(receiver)
		first := w.firstTried()
		w.write(func(tx *models.Tx) error {
			delivery, err := endpoint.FindDelivery(tx, first.ID)
			if err != nil {
				return err
			}
			_, err = delivery.Redeliver(tx)
			return err
		})
		heard := receiver.Wait(w.t, 2)
		if !bytes.Equal(heard[0].Body, heard[1].Body) || heard[0].Header.Get("webhook-id") != heard[1].Header.Get("webhook-id") {
			w.t.Errorf("heard %s", receiver.Bodies())
		}
		ended := w.allEnded()
		if len(ended) != 2 || ended[1].Cause != models.CauseRedelivery || ended[0].State != models.Delivered {
			w.t.Errorf("deliveries %+v", ended)
		}
	})
}

func TestStaffMayTryAtOnceOrGiveUp(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Next(hooktest.Status(500), hooktest.Status(500))
		endpoint, _ := w.endpoint(receiver)
		first := w.firstTried()
		w.write(func(tx *models.Tx) error { return first.RetryNow(tx) })
		receiver.Wait(w.t, 2)
		w.until("the second result", func() bool { return w.deliveries()[0].Tries == 2 })
		first = w.deliveries()[0]
		w.write(func(tx *models.Tx) error { return first.StopRetrying(tx) })
		if first = w.deliveries()[0]; first.State != models.Skipped || first.Reason != models.SkippedStopped {
			w.t.Errorf("the delivery is %+v", first)
		}
		attempts, err := first.Attempts(w.db.Read(w.t.Context()))
		if err != nil || len(attempts) != 2 || attempts[1].Number != 2 || attempts[1].Status != 500 || attempts[1].Answer != "Internal Server Error" {
			w.t.Errorf("attempts %+v, %v", attempts, err)
		}
		days, err := endpoint.LastDays(w.db.Read(w.t.Context()), models.At(w.now()), time.UTC)
		if err != nil || len(days) != 7 || days[6].Skipped != 1 {
			w.t.Errorf("days %+v, %v", days, err)
		}
	})
}

func TestWhatFailedIsSentAgainOnce(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		endpoint, _ := w.endpoint(receiver)
		w.person("Noor")
		w.person("Ida")
		w.allEnded()
		w.write(func(tx *models.Tx) error { return tx.Exec("UPDATE deliveries SET state = 'failed'").Error })
		for _, want := range []int64{2, 0} {
			w.write(func(tx *models.Tx) error {
				counted, err := endpoint.CountFailed(tx, endpoint.CreatedAt)
				if err != nil {
					return err
				}
				sent, err := endpoint.ResendFailed(tx, endpoint.CreatedAt)
				if counted != want || sent != want {
					w.t.Errorf("counted %d, sent %d, want %d", counted, sent, want)
				}
				var again []models.Delivery
				if err := tx.Where("state = 'pending'").Order("id").Find(&again).Error; err != nil {
					return err
				}
				if len(again) == 2 && again[1].DueAt.Sub(again[0].DueAt.Time) != 100*time.Millisecond {
					w.t.Errorf("they fall due %s and %s: a bulk is sent ten a second", again[0].DueAt, again[1].DueAt)
				}
				return err
			})
		}
		w.later(time.Second)
		receiver.Wait(w.t, 4)
		w.allEnded()
	})
}

func TestAReplaySendsWhatTheEndpointNeverGot(t *testing.T) {
	each(t, func(w *world) {
		before := models.At(w.now().Add(-time.Minute))
		w.person("Noor")
		w.person("Ida")
		receiver := hooktest.New(w.t)
		endpoint, _ := w.endpointAs(webhooks.Draft{URL: receiver.URL(), IsActive: true, Profile: "names"})
		for most, want := range map[int]int{10: 2, 1: 2, 0: 1} { // beyond what may be looked at it is simply more than that
			planned, err := w.sender.CountReplay(w.db.Read(w.t.Context()), endpoint, before, models.At(w.now().Add(time.Minute)), most)
			if err != nil || planned < want || most > 2 && planned != want {
				w.t.Errorf("%d planned of at most %d, %v", planned, most, err)
			}
		}
		count, err := w.sender.Replay(w.t.Context(), endpoint.PublicID, before, models.At(w.now().Add(time.Minute)))
		if err != nil || count != 2 {
			w.t.Fatalf("%d replayed, %v", count, err)
		}
		w.later(time.Second)
		for i, one := range receiver.Wait(w.t, 2) {
			if bytes.Contains(one.Body, []byte("Noor")) || bytes.Contains(one.Body, []byte("Ida")) || !bytes.Contains(one.Body, []byte(`"First Name":""`)) {
				w.t.Errorf("body %d tells a name that stays here: %s", i, one.Body)
			}
		}
		for _, delivery := range w.allEnded() {
			if delivery.Cause != models.CauseReplay {
				w.t.Errorf("cause %s", delivery.Cause)
			}
		}
	})
}

func TestTheFeedHasEveryEventInOrder(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.person("Noor")
		w.endpoint(receiver)
		w.person("Ida")
		items, err := models.Feed(w.db.Read(w.t.Context()), 0, nil, 50)
		if err != nil || len(items) != 2 || items[0].Sequence != 1 || items[1].Sequence != 2 {
			w.t.Fatalf("the feed has %+v, %v", items, err)
		}
		if heard := receiver.Wait(w.t, 1); !bytes.Equal(items[1].Bytes, heard[0].Body) {
			w.t.Errorf("the feed says %s, the webhook %s", items[1].Bytes, heard[0].Body)
		}
		w.allEnded()
		w.later(40 * 24 * time.Hour)
		if _, err := w.db.Retain(w.t.Context(), w.now(), false); err != nil {
			w.t.Fatal(err)
		}
		var gone *models.FeedGone
		if _, err := models.Feed(w.db.Read(w.t.Context()), 0, nil, 50); !errors.As(err, &gone) || gone.Oldest != 3 {
			w.t.Errorf("after the retention the feed says %v", err)
		}
		if delivery := w.deliveries()[0]; delivery.BodyID == nil {
			w.t.Error("the last 50 of an endpoint keep their bodies")
		}
	})
}

func TestHowLongHistoryIsKeptIsTheAccounts(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.endpoint(receiver)
		w.write(func(tx *models.Tx) error {
			account, err := models.FindAccount(tx)
			if err != nil {
				return err
			}
			settings := account.Settings()
			settings.KeptBodies, settings.KeptDeliveries = 7, 14
			if err := account.Change(tx, settings); err != nil {
				return err
			}
			people := make([]models.Person, 60)
			return tx.CreateInBatches(&people, 60).Error
		})
		w.allEnded()
		retain := func() (bodies int) {
			if _, err := w.db.Retain(w.t.Context(), w.now(), false); err != nil {
				w.t.Fatal(err)
			}
			for _, delivery := range w.deliveries() {
				if delivery.BodyID != nil {
					bodies++
				}
			}
			return bodies
		}
		for _, one := range []struct{ days, bodies, deliveries int }{{6, 60, 60}, {2, 50, 60}, {7, 50, 50}} {
			w.later(time.Duration(one.days) * 24 * time.Hour)
			if bodies := retain(); bodies != one.bodies || len(w.deliveries()) != one.deliveries {
				w.t.Errorf("%d days on: %d bodies and %d deliveries are kept, want %d and %d", one.days, bodies, len(w.deliveries()), one.bodies, one.deliveries)
			}
		}
	})
}

func TestRetentionKeepsTheLastFifty(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.endpoint(receiver)
		w.write(func(tx *models.Tx) error {
			people := make([]models.Person, 60)
			return tx.CreateInBatches(&people, 60).Error
		})
		w.allEnded()
		w.later(100 * 24 * time.Hour)
		if _, err := w.db.Retain(w.t.Context(), w.now(), false); err != nil {
			w.t.Fatal(err)
		}
		if got := len(w.deliveries()); got != 50 {
			w.t.Errorf("%d deliveries stay", got)
		}
	})
}

func TestAnErasureReachesWhatWasSentAndWhatWasNot(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Next(hooktest.Text("thanks, Noor"), hooktest.Status(http.StatusInternalServerError))
		w.endpoint(receiver)
		person := w.person("Noor")
		w.allEnded()
		w.rename(person, "Noor Amal")
		w.until("the failure", func() bool { return w.deliveries()[1].Tries == 1 })
		w.write(func(tx *models.Tx) error { return person.Erase(tx) })
		heard := receiver.Wait(w.t, 3)
		if bytes.Contains(heard[2].Body, []byte("Fields")) {
			w.t.Errorf("the farewell says %s", heard[2].Body)
		}
		all := w.allEnded()
		if all[1].State != models.Skipped || all[1].Reason != models.SkippedErased {
			w.t.Errorf("what was not sent is %+v", all[1])
		}
		for _, delivery := range all {
			body, err := models.FindBody(w.db.Read(w.t.Context()), *delivery.BodyID)
			if err != nil || bytes.Contains(body.Bytes, []byte("Noor")) {
				w.t.Errorf("a body still says %s, %v", body.Bytes, err)
			}
			attempts, err := delivery.Attempts(w.db.Read(w.t.Context()))
			if err != nil {
				w.t.Fatal(err)
			}
			for _, attempt := range attempts {
				if attempt.Answer == "thanks, Noor" {
					w.t.Error("an answer still repeats the name")
				}
			}
		}
	})
}

func TestAQuietImportTellsTheFeedAlone(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	w.endpoint(receiver)
	quiet := models.WithBy(t.Context(), models.By{Kind: models.ByImport, Name: "people.csv", Quiet: true})
	if err := w.db.Write(quiet, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Ida"}).Error }); err != nil {
		t.Fatal(err)
	}
	items, err := models.Feed(w.db.Read(t.Context()), 0, nil, 50)
	if err != nil || len(items) != 1 || len(w.deliveries()) != 0 {
		t.Errorf("the feed has %d, %v; %d deliveries", len(items), err, len(w.deliveries()))
	}
}
