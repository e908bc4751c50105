package main_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"anteroom/webhooks/hooktest"
)

// From an empty installation to a day with a line and appointments: what the list of first steps leads to, done by hand.
func TestANewcomerOpensTheDoorAndHearsOfTheFirstVisits(t *testing.T) {
	house := newPlace(t, "ANTEROOM_WEBHOOK_ALLOW=127.0.0.1/32", "ANTEROOM_WEBHOOK_RETRY=1s,1s,1s").serve()
	receiver := hooktest.New(t)

	ana := openTab(t, house.url)
	ana.setUp(house.link, "Both, a line and appointments")
	ana.says("The line at Linden House", "Appointments", "To put into your website")
	ana.follow("To today’s board")
	ana.says("First steps", "Nobody is waiting.")

	ana.follow("Opening hours")
	ana.until(`(document.querySelectorAll("[name=openFrom]").forEach((from) => from.value = "0"), "from midnight")`, nil)
	ana.until(`(document.querySelectorAll("[name=openTo]").forEach((to) => to.value = "24"), "to midnight, each day")`, nil)
	ana.follow("Save the hours")
	ana.open("/admin/today")
	ana.follow("Who works with you")
	ana.fill("Name", "Ben Okafor")
	ana.fill("Visit", "on")
	ana.follow("Save")
	secret := ana.addEndpoint(receiver.URL() + "/hooks")

	phone := openTab(t, house.url)
	phone.size(390)
	phone.open("/")
	phone.follow("Join the line at Linden House")
	phone.lineUp(phone.path(), "Noor", "Join the line")
	phone.says("You are next in line", "A001")
	if button := phone.bookUpToDetails("Visit"); button == "" {
		t.Error("the button to book with says nothing")
	}
	phone.sayWho()
	phone.patient()
	phone.follow("Book ")
	phone.says("Your appointment is booked")

	ana.open("/admin")
	ana.staysWhilePressed()
	ana.press("Call Noor Haddad")
	ana.flash("Noor Haddad is called.")
	ana.press("Start… Noor Haddad")
	ana.until(`document.querySelector("dialog:modal form input[name=resource]") && "open"`, nil)
	ana.fill("Ben Okafor", "on")
	ana.follow("Start")
	ana.press("Done Noor Haddad")
	ana.flash("Noor Haddad is done.")
	ana.until(`!hand.text(document.body).includes("First steps") && "all of them are taken"`, nil)

	booked := firstBooked(t, receiver)
	ana.open("/admin/calendar?date=" + booked)
	ana.says("Salma Haddad")
	receiver.MustVerify(t, secret)
}

// firstBooked waits until the receiver heard that somebody joined the line and that a time was held, which was booked then, and tells the day of the appointment.
func firstBooked(t *testing.T, receiver *hooktest.Receiver) (day string) {
	t.Helper()
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(20 * time.Millisecond) {
		created := map[string]string{}
		for _, body := range receiver.Bodies() {
			var event struct {
				Type string
				Data struct{ State, Date string }
			}
			if err := json.Unmarshal([]byte(body), &event); err != nil {
				t.Fatal(err)
			}
			if event.Type == "visit.created" {
				created[event.Data.State] = event.Data.Date
			}
		}
		if day, _, held := strings.Cut(created["PENDING"], "T"); held && len(created) == 2 {
			return day
		}
	}
	t.Fatalf("the receiver heard %q", receiver.Bodies())
	return ""
}

// staysWhilePressed lets news of the board come while a button is held down: it is swapped once that is let go, so that no click is lost.
func (b *tab) staysWhilePressed() {
	b.t.Helper()
	b.until(`(async () => {
		const board = window.boardBefore = document.querySelector("[data-live]");
		if (!board) return false;
		document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
		document.dispatchEvent(new Event("anteroom:refresh"));
		await new Promise((done) => setTimeout(done, 300));
		return board.isConnected && "it stays";
	})()`, nil)
	b.run(`document.body.dispatchEvent(new PointerEvent("pointerup", { bubbles: true })) && "let go"`, nil)
	b.until(`!window.boardBefore.isConnected && "it is new"`, nil)
}
