package admin

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// localMinute is how a browser writes a day and time without a zone.
const localMinute = "2006-01-02T15:04"

// placeEntry puts somebody at a place by hand: dragged (after), by the arrows (position), by the form (where), or back (?to=).
func (p pages) placeEntry(c echo.Context) error {
	return p.act(c, "position", func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error) {
		version, err := strconv.ParseInt(form.Version, 10, 64)
		if err != nil {
			version = 0
		}
		if err := entry.Waitlist.Expect(tx, version); err != nil {
			return views.Flash{}, err
		}
		undo := positionPath(entry)
		if err := place(c, tx, entry, form); err != nil {
			return views.Flash{}, err
		}
		now, err := models.SeekEntry(tx, web.Scope(c), c.Param("entry"))
		if err != nil {
			return views.Flash{}, err
		}
		text := entry.Person.Name() + " is now " + views.Ordinal(*now.Position) + "."
		if c.QueryParam("to") != "" {
			undo = ""
		}
		return views.Flash{Text: text, Undo: undo}, nil
	})
}

// positionPath is where a POST puts the entry back to where it stands now.
func positionPath(entry *models.Entry) string {
	to := "own"
	if entry.IsPlaced() && entry.Position != nil {
		to = strconv.Itoa(*entry.Position)
	}
	return fmt.Sprintf("/admin/entries/%d/position?to=%s", entry.ID, to)
}

func place(c echo.Context, tx *models.Tx, entry *models.Entry, form *views.EntryForm) error {
	if to := c.QueryParam("to"); to == "own" || form.Where == "own" {
		if err := entry.Unplace(tx); err != nil {
			return err
		}
		return models.Settle(tx)
	} else if to != "" {
		form.Where, form.Position = "place", to
	}
	reason, err := readReason(form.Reason)
	if err != nil {
		return err
	}
	switch {
	case form.Where == "top":
		return entry.MoveTo(tx, 1, reason)
	case form.Where == "after" || form.Where == "" && form.Position == "":
		return placeBehind(c, tx, entry, form, reason)
	}
	position, err := strconv.Atoi(strings.TrimSpace(form.Position))
	if err != nil || position < 1 {
		return models.Invalid{"position": "Please give the number of the place, 1 for the top."}
	}
	return entry.MoveTo(tx, position, reason)
}

// placeBehind is a drag where nobody above means the top of the page that was dragged on.
func placeBehind(c echo.Context, tx *models.Tx, entry *models.Entry, form *views.EntryForm, reason string) error {
	if form.After == "" && form.Where == "after" {
		return models.Invalid{"after": "Please choose the person to stand behind."}
	}
	if form.After == "" {
		top, err := strconv.Atoi(c.QueryParam("top"))
		if err != nil || top < 1 {
			top = 1
		}
		return entry.MoveTo(tx, top, reason)
	}
	other, err := models.FindEntry(tx, entry.WaitlistID, form.After)
	if err != nil {
		return models.Invalid{"after": "This person is not on the list any more. Please choose another one."}
	}
	return entry.PlaceAfter(tx, other, reason)
}

func (p pages) dateEntry(c echo.Context) error {
	return p.act(c, "date", func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error) {
		zone, err := entry.Waitlist.Zone(tx)
		if err != nil {
			return views.Flash{}, err
		}
		wrong := models.Invalid{}
		requested, added := readDay(wrong, "requestedDate", form.RequestedDate), readDay(wrong, "addedDate", form.AddedDate)
		if added.IsZero() {
			wrong.Add("addedDate", "Please give the day of the application.")
		}
		if err := wrong.Err(); err != nil {
			return views.Flash{}, err
		}
		if requested != entry.RequestedDate {
			if err := entry.Request(tx, requested); err != nil {
				return views.Flash{}, err
			}
		}
		if added != models.DateIn(entry.AddedAt.Time, zone) {
			reason, err := readReason(form.Reason)
			if err != nil {
				return views.Flash{}, err
			}
			if err := entry.Backdate(tx, models.At(added.In(zone)), reason); err != nil {
				return views.Flash{}, err
			}
		}
		return views.Flash{Text: "The dates of " + entry.Person.Name() + " are saved."}, nil
	})
}

func (p pages) rankEntry(c echo.Context) error {
	return p.act(c, "priority", func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error) {
		var priority *int64
		if form.Priority != "" {
			id, err := strconv.ParseInt(form.Priority, 10, 64)
			if err != nil {
				return views.Flash{}, models.Invalid{"priority": "Please choose one of the priorities."}
			}
			priority = &id
		}
		return views.Flash{Text: "The priority of " + entry.Person.Name() + " on " + entry.Waitlist.Name + " is saved."}, entry.SetPriority(tx, priority)
	})
}

func (p pages) offerEntry(c echo.Context) error {
	return p.act(c, "offer", func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error) {
		if c.QueryParam("to") == "withdrawn" {
			return views.Flash{Text: entry.Person.Name() + " has no offer any more and waits on."}, entry.WithdrawOffer(tx)
		}
		until, err := readMoment(tx, entry.Waitlist, form.OfferUntil)
		if err != nil {
			return views.Flash{}, err
		}
		return views.Flash{
			Text: entry.Person.Name() + " is offered a place.",
			Undo: fmt.Sprintf("/admin/entries/%d/offer?to=withdrawn", entry.ID),
		}, entry.Offer(tx, until)
	})
}

// readReason is one line of why something is done; it may be empty.
func readReason(text string) (string, error) {
	reason, err := models.CleanLine(text, 500)
	if err != nil {
		return "", models.Invalid{"reason": "Please write the reason in at most 500 readable characters."}
	}
	return reason, nil
}

// usualAnswer is when an offer ends unless told: on the evening two days ahead.
func usualAnswer(view views.WaitlistView) string {
	return view.Today.AddDays(2).String() + "T18:00"
}

// readMoment reads a day and time on the list's wall.
func readMoment(tx *models.Tx, list *models.Waitlist, text string) (models.Instant, error) {
	zone, err := list.Zone(tx)
	if err != nil {
		return models.Instant{}, err
	}
	at, err := time.ParseInLocation(localMinute, text, zone)
	if err != nil {
		return models.Instant{}, models.Invalid{"offerUntil": "Please give the day and time to answer by."}
	}
	return models.At(at), nil
}

func (p pages) enrolEntry(c echo.Context) error {
	return p.act(c, "", func(tx *models.Tx, entry *models.Entry, _ *views.EntryForm) (views.Flash, error) {
		if c.QueryParam("to") == "ended" {
			return views.Flash{Text: entry.Person.Name() + " is not enrolled any more."}, entry.EndEnrolment(tx)
		}
		return views.Flash{Text: entry.Person.Name() + " is enrolled.", Undo: restorationPath(entry)}, entry.Enrol(tx)
	})
}

func (p pages) confirmEntry(c echo.Context) error {
	return p.act(c, "", func(tx *models.Tx, entry *models.Entry, _ *views.EntryForm) (views.Flash, error) {
		return views.Flash{Text: entry.Person.Name() + " still wants the place: noted."}, entry.Confirm(tx)
	})
}

func (p pages) removeEntry(c echo.Context) error {
	return p.act(c, "removal", func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error) {
		reason, err := readReason(form.Reason)
		if err != nil {
			return views.Flash{}, err
		}
		text := entry.Person.Name() + " is off the list " + entry.Waitlist.Name + "."
		return views.Flash{Text: text, Undo: restorationPath(entry)}, entry.Remove(tx, reason)
	})
}

func (p pages) restoreEntry(c echo.Context) error {
	return p.act(c, "", func(tx *models.Tx, entry *models.Entry, _ *views.EntryForm) (views.Flash, error) {
		return views.Flash{Text: entry.Person.Name() + " is back in line on " + entry.Waitlist.Name + "."}, entry.Restore(tx)
	})
}

func restorationPath(entry *models.Entry) string {
	return fmt.Sprintf("/admin/entries/%d/restoration", entry.ID)
}
