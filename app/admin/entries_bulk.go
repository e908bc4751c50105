package admin

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	mostBulk   = 1000 // entries that one action takes
	mostUndone = 200  // entries that an undo can name
)

// showBulk previews what is about to be done to those who are ticked, or to all that the filter leaves.
func (p pages) showBulk(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	state := views.NewWaitlistFilter(waitlistPath(list), c.QueryParams())
	form := views.BulkForm{Do: c.QueryParam("do"), Entries: c.QueryParams()["entry"], Back: state.Href()}
	if c.QueryParam("all") != "" {
		filter, _ := readEntriesFilter(state)
		filter.WaitlistID, filter.Now = list.ID, models.At(p.Now())
		ids, err := models.EntryIDs(p.Read(c), filter, mostBulk)
		if err != nil {
			return err
		}
		form.Entries = nil
		for _, id := range ids {
			form.Entries = append(form.Entries, strconv.FormatInt(id, 10))
		}
	}
	return p.renderBulk(c, http.StatusOK, list, form)
}

func (p pages) renderBulk(c echo.Context, status int, list *models.Waitlist, form views.BulkForm) error {
	switch form.Do {
	case "offer", "list", "position", "removal":
	default:
		return models.ErrNotFound
	}
	tx := p.Read(c)
	view, err := p.waitlistView(tx, list)
	if err != nil {
		return err
	}
	page := views.BulkPage{WaitlistView: view, Form: form}
	chosen, err := models.SeekEntries(tx, list.ID, idsOf(form.Entries))
	if err != nil {
		return err
	}
	for i := range chosen {
		if chosen[i].IsActive() {
			page.Entries = append(page.Entries, chosen[i])
		}
	}
	page.Ended = len(chosen) - len(page.Entries)
	counts, err := list.Counts(tx, models.At(view.Now))
	if err != nil {
		return err
	}
	page.Open = counts.Open
	if page.Lists, err = listOptions(c, tx, list.ID); err != nil {
		return err
	}
	if page.Line, err = models.LineOf(tx, list.ID, mostInLine); err != nil {
		return err
	}
	if page.Form.OfferUntil == "" {
		page.Form.OfferUntil = usualAnswer(view)
	}
	frame := p.Page(c, list.Name, "waitlists")
	frame.Invalid, frame.Styles = len(form.Errors) > 0, []string{"lists.css"}
	return web.Render(c, status, views.Bulk(frame, page))
}

// bulk does it, in one Write for all.
func (p pages) bulk(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	var form views.BulkForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	form.Back = backTo(c, form.Back, waitlistPath(list))
	ids := idsOf(form.Entries)
	err = p.Write(c, func(tx *models.Tx) error {
		entries, err := models.SeekEntries(tx, list.ID, ids)
		if err != nil {
			return err
		}
		var mine []int64
		for i := range entries {
			if entries[i].IsActive() {
				mine = append(mine, entries[i].ID)
			}
		}
		flash, err := doBulk(c, tx, list, form, mine)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, flash)
	})
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		form.Errors = wrong
		return p.renderBulk(c, http.StatusUnprocessableEntity, list, form)
	}
	return web.See(c, form.Back)
}

func doBulk(c echo.Context, tx *models.Tx, list *models.Waitlist, form views.BulkForm, ids []int64) (views.Flash, error) {
	reason, err := readReason(form.Reason)
	if err != nil {
		return views.Flash{}, err
	}
	switch form.Do {
	case "offer":
		until, err := readMoment(tx, list, form.OfferUntil)
		if err != nil {
			return views.Flash{}, err
		}
		count, err := offerMany(tx, list, ids, until)
		return views.Flash{Text: people(count) + " offered a place."}, err
	case "list":
		to, err := models.FindWaitlist(tx, web.Scope(c), form.WaitlistID)
		if err != nil {
			return views.Flash{}, models.Invalid{"waitlistId": "Please choose one of the lists."}
		}
		count, err := models.MoveManyToList(tx, ids, to)
		return views.Flash{Text: people(count) + " moved to " + to.Name + ".", Link: views.Link{Label: "Show", Href: waitlistPath(to)}}, err
	case "position":
		after, err := behind(tx, list, form.After)
		if err != nil {
			return views.Flash{}, err
		}
		count, err := models.MoveMany(tx, ids, after, reason)
		return views.Flash{Text: people(count) + " placed together."}, err
	case "removal":
		count, err := models.RemoveMany(tx, ids, reason)
		return views.Flash{Text: people(count) + " removed from " + list.Name + ".", Undo: restorationOf(list, ids)}, err
	}
	return views.Flash{}, models.ErrNotFound
}

func offerMany(tx *models.Tx, list *models.Waitlist, ids []int64, until models.Instant) (int, error) {
	entries, err := models.SeekEntries(tx, list.ID, ids)
	count := 0
	for i := range entries {
		if err != nil || !entries[i].IsActive() {
			continue
		}
		err = entries[i].Offer(tx, until)
		count++
	}
	return count, err
}

func behind(tx *models.Tx, list *models.Waitlist, id string) (*models.Entry, error) {
	if id == "" {
		return nil, nil
	}
	after, err := models.FindEntry(tx, list.ID, id)
	if err != nil {
		return nil, models.Invalid{"after": "This person is not on the list any more. Please choose another one."}
	}
	return after, nil
}

// restorationOf is where a POST puts those back who were removed; none where they are too many for an address.
func restorationOf(list *models.Waitlist, ids []int64) string {
	if len(ids) == 0 || len(ids) > mostUndone {
		return ""
	}
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return waitlistPath(list) + "/restoration?entries=" + strings.Join(words, ",")
}

// restoreMany undoes a removal of several.
func (p pages) restoreMany(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	ids := idsOf(strings.Split(c.QueryParam("entries"), ","))
	err = p.Write(c, func(tx *models.Tx) error {
		entries, err := models.SeekEntries(tx, list.ID, ids)
		if err != nil {
			return err
		}
		count := 0
		for i := range entries {
			if entries[i].IsActive() {
				continue
			}
			if err := entries[i].Restore(tx); err != nil {
				return err
			}
			count++
		}
		return web.SetFlash(c, tx, views.Flash{Text: people(count) + " put back in line."})
	})
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		if err := p.Flash(c, views.Flash{Text: wrong[""], Tone: "bad"}); err != nil {
			return err
		}
	}
	return web.See(c, waitlistPath(list))
}

// idsOf reads numbers and leaves out what is none.
func idsOf(texts []string) []int64 {
	var ids []int64
	for _, text := range texts[:min(len(texts), mostBulk)] {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// people counts in a sentence: 1 person is, 12 people are.
func people(count int) string {
	if count == 1 {
		return "1 person is"
	}
	return fmt.Sprintf("%d people are", count)
}
