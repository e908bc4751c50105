package webhooks_test

import (
	"bytes"
	"net/http"
	"testing"

	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

// A visit by name alone has no person whose erasure would reach it.
func TestAnErasedVisitIsTakenOutOfWhatWasSentAndWhatWasNot(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Next(hooktest.Text("thanks, Noor"), hooktest.Status(http.StatusInternalServerError))
		var visit *models.Visit
		w.write(func(tx *models.Tx) error {
			_, err := models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"})
			return err
		})
		w.endpoint(receiver)
		w.write(func(tx *models.Tx) error {
			location, err := models.FindLocationByPublicID(tx, models.Everywhere(), "north")
			if err != nil {
				return err
			}
			visit, err = location.Join(tx, models.NewVisit{FirstName: "Noor", ForStaff: true})
			return err
		})
		w.allEnded()
		w.write(func(tx *models.Tx) error { return visit.Delete(tx) })
		w.until("the failure", func() bool { return w.deliveries()[1].Tries == 1 })
		w.write(func(tx *models.Tx) error { return models.EraseVisit(tx, models.Everywhere(), visit.PublicID) })
		heard := receiver.Wait(w.t, 3)
		if bytes.Contains(heard[2].Body, []byte("firstName")) || !bytes.Contains(heard[2].Body, []byte(visit.PublicID)) {
			w.t.Errorf("the farewell says %s", heard[2].Body)
		}
		all := w.allEnded()
		if len(all) != 3 || all[1].State != models.Skipped || all[1].Reason != models.SkippedErased || all[2].State != models.Delivered {
			w.t.Errorf("%+v", all)
		}
		for _, delivery := range all {
			body, err := models.FindBody(w.db.Read(w.t.Context()), *delivery.BodyID)
			if err != nil || bytes.Contains(body.Bytes, []byte("Noor")) {
				w.t.Errorf("a body still says %s, %v", body.Bytes, err)
			}
			attempts, err := delivery.Attempts(w.db.Read(w.t.Context()))
			if err != nil || len(attempts) > 0 && attempts[0].Answer == "thanks, Noor" {
				w.t.Errorf("an answer still repeats the name: %+v, %v", attempts, err)
			}
		}
	})
}
