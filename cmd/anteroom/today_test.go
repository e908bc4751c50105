package main_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const lindenBoard = "/admin/today?location=linden-house"

// inColumn answers where a card with a name stands, by the column's heading.
func inColumn(name string) string {
	return `[...document.querySelectorAll(".column")].find((c) => [...c.querySelectorAll("h3")].some((h) => hand.text(h) === ` + quote(name) +
		`))?.querySelector("h2").firstChild.textContent.trim()`
}

// stands waits until somebody's card is in a column.
func (b *tab) stands(name, column string) {
	b.t.Helper()
	b.until(inColumn(name)+` === `+quote(column)+` && "there"`, nil)
}

func (b *tab) flash(want string) {
	b.t.Helper()
	b.until(`hand.text(document.querySelector(".flash p")) === `+quote(want)+` && "said"`, nil)
}

func TestTwoStaffServeOneQueueWithoutGettingInEachOthersWay(t *testing.T) {
	house := demo(t)
	ana, ben := house.ana(t), house.ben(t)
	for _, b := range []*tab{ana, ben} {
		b.open(lindenBoard)
		b.run(`(window.neverReloaded = "yes")`, nil)
		b.stands("Katrin Brandt", "Next up")
	}
	ben.run(`(new MutationObserver(() => { window.flashed ||= !!document.querySelector(".visit.changed"); })
		.observe(document.body, {subtree: true, childList: true, attributes: true}), "watched")`, nil)

	ana.keys("c")
	ana.flash("Katrin Brandt is called.")
	ana.stands("Katrin Brandt", "Called")
	ana.run(`window.neverReloaded`, nil)
	ben.stands("Katrin Brandt", "Called") // live
	ben.until(`window.flashed`, nil)
	ben.run(`window.neverReloaded`, nil)

	ben.refuses(409)
	ana.until(`document.querySelector(".visit")`, nil)
	ben.run(`(() => { // Ben hears nothing from now on, and does not look again either
		dispatchEvent(new Event("pagehide"));
		document.addEventListener("anteroom:refresh", (e) => e.stopImmediatePropagation(), true);
		return "asleep";
	})()`, nil)
	ana.press("Call Johanna van der Aalst-Okonkwo")
	ana.flash("Johanna van der Aalst-Okonkwo is called.")
	ben.press("Call Johanna van der Aalst-Okonkwo")
	ben.says("Ana Castillo already called Johanna van der Aalst-Okonkwo.", "So nothing was changed.")
	ben.stands("Johanna van der Aalst-Okonkwo", "Called")
	ben.run(`window.neverReloaded`, nil)
	ben.run(`(() => { // the news of what Ana did: a board without that word
		document.getElementById("told").remove();
		document.dispatchEvent(new Event("anteroom:swapped"));
		return "fresh";
	})()`, nil)
	ben.says("Ana Castillo already called Johanna van der Aalst-Okonkwo.", "So nothing was changed.")

	ana.keys("u")
	ana.flash("Johanna van der Aalst-Okonkwo is back as before.")
	ana.stands("Johanna van der Aalst-Okonkwo", "Next up")

	ana.press("Start… Katrin Brandt")
	ana.until(`document.querySelector("dialog:modal form input[name=resource]") && "open"`, nil)
	ana.fill("Ben Okafor", "on")
	ana.follow("Start")
	ana.flash("Katrin Brandt is being served by Ben Okafor.")
	ana.stands("Katrin Brandt", "Being served")
	ana.press("Done Katrin Brandt")
	ana.flash("Katrin Brandt is done.")
}

func TestSomebodyIsAddedToTheLineByKeysAlone(t *testing.T) {
	house := demo(t)
	ana, ben := house.ana(t), house.ben(t)
	ben.listens()
	ana.open(lindenBoard)
	ana.keys("n")
	ana.until(`document.activeElement.closest("dialog:modal") && document.activeElement.name === "phone" && "typing"`, nil)
	name := func(want string) {
		t.Helper()
		ana.until(`document.querySelector("dialog [name=firstName]").value === `+quote(want)+` && document.querySelector("dialog #known > *") && "so"`, nil)
	}
	ana.keys("0", "3", "0", "9", "0", "1", "8", "2", "0", "6", "4")
	name("Oskar") // filled in while typing
	ana.keys("9")
	name("") // nobody has this number
	ana.fill("Phone", "brandt")
	ana.until(`document.querySelector("dialog #known input[data-first=Ida]") && "offered"`, nil)
	ana.fill("Ida Brandt", "on")
	var filled string
	ana.until(`document.querySelector("dialog [name=firstName]").value === "Ida" && document.querySelector("dialog [name=phone]").value`, &filled)
	if strings.Contains(filled, "brandt") {
		t.Errorf("the phone is %q", filled)
	}
	ana.run(`document.documentElement.dataset.old = "yes"`, nil)
	ana.shiftEnter()
	ana.until(`!document.documentElement.dataset.old && document.readyState === "complete" && "there"`, nil)
	ana.until(`location.pathname === "/admin/today/new" && document.activeElement.name === "phone" && "next"`, nil)
	ana.until(`hand.text(document.querySelector(".flash p")).startsWith("Ida Brandt has the ticket") && "said"`, nil)
	ana.fill("First name", "Zoe")
	ana.keys("\r")
	ana.stands("Zoe", "Next up")
	ana.stands("Ida Brandt", "Next up")
	ben.until(`window.tones > 2 && "heard"`, nil)
	ana.until(`document.querySelector("[data-sound][aria-pressed=false]:not([hidden])") && "off until it is switched on"`, nil)
}

// listens opens the board, switches its sound on, which is heard once, and counts tones from then on.
func (b *tab) listens() {
	b.t.Helper()
	b.open(lindenBoard)
	b.run(`(() => {
		window.tones = 0;
		const start = OscillatorNode.prototype.start;
		OscillatorNode.prototype.start = function (at) { window.tones++; return start.call(this, at); };
		return "counting";
	})()`, nil)
	b.press("Sound")
	b.until(`document.querySelector("[data-sound]").ariaPressed === "true" && window.tones === 2 && "on"`, nil)
}

// shiftEnter sends a form by its second button.
func (b *tab) shiftEnter() {
	b.t.Helper()
	b.do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierShift)))
}
