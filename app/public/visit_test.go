package public_test

import (
	"bufio"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestACustomerSeesTheirPlaceInLine(t *testing.T) {
	s := openSalon(t)
	ida, noor := s.join("Wilhelmina"), s.join("Noor")
	s.visitor.Get(link(ida)).Wants(200).Says("You are next in line", "Updated 10:00", "A001", "Harbour", "040 555010").Hides("Wilhelmina", "min ·")
	page := s.visitor.Get(link(noor)).Wants(200).Says("You are 2nd in line", "A002", "Joined", "Called", "Served")
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Set-Cookie": "",
	} {
		if got := page.Header.Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if len(noor.Token) < 22 {
		t.Errorf("a token of %d letters holds less than 128 bits", len(noor.Token))
	}
	s.change(ida, (*models.Visit).Call)
	s.visitor.Get(link(ida)).Says("It is your turn", "Please come to us now, at Harbour.")
	s.change(ida, func(v *models.Visit, tx *models.Tx) error { return v.Serve(tx, s.mia) })
	s.visitor.Get(link(ida)).Says("You are being served").Hides("/cancellation", "/delay")
	s.visitor.Get(link(noor)).Says("You are next in line")
	s.change(ida, (*models.Visit).Complete)
	s.visitor.Get(link(ida)).Says("Thank you for coming", "Join the line again").Hides("data-follow")
}

func TestAWaitIsToldOnceItCanBeMeasured(t *testing.T) {
	s := openSalon(t)
	s.measured()
	s.join("Ida")
	noor := s.join("Noor")
	page := s.visitor.Get(link(noor)).Says("You are 2nd in line", " min")
	if !strings.Contains(page.Text(), "about ") && !strings.Contains(page.Text(), "up to ") {
		t.Errorf("no range is told: %s", page.Text())
	}
}

func TestALinkThatOpensNothingIsAlwaysTheSame(t *testing.T) {
	s := openSalon(t)
	over, deleted := s.join("Ida"), s.join("Noor")
	s.change(over, func(v *models.Visit, tx *models.Tx) error { return v.Cancel(tx, true) })
	s.change(deleted, (*models.Visit).Delete)
	var held *models.Visit
	s.Write(func(tx *models.Tx) (err error) {
		held, err = s.at.Hold(tx, models.NewVisit{FirstName: "Ben", Date: "2026-11-03T10:00", ServiceIDs: []int64{s.haircut.ID}})
		return err
	})
	s.visitor.Get(link(over)).Wants(200)
	s.later(31 * 24 * time.Hour)
	never := s.visitor.Get("/p/never").Wants(404).Says("This link does not open anything")
	for _, path := range []string{link(over), link(deleted), link(held), "/p/" + strings.Repeat("x", 43), "/p/" + over.PublicID} {
		if page := s.visitor.Get(path).Wants(404); page.Body != never.Body {
			t.Errorf("%s differs", path)
		}
		for _, noun := range []string{"arrival", "delay", "cancellation", "undo"} {
			s.visitor.Post(path+"/"+noun, nil).Wants(404).Says("This link does not open anything")
		}
		s.visitor.Get(path + "/appointment.ics").Wants(404)
		s.visitor.Get(path + "/stream").Wants(404)
	}
}

func TestACustomerArrivesAsksForTimeAndLeaves(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	for _, name := range []string{"Noor", "Jonas", "Ella", "Omar"} {
		s.join(name)
	}
	s.visitor.Get(link(ida)).Says("I have arrived", "I need more time", "Leave the line")
	if now := s.load(ida); len(now.Tags) != 0 || now.Version != ida.Version && *now.Position != 1 {
		t.Errorf("looking changed the visit: %+v", now)
	}
	s.visitor.Post(link(ida)+"/arrival", nil).WantsRedirect(link(ida))
	s.visitor.Get(link(ida)).Says("We know that you are here").Hides("I have arrived")
	s.visitor.Post(link(ida)+"/arrival", nil).Wants(422).Says("That is not possible any more")

	s.visitor.Post(link(ida)+"/delay", nil).WantsRedirect(link(ida))
	s.visitor.Get(link(ida)).Says("You are 4th in line", "some more time").Hides("I need more time")
	s.visitor.Post(link(ida)+"/delay", nil).Wants(422)
	if now := s.load(ida); *now.Position != 4 {
		t.Errorf("more time is given twice: place %d", *now.Position)
	}

	s.visitor.Post(link(ida)+"/cancellation", nil).WantsRedirect(link(ida))
	s.visitor.Get(link(ida)).Says("You have left the line", "take it back", "Join the line again")
	s.visitor.Post(link(ida)+"/cancellation", nil).Wants(422)
	s.visitor.Post(link(ida)+"/undo", nil).WantsRedirect(link(ida))
	s.visitor.Get(link(ida)).Says("You are 4th in line")
	s.visitor.Post(link(ida)+"/undo", nil).Wants(422).Says("too late to take that back")

	s.visitor.Post(link(ida)+"/cancellation", nil).Wants(303)
	s.later(61 * time.Second)
	s.visitor.Get(link(ida)).Hides("take it back")
	s.visitor.Post(link(ida)+"/undo", nil).Wants(422)
	if event := s.load(ida); event.UpdatedBy != "portal" {
		t.Errorf("by %s", event.UpdatedBy)
	}
}

func TestWhoLeavesMaySayWhy(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	s.visitor.Get(link(ida)).Says("Say why…", "Reason (optional)")
	long := strings.Repeat("ill ", 130)
	refused := s.visitor.Post(link(ida)+"/cancellation", url.Values{"reason": {long}}).Wants(422).Says("Please shorten this to 500 characters", "Leave the line")
	if !strings.Contains(refused.Body, `value="`+long) {
		t.Error("what was typed is lost")
	}
	s.visitor.Post(link(ida)+"/cancellation", url.Values{"reason": {" Feeling <b>ill</b> "}}).WantsRedirect(link(ida))
	s.visitor.Get(link(ida)).Says("You have left the line", "The reason given: Feeling <b>ill</b>")
	s.visitor.Post(link(ida)+"/undo", nil).Wants(303)
	s.visitor.Get(link(ida)).Hides("The reason given")

	noor := s.join("Noor")
	s.change(noor, func(v *models.Visit, tx *models.Tx) error { return v.CancelBecause(tx, "Nobody is in today.", true) })
	s.visitor.Get(link(noor)).Says("Your place in line has ended", "The reason given: Nobody is in today.")
}

func TestWhatStaffEndedACustomerDoesNotTakeBack(t *testing.T) {
	s := openSalon(t)
	removed, missed := s.join("Ida"), s.join("Noor")
	s.change(removed, func(v *models.Visit, tx *models.Tx) error { return v.Cancel(tx, true) })
	s.visitor.Get(link(removed)).Says("Your place in line has ended", "Somebody at Harbour").Hides("take it back")
	s.visitor.Post(link(removed)+"/undo", nil).Wants(422)
	s.change(missed, (*models.Visit).NoShow)
	s.visitor.Get(link(missed)).Says("We missed you", "Join the line again")
	s.visitor.Post(link(missed)+"/undo", nil).Wants(422)

	named := s.join("Mila")
	staff := models.WithBy(t.Context(), models.By{Kind: models.ByUser, Name: "portal"})
	err := s.DB.Write(staff, func(tx *models.Tx) error {
		v, err := models.FindVisit(tx, models.Everywhere(), named.PublicID)
		if err != nil {
			return err
		}
		return v.Cancel(tx, true)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.visitor.Get(link(named)).Says("Your place in line has ended").Hides("take it back")
	s.visitor.Post(link(named)+"/undo", nil).Wants(422)
}

func TestMoreTimeForSomebodyWhoWasCalledMovesNobody(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	s.join("Noor")
	s.change(ida, (*models.Visit).Call)
	s.visitor.Get(link(ida)).Says("We let the staff know that you are late.")
	s.visitor.Post(link(ida)+"/delay", nil).Wants(303)
	if now := s.load(ida); *now.Position != 1 || !now.HasTag(models.TagAlerted) || !now.HasTag(models.TagDelayed) {
		t.Errorf("place %d, tags %v", *now.Position, now.Tags)
	}
}

func TestAPageInLineHearsThatTheQueueChanged(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	page := s.visitor.Get(link(ida))
	_, rest, _ := strings.Cut(page.Body, `data-follow="`)
	address, _, _ := strings.Cut(rest, `"`)
	listen := func() (*bufio.Reader, func()) {
		answer := s.visitor.Stream(address)
		if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream" || answer.Header.Get("X-Accel-Buffering") != "no" {
			t.Fatalf("%d %v", answer.StatusCode, answer.Header)
		}
		lines := bufio.NewReader(answer.Body)
		if line, err := lines.ReadString('\n'); err != nil || line != ": listening\n" {
			t.Fatalf("%q, %v", line, err)
		}
		return lines, func() { _ = answer.Body.Close() }
	}
	lines, leave := listen()
	defer leave()
	s.change(ida, (*models.Visit).Call)
	next(t, lines)
	late, leave := listen()
	defer leave()
	next(t, late) // what happened between the page and its stream is told at once
}

// next waits for a message that holds nothing but a name.
func next(t *testing.T, lines *bufio.Reader) {
	t.Helper()
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if name, isData := strings.CutPrefix(line, "data: "); isData {
			if !strings.HasPrefix(name, "location:") {
				t.Errorf("the stream says %q", name)
			}
			return
		}
	}
}

func TestACustomerAtAStaffBrowserIsTheCustomer(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	s.As(models.RoleAdmin).Post(link(ida)+"/arrival", nil).Wants(303)
	if by := s.load(ida).UpdatedBy; by != "portal" {
		t.Errorf("it was %s", by)
	}
}

func TestAFormOfAnotherSiteLeavesNoLine(t *testing.T) {
	s := openSalon(t)
	ida := s.join("Ida")
	stranger := s.Visitor()
	stranger.Header.Set("Sec-Fetch-Site", "cross-site")
	stranger.Post(link(ida)+"/cancellation", nil).Wants(403)
	if !s.load(ida).IsOpen() {
		t.Error("it was cancelled")
	}
}
