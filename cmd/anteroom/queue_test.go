package main_test

import "testing"

// openQuay makes a location that is always open and whose line takes people.
func (b *tab) openQuay() {
	b.t.Helper()
	b.open("/admin/settings/locations/new")
	b.fill("Name", "Quay")
	b.follow("Save")
	b.open("/admin/settings/locations")
	b.follow("Quay")
	b.until(`(document.querySelector("[name=queue][value=open]").click(), "chosen")`, nil)
	b.follow("Save the queue")
	b.says("The queue of Quay is open.")
}

// lineUp fills in the form of a line as a person does.
func (b *tab) lineUp(address, first, button string) {
	b.t.Helper()
	b.open(address)
	b.fill("First Name", first)
	b.fill("Last Name", "Haddad")
	b.fill("Email", first+"@example.org")
	b.patient()
	b.follow(button)
}

func TestACustomerOnAPhoneSeesLiveThatTheyAreCalled(t *testing.T) {
	house := demo(t)
	ana := house.ana(t)
	ana.openQuay()
	phone := openTab(t, house.url)
	phone.size(390)
	phone.lineUp("/queue/quay", "Salma", "Join the line")
	phone.says("You are next in line", "A001")
	phone.run(`(window.neverReloaded = "yes")`, nil)
	phone.run(`(document.querySelector("#why-cancellation").click(), "open")`, nil)
	phone.fill("Reason", "Feeling ill")

	ana.open("/admin/today?location=quay")
	ana.press("Call Salma Haddad")
	phone.says("It is your turn")
	phone.until(`document.getElementById("said").textContent.includes("It is your turn") && "read out"`, nil)
	phone.until(`window.neverReloaded === "yes" && "still the same page"`, nil)
	phone.until(`document.activeElement.id === "f-reason" && "still typing"`, nil)
	phone.follow("Leave the line")
	phone.says("You have left the line", "The reason given: Feeling ill")
}

func TestAKioskForgetsWhoeverWalksAway(t *testing.T) {
	house := demo(t)
	house.ana(t).openQuay()
	kiosk := openTab(t, house.url)
	kiosk.open("/queue/quay/kiosk")
	kiosk.until(`document.querySelector("[data-return]").dataset.return === "60" && "a minute"`, nil)
	kiosk.run(`(document.documentElement.dataset.old = "yes", document.querySelector("[data-return]").dataset.return = ".5")`, nil)
	kiosk.fill("First Name", "Rana")
	kiosk.until(`!document.documentElement.dataset.old && document.readyState === "complete" && document.querySelector("[name=firstName]").value === "" && "forgotten"`, nil)
	kiosk.lineUp("/queue/quay/kiosk", "Omar", "Get a ticket")
	kiosk.says("Your ticket is", "A001")
	kiosk.follow("Done")
	kiosk.says("Get a ticket")
}
