package main_test

import (
	"strconv"
	"testing"
	"time"
)

func TestEverythingCanBeDoneWithoutScripts(t *testing.T) {
	house := demo(t)
	family := openTab(t, house.url)
	family.noScripts()
	family.open("/signup/toddlers")
	family.signUp(child("Ada", "Petrova"))
	family.says("Ada Petrova", "in line for Toddlers")

	ben := openTab(t, house.url)
	ben.noScripts()
	ben.open("/admin/waitlists/toddlers")
	ben.says("Log in")
	house.setPassword(t, "ben@linden.example")
	ben.logIn("ben@linden.example")
	ben.open("/admin/waitlists/toddlers")
	names := ben.names()
	ben.follow("Move " + names[3] + " up")
	ben.until(inThisOrder(moved(names, 3, 2)), nil)
	ben.follow("Undo")
	ben.until(inThisOrder(names), nil)

	ben.follow("Ada Petrova")
	ben.follow("Edit")
	ben.fill("Last Name", "Petrova-Lund")
	ben.follow("Save")
	ben.says("Ada Petrova-Lund")
	ben.fill("New note", "Called back, comes on Monday.")
	ben.follow("Add the note")
	ben.says("Called back, comes on Monday.")
	ben.press("Menu of Ben Okafor")
	ben.follow("Log out")
	ben.open("/admin/people")
	ben.says("Log in")
}

// signUp fills the public form in, field by field, and joins, no quicker than a person could: the form suspects those.
func (b *tab) signUp(typed [][2]string) {
	b.t.Helper()
	for _, pair := range typed {
		b.fill(pair[0], pair[1])
	}
	b.until(`performance.now() - performance.getEntriesByType("navigation")[0].responseEnd > 2000`, nil)
	b.follow("Join the waitlist")
}

// yearsAgo is the year of a birthdate.
func yearsAgo(n int) string { return strconv.Itoa(time.Now().Year() - n) }
