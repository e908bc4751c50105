package webhooks_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// Whoever changes something waits a little for a slow receiver; the try goes on without them.
func TestAWriteWaitsForASlowReceiverNoLongerThanItMay(t *testing.T) {
	w := newStillWorld(t, models.SQLite)
	w.config.Wait, w.config.Client.Total = 50*time.Millisecond, 5*time.Minute
	w.sender = w.newSender()
	w.use(w.sender)
	w.start(w.sender)
	receiver, answer := hooktest.New(t), make(chan struct{})
	receiver.Always(func(out http.ResponseWriter, _ *http.Request, closing <-chan struct{}) {
		select {
		case <-answer:
		case <-closing:
		}
	})
	w.endpoint(receiver)
	began := time.Now()
	w.person("Noor")
	if took := time.Since(began); took < w.config.Wait || took > patience {
		t.Errorf("the write took %s, and may wait %s", took, w.config.Wait)
	}
	if pending := w.deliveries()[0]; pending.State != models.Pending || pending.LeaseBy == "" {
		t.Errorf("meanwhile the delivery is %+v", pending)
	}
	close(answer)
	if ended := w.allEnded(); ended[0].State != models.Delivered || ended[0].Tries != 1 || len(receiver.Received()) != 1 {
		t.Errorf("the try was cut short: %+v", ended[0])
	}
}

// What finds no free slot waits for one; whoever caused it does not.
func TestAnEndpointHasNoMoreTriesAtOnceThanSlots(t *testing.T) {
	w := newStillWorld(t, models.SQLite)
	w.config.Wait = 0
	w.sender = w.newSender()
	w.use(w.sender)
	w.start(w.sender)
	receiver, answer := hooktest.New(t), make(chan struct{})
	receiver.Always(func(out http.ResponseWriter, _ *http.Request, closing <-chan struct{}) {
		select {
		case <-answer:
		case <-closing:
		}
	})
	w.endpointAs(webhooks.Draft{URL: receiver.URL(), IsActive: true, Slots: 2})
	for n := range 2 {
		w.person(fmt.Sprint("Noor ", n))
	}
	receiver.Wait(t, 2)
	w.person("Ida")
	if got := len(receiver.Settle(100 * time.Millisecond)); got != 2 {
		t.Errorf("%d requests at once in two slots", got)
	}
	close(answer)
	receiver.Wait(t, 3)
	w.allEnded()
}

// anteroom-previous leads from each event addressed to an endpoint to the one before, across whatever its filters held back.
func TestPreviousIsTheLastEventAddressedToThisEndpoint(t *testing.T) {
	each(t, func(w *world) {
		all, some, late := hooktest.New(w.t), hooktest.New(w.t), hooktest.New(w.t)
		w.endpoint(all)
		w.endpointAs(webhooks.Draft{URL: some.URL(), IsActive: true, EventTypes: []string{webhooks.AddPerson, webhooks.DeletePerson}})
		noor := w.person("Noor")   // 1
		w.rename(noor, "Nour")     // 2
		w.rename(noor, "Nour Ali") // 3
		w.allEnded()
		w.endpoint(late)
		w.person("Ida")                                               // 4
		w.write(func(tx *models.Tx) error { return noor.Remove(tx) }) // 5
		w.write(func(*models.Tx) error { return nil })                // says nothing and takes no number
		w.person("Sam")                                               // 6
		w.allEnded()
		for name, one := range map[string]struct {
			receiver *hooktest.Receiver
			want     string
		}{
			"the one for everything": {all, "1>0 2>1 3>2 4>3 5>4 6>5"},
			"the one with a filter":  {some, "1>0 4>1 5>4 6>5"},
			"the one that came late": {late, "4>0 5>4 6>5"},
		} {
			var chain []string
			for _, request := range one.receiver.Received() {
				chain = append(chain, request.Header.Get("anteroom-sequence")+">"+request.Header.Get("anteroom-previous"))
			}
			if got := strings.Join(chain, " "); got != one.want {
				w.t.Errorf("%s heard %s, want %s", name, got, one.want)
			}
		}
	})
}

// The words that an account chose for its two dates stand in bodies from then on; those that were frozen stay as they are.
func TestTheTwoDatesAreCalledAsTheAccountSays(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	w.endpoint(receiver)
	list := &models.Waitlist{Name: "Infants", IsPublic: true, IsOpen: true}
	noor := w.person("Noor")
	w.write(func(tx *models.Tx) error {
		if _, err := list.Save(tx); err != nil {
			return err
		}
		_, _, err := list.Add(tx, noor, models.NewEntry{RequestedDate: models.Date{Year: 2026, Month: 6, Day: 30}})
		return err
	})
	w.write(func(tx *models.Tx) error {
		account, err := models.FindAccount(tx)
		if err != nil {
			return err
		}
		settings := account.Settings()
		settings.AddedDateKey, settings.RequestedDateKey = "Date of application", "Start"
		return account.Change(tx, settings)
	})
	w.rename(noor, "Nour")
	heard := receiver.Wait(t, 3)
	for n, want := range map[int]string{1: `"AddedDate":"`, 2: `"Date of application":"`} {
		if !bytes.Contains(heard[n].Body, []byte(want)) {
			t.Errorf("the %dth says %s", n+1, heard[n].Body)
		}
	}
	if !bytes.Contains(heard[2].Body, []byte(`"Start":"2026-06-30T00:00:00"`)) || bytes.Contains(heard[2].Body, []byte("AddedDate")) {
		t.Errorf("the last says %s", heard[2].Body)
	}
	var schemas hooktest.Schemas
	schemas.Check(t, "standard", webhooks.UpdatePerson, heard[2].Body)
	w.allEnded()
}

// Whoever is switched off or deleted is sent nothing more; what waited is kept as skipped.
func TestWhatWaitsForAnEndpointThatGoesIsSkipped(t *testing.T) {
	each(t, func(w *world) {
		for reason, leave := range map[models.SkippedReason]func(*models.Endpoint, *models.Tx) error{
			models.SkippedDisabled: func(e *models.Endpoint, tx *models.Tx) error { return e.Disable(tx, models.DisabledByStaff) },
			models.SkippedDeleted:  (*models.Endpoint).Delete,
		} {
			receiver := hooktest.New(w.t)
			receiver.Always(hooktest.Status(http.StatusInternalServerError))
			endpoint, _ := w.endpoint(receiver)
			w.person("Noor")
			mine := func() (found []models.Delivery) {
				for _, delivery := range w.deliveries() {
					if delivery.EndpointID == endpoint.ID {
						found = append(found, delivery)
					}
				}
				return found
			}
			w.until("the failure", func() bool { return len(mine()) == 1 && mine()[0].Tries == 1 && mine()[0].LeaseBy == "" })
			w.write(func(tx *models.Tx) error { return leave(endpoint, tx) })
			if left := mine()[0]; left.State != models.Skipped || left.Reason != reason || left.BodyID == nil || left.FinishedAt == nil {
				w.t.Errorf("what waited is %+v, want it skipped as %s", left, reason)
			}
			w.later(time.Hour)
			if got := len(receiver.Settle(50 * time.Millisecond)); got != 1 {
				w.t.Errorf("%d requests after it went (%s)", got-1, reason)
			}
			if reason == models.SkippedDisabled {
				w.write(func(tx *models.Tx) error { return endpoint.Delete(tx) })
			}
		}
	})
}

// Five for the account and five for each location, those that are switched off included; one of two locations counts for both.
func TestEndpointsAreCountedForEachOfTheirLocations(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	places := map[string]string{}
	w.write(func(tx *models.Tx) error {
		for _, name := range []string{"North", "South"} {
			location, err := models.CreateLocation(tx, models.LocationSettings{Name: name, TimeZone: "Europe/Berlin"})
			if err != nil {
				return err
			}
			places[name] = location.PublicID
		}
		return nil
	})
	add := func(isActive bool, locations ...string) (*models.Endpoint, error) {
		draft := webhooks.Draft{URL: receiver.URL(), IsActive: isActive}
		for _, name := range locations {
			draft.LocationIDs = append(draft.LocationIDs, places[name])
		}
		var endpoint *models.Endpoint
		err := w.db.Write(t.Context(), func(tx *models.Tx) (err error) {
			endpoint, _, err = w.sender.Create(tx, draft)
			return err
		})
		return endpoint, err
	}
	var both *models.Endpoint
	for n := range models.EndpointLimit {
		made, err := add(n%2 == 0, "North", "South")
		if err != nil {
			t.Fatal(err)
		}
		both = made
	}
	for _, locations := range [][]string{{"North"}, {"South"}, {"South", "North"}} {
		if _, err := add(true, locations...); err == nil {
			t.Errorf("a sixth for %v is taken", locations)
		}
	}
	if _, err := add(true); err != nil {
		t.Errorf("the account has none yet: %v", err)
	}
	w.write(func(tx *models.Tx) error { return both.Delete(tx) })
	if _, err := add(true, "North"); err != nil {
		t.Errorf("one was deleted: %v", err)
	}
}

// What a live page of an endpoint follows grows with each delivery and each try, on both engines.
func TestALivePageHearsOfDeliveriesAndTries(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Next(hooktest.Status(http.StatusInternalServerError))
		endpoint, _ := w.endpoint(receiver)
		last := int64(-1)
		grown := func() bool {
			versions, err := models.Versions(w.db.Read(w.t.Context()), map[models.Watch]bool{endpoint.Watch(): true})
			if err != nil {
				w.t.Fatal(err)
			}
			before := last
			last = versions[endpoint.Watch()]
			return last > before
		}
		grown()
		w.person("Noor")
		w.until("news of the first try", grown)
		w.until("its result", func() bool { return w.deliveries()[0].LeaseBy == "" })
		grown()
		w.later(10 * time.Second)
		w.until("news of the second", grown)
		w.allEnded()
		if seen, err := endpoint.Watch().InScope(w.db.Read(w.t.Context()), models.Scope{}); err != nil || !seen || !endpoint.Watch().IsOfAdmins() {
			w.t.Errorf("it is seen: %v, %v", seen, err)
		}
	})
}
