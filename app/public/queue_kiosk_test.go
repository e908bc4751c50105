package public_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestAKioskShowsATicketAndGoesBackToItsStart(t *testing.T) {
	s := openSalon(t)
	page := s.visitor.Get("/queue/harbour/kiosk").Wants(200).Says("Join the line at Harbour", "Get a ticket")
	for _, want := range []string{
		`data-return="60" data-to="/queue/harbour/kiosk"`, `<noscript><meta http-equiv="refresh" content="180;url=/queue/harbour/kiosk">`, `autocomplete="off"`,
	} {
		if !strings.Contains(page.Body, want) {
			t.Errorf("the kiosk has no %s", want)
		}
	}
	if strings.Contains(page.Body, "data-guard") {
		t.Error("the browser asks before it forgets")
	}
	if strings.Contains(page.Body, `autocomplete="given-name"`) {
		t.Error("the browser offers the names of others")
	}
	answer := s.sign("/queue/harbour/kiosk", guest("phone", "")).Wants(303) // who stands there need not be reached
	if !strings.HasPrefix(answer.Location, "/queue/harbour/kiosk/ticket/") {
		t.Fatalf("it leads to %s", answer.Location)
	}
	ticket := s.visitor.Get(answer.Location).Wants(200).Says("Your ticket is A001", "1 person waiting").Hides("Noor", "/p/")
	for _, want := range []string{`data-return="60"`, `content="60;url=/queue/harbour/kiosk"`} {
		if !strings.Contains(ticket.Body, want) {
			t.Errorf("the ticket has no %s", want)
		}
	}
	if cache := ticket.Header.Get("Cache-Control"); cache != "no-store" {
		t.Errorf("a ticket is kept: %s", cache)
	}
	s.later(11 * time.Minute)
	s.visitor.Get(answer.Location).Wants(410)
	s.visitor.Get("/queue/harbour/kiosk/ticket/forged").Wants(404)
	s.sign("/queue/harbour/kiosk", guest("party", "x", "firstName", "Omar")).Wants(422).Says("from 1 to 50")
	board, err := s.at.Queue(s.DB.Read(t.Context()), s.clock())
	if err != nil || len(board.Waiting) != 1 || board.Waiting[0].Source != "KIOSK" {
		t.Errorf("%+v, %v", board, err)
	}
}

func TestAPosterHoldsTheAddressOfTheLine(t *testing.T) {
	s := openSalon(t)
	s.visitor.Get("/queue/harbour/poster").Wants(200).Says("Join the line at Harbour", s.URL+"/queue/harbour", "Linden House")
}

func TestADisplayShowsTicketsAndNothingAboutAnybody(t *testing.T) {
	s := openSalon(t)
	s.visitor.Get("/display/harbour").Wants(200).Says("Harbour", "10:00", "Nobody is waiting", "Join the line")
	var all []*models.Visit
	s.Write(func(tx *models.Tx) error {
		for range 16 {
			v, err := s.at.Join(tx, models.NewVisit{FirstName: "Noor", LastName: "Haddad", Phone: "040 123456", Email: "noor@families.example", Notes: "allergic", ForStaff: true})
			if err != nil {
				return err
			}
			all = append(all, v)
		}
		return nil
	})
	s.change(all[0], func(v *models.Visit, tx *models.Tx) error { return v.Serve(tx, s.mia) })
	s.change(all[1], (*models.Visit).Call)
	page := s.visitor.Get("/display/harbour").Says("Please come forward A002", "Waiting A003", "and 2 more", "Being served A001").
		Hides("Noor", "Haddad", "040 123456", "noor@", "allergic", "/p/", "Sommer")
	if !strings.Contains(page.Body, `data-called="A002"`) || !strings.Contains(page.Body, `content="10"`) {
		t.Error("the display does not follow the line")
	}
	s.set(func(l *models.Location, tx *models.Tx) error { return l.ShowNames(tx, true) })
	s.visitor.Get("/display/harbour").Says("A002 Noor").Hides("Haddad", "040 123456")
	s.set((*models.Location).PauseQueue)
	s.visitor.Get("/display/harbour").Says("A short break")
	s.set((*models.Location).CloseQueue)
	s.visitor.Get("/display/harbour").Says("The line is closed")
	s.later(12 * time.Hour)
	s.visitor.Get("/display/harbour").Says("Closed now")
}
