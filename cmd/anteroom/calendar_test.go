package main_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// nextMonday is a day on which Linden House is open and nothing of the demo's story stands.
func nextMonday() time.Time {
	day := time.Now().AddDate(0, 0, 21) // its special days come sooner
	for day.Weekday() != time.Monday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// standsAt waits until somebody's appointment stands in a column of the calendar, with these words.
func (b *tab) standsAt(column, name, words string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`[...document.querySelectorAll(".cal-col")].filter((c) => c.getAttribute("aria-label") === %s)
		.some((c) => [...c.querySelectorAll(".cal-event")].some((e) => hand.text(e).includes(%s) && hand.text(e).includes(%s))) && "there"`, quote(column), quote(name), quote(words)), nil)
}

// at waits until the tab's address holds a text.
func (b *tab) at(text string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.readyState === "complete" && location.href.includes(%s) && "there"`, quote(text)), nil)
}

func TestTheCalendarIsUsedByKeysAndByMouse(t *testing.T) {
	house := demo(t)
	ana, ben := house.ana(t), house.ben(t)
	monday := nextMonday()
	day := func(plus int) string { return "date=" + monday.AddDate(0, 0, plus).Format(time.DateOnly) }
	calendar := "/admin/calendar?location=linden-house&" + day(0)

	ana.open(calendar)
	for _, step := range []struct{ key, leads string }{
		{"j", day(1)},
		{"k", day(0)},
		{"w", "view=week"},
		{"j", day(7)},
		{"l", "view=list"},
		{"k", day(0)},
		{"d", "view=day"},
	} {
		ana.keys(step.key)
		ana.at(step.leads)
	}
	ben.open(calendar)
	ben.run(`(window.neverReloaded = "yes")`, nil)

	ana.keys("n")
	ana.at("/admin/visits/new")
	ana.fill("First name", "Mila")
	ana.fill("Last name", "Petrova")
	ana.fill("Service", "Office consultation (30 min)")
	ana.fill("With", "Ben Okafor")
	ana.run(`(() => { document.getElementById("f-time").value = "10:00"; document.getElementById("f-lastName").focus(); return "typed"; })()`, nil)
	ana.keys("\r")
	ana.at("/admin/calendar")
	ana.flash("Mila Petrova is booked for " + monday.Format("Mon 2 Jan 2006") + ", 10:00–10:30.")
	ana.standsAt("Ben Okafor", "Mila Petrova", "10:00–10:30")
	ben.standsAt("Ben Okafor", "Mila Petrova", "10:00–10:30") // live

	ana.dragVisit("Mila Petrova", "Ana Castillo", "13:30")
	ana.flash("Mila Petrova now comes on " + monday.Format("Mon 2 Jan 2006") + ", 13:30–14:00.")
	ana.standsAt("Ana Castillo", "Mila Petrova", "13:30–14:00")
	ben.standsAt("Ana Castillo", "Mila Petrova", "13:30–14:00")
	ben.run(`window.neverReloaded`, nil)

	ana.keys("u")
	ana.standsAt("Ben Okafor", "Mila Petrova", "10:00–10:30")
	ana.stretchVisit("Mila Petrova", "Ben Okafor", "11:15")
	ana.flash("Mila Petrova now comes on " + monday.Format("Mon 2 Jan 2006") + ", 10:00–11:15.")
	ana.standsAt("Ben Okafor", "Mila Petrova", "10:00–11:15")
	ben.standsAt("Ben Okafor", "Mila Petrova", "10:00–11:15")
	ana.refuses(422)
	ana.dragVisit("Mila Petrova", "Ben Okafor", "12:30") // the break
	ana.says("We are closed at this time", "Another time for Mila Petrova")
}

// dragVisit takes an appointment by its top and drops it at a time of a column.
func (b *tab) dragVisit(name, column, clock string) {
	b.t.Helper()
	b.dragBetween(name, column, clock, "{ FromX: from.left + 12, FromY: from.top + 3, ToX: to.left + 20, ToY: to.top + 3 + at }")
}

// stretchVisit takes an appointment by its lower edge and drops that at a time of its column.
func (b *tab) stretchVisit(name, column, clock string) {
	b.t.Helper()
	b.dragBetween(name, column, clock, "{ FromX: from.left + 12, FromY: from.bottom - 4, ToX: from.left + 12, ToY: to.top + at }")
}

// dragBetween presses the mouse on an appointment and lets go of it elsewhere; the way is said in the boxes of both and the place of the time.
func (b *tab) dragBetween(name, column, clock, between string) {
	b.t.Helper()
	var way struct{ FromX, FromY, ToX, ToY float64 }
	b.until(fmt.Sprintf(`(() => {
		const event = [...document.querySelectorAll(".cal-event")].find((e) => hand.text(e).includes(%s));
		const column = [...document.querySelectorAll(".cal-col")].find((c) => c.getAttribute("aria-label") === %s)?.querySelector(".cal-rows");
		if (!event || !column) return null;
		const times = column.closest(".cal-body").dataset.times.split(","), place = times.indexOf(%s);
		document.querySelector(".cal").scrollTop = 0;
		document.querySelector(".cal").scrollIntoView({ block: "end", behavior: "instant" });
		const from = event.getBoundingClientRect(), to = column.getBoundingClientRect();
		const at = place * to.height / times.length;
		return %s;
	})()`, quote(name), quote(column), quote(clock), between), &way)
	steps := []chromedp.Action[chromedp.Void]{
		chromedp.MouseEvent(chromedp.MouseMoved, way.FromX, way.FromY),
		chromedp.MouseEvent(chromedp.MousePressed, way.FromX, way.FromY, chromedp.ButtonLeft, chromedp.ClickCount(1)),
	}
	for part := 1.0; part <= 4; part++ {
		steps = append(steps, chromedp.MouseEvent(chromedp.MouseMoved, way.FromX+(way.ToX-way.FromX)*part/4, way.FromY+(way.ToY-way.FromY)*part/4, chromedp.ButtonLeft))
	}
	steps = append(steps, chromedp.MouseEvent(chromedp.MouseReleased, way.ToX, way.ToY, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.do(steps...)
}
