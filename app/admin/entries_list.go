package admin

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// standingSealed is what the address of an undo is sealed for: nobody else can write where somebody stood.
const standingSealed = "where somebody stood before a move"

// listEntry moves somebody to another list, or back with ?undo=.
func (p pages) listEntry(c echo.Context) error {
	return p.act(c, "list", func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error) {
		if sealed := c.QueryParam("undo"); sealed != "" {
			return p.moveBack(c, tx, entry, sealed)
		}
		list, err := models.FindWaitlist(tx, web.Scope(c), form.WaitlistID)
		if err != nil {
			return views.Flash{}, models.Invalid{"waitlistId": "Please choose one of the lists."}
		}
		from, moved, was := entry.Waitlist, entry.ID, entry.Standing()
		there, err := entry.MoveToList(tx, list)
		if err != nil {
			return views.Flash{}, err
		}
		flash := views.Flash{Text: entry.Person.Name() + " is now on " + list.Name + ".", Link: views.Link{Label: "Show", Href: waitlistPath(list)}}
		if there.ID == moved && list.ID != from.ID {
			was.Version = there.Version
			if flash.Undo, err = p.undoMove(moved, was, from); err != nil {
				return views.Flash{}, err
			}
		}
		entry.Waitlist = from
		return flash, nil
	})
}

// undoMove is where a POST puts somebody back to where they stood.
func (p pages) undoMove(id int64, was models.Standing, from *models.Waitlist) (string, error) {
	text, err := json.Marshal(was)
	if err != nil {
		return "", err
	}
	sealed := url.QueryEscape(p.Keyring.Seal(string(text), standingSealed))
	return fmt.Sprintf("/admin/entries/%d/list?undo=%s&back=%s", id, sealed, url.QueryEscape(waitlistPath(from))), nil
}

func (p pages) moveBack(c echo.Context, tx *models.Tx, entry *models.Entry, sealed string) (views.Flash, error) {
	var was models.Standing
	text, err := p.Keyring.Open(sealed, standingSealed)
	if err != nil || json.Unmarshal([]byte(text), &was) != nil {
		return views.Flash{}, models.Sentence("This move cannot be undone any more. Please move the person again.")
	}
	if _, err := models.FindWaitlist(tx, web.Scope(c), strconv.FormatInt(was.WaitlistID, 10)); err != nil {
		return views.Flash{}, err
	}
	return views.Flash{Text: entry.Person.Name() + " is back where they stood."}, entry.MoveBack(tx, was)
}
