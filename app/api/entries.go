package api

import (
	"context"
	"errors"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

const entryPath = "/waitlists/{waitlistId}/entries/{entryId}"

func (a *api) entries() {
	add(a, operation{
		method: http.MethodPost, path: "/waitlists/{waitlistId}/entries", id: "create-entry",
		example: `{"personId":1042,"requestedDate":"2026-09-01"}`, policy: web.WriteScope, tag: "Entries",
		status: http.StatusCreated, summary: "Put a person on a waitlist", refuses: []int{http.StatusConflict},
		text: "Their place follows from priority and date. Somebody who is in line there already: 409 with the code already-on-list.",
	}, a.createEntry)
	add(a, operation{
		method: http.MethodGet, path: "/waitlists/{waitlistId}/entries", id: "list-entries", policy: web.ReadScope, tag: "Entries",
		summary: "List the entries of a waitlist", text: "Those in line unless told otherwise, the first in line first.",
	}, a.listEntries)
	add(a, operation{
		method: http.MethodGet, path: entryPath, id: "get-entry", policy: web.ReadScope, tag: "Entries", summary: "Read an entry",
	}, a.readEntry)
	add(a, operation{
		method: http.MethodPatch, path: entryPath, id: "change-entry",
		example: `{"position":2,"reason":"Moves away soon","version":3}`, policy: web.WriteScope, tag: "Entries", refuses: []int{http.StatusConflict},
		summary: "Change, move, place, end or restore an entry",
		text: "position or afterEntryId place it by hand, position null undoes that. waitlistId moves it to another list, with its added date. " +
			"status removed or enrolled ends it, waiting restores it. A version that is no longer the entry's is refused with 409 and the code stale.",
	}, a.changeEntry)
	add(a, operation{
		method: http.MethodDelete, path: entryPath, id: "delete-entry", policy: web.WriteScope, tag: "Entries", refuses: []int{http.StatusConflict},
		summary: "Take a person off a waitlist", text: "The entry stays as removed and can be restored.",
	}, a.deleteEntry)
}

type createEntryInput struct {
	OnceKey
	WaitlistID string `path:"waitlistId" maxLength:"100" doc:"The list's id or slug."`
	Body       struct {
		PersonID int64 `json:"personId" minimum:"1" example:"1042"`
		EntryWish
	} `nameHint:"NewEntry"`
}

func (a *api) createEntry(ctx context.Context, in *createEntryInput) (*created[entryAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (entryAnswer, error) {
		list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
		if err != nil {
			return entryAnswer{}, err
		}
		person, err := models.FindPerson(tx, scope(ctx), in.Body.PersonID)
		if errors.Is(err, models.ErrNotFound) {
			return entryAnswer{}, models.Invalid{"personId": "There is no such person."}
		}
		if err != nil {
			return entryAnswer{}, err
		}
		wish, invalid, err := in.Body.read(tx, list)
		if err == nil {
			err = invalid.Err()
		}
		if err != nil {
			return entryAnswer{}, err
		}
		entry, existed, err := list.Add(tx, person, wish)
		if err != nil {
			return entryAnswer{}, err
		}
		if existed {
			return entryAnswer{}, &web.Refusal{
				Status: http.StatusConflict, Code: "already-on-list", Detail: "This person is in line on this list already.",
				More: map[string]any{"entryId": entry.PublicID},
			}
		}
		return a.entryNow(tx, list, entry.PublicID)
	})
}

// entryNow is the entry after all that this Write did.
func (a *api) entryNow(tx *models.Tx, list *models.Waitlist, publicID string) (entryAnswer, error) {
	if err := models.Settle(tx); err != nil {
		return entryAnswer{}, err
	}
	return a.findEntry(tx, list, publicID)
}

func (a *api) findEntry(tx *models.Tx, list *models.Waitlist, name string) (entryAnswer, error) {
	entry, err := models.FindEntry(tx, list.ID, name)
	if err != nil {
		return entryAnswer{}, err
	}
	places, err := a.places(tx)
	if err != nil {
		return entryAnswer{}, err
	}
	entry.Waitlist = list
	return places.entry(entry), nil
}

type listEntriesInput struct {
	Paging
	WaitlistID string `path:"waitlistId" maxLength:"100"`
	Status     string `query:"status" enum:"active,waiting,offered,confirm,ended,all" default:"active" doc:"active are waiting and offered, ended all the others; confirm are those who have to say again that they want the place."`
	Query      string `query:"q" maxLength:"200" doc:"Words that names, e-mails or phones begin with."`
	Priority   string `query:"priority" maxLength:"40" doc:"Those of a priorityId, their own or the person's."`
}

func (a *api) listEntries(ctx context.Context, in *listEntriesInput) (*answer[page[entryAnswer]], error) {
	tx := a.DB.Read(ctx)
	list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
	if err != nil {
		return nil, err
	}
	filter := models.EntriesFilter{
		WaitlistID: list.ID, Tab: models.EntryTab(in.Status), Query: in.Query, Cursor: in.Cursor, Limit: in.Limit, Now: models.At(a.Now()),
	}
	if in.Status == "ended" {
		filter.Tab = models.TabRemoved
	}
	invalid := models.Invalid{}
	if filter.PriorityID, err = readPriority(tx, invalid, in.Priority); err != nil {
		return nil, err
	}
	if err := invalid.Err(); err != nil {
		return nil, err
	}
	found, err := models.ListEntries(tx, filter)
	if err != nil {
		return nil, err
	}
	places, err := a.places(tx)
	if err != nil {
		return nil, err
	}
	out := page[entryAnswer]{Items: make([]entryAnswer, len(found.Rows)), NextCursor: cursorOrNull(found.Next)}
	for i := range found.Rows {
		found.Rows[i].Waitlist = list
		out.Items[i] = places.entry(&found.Rows[i].Entry)
	}
	return answering(out, nil)
}

type entryInput struct {
	WaitlistID string `path:"waitlistId" maxLength:"100"`
	EntryID    string `path:"entryId" maxLength:"100"`
}

func (a *api) readEntry(ctx context.Context, in *entryInput) (*answer[entryAnswer], error) {
	tx := a.DB.Read(ctx)
	list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
	if err != nil {
		return nil, err
	}
	return answering(a.findEntry(tx, list, in.EntryID))
}

type deleteEntryInput struct {
	WaitlistID string `path:"waitlistId" maxLength:"100"`
	EntryID    string `path:"entryId" maxLength:"100"`
	Reason     string `query:"reason" maxLength:"500" doc:"Kept with the entry."`
}

func (a *api) deleteEntry(ctx context.Context, in *deleteEntryInput) (*done, error) {
	reason, err := models.CleanLine(in.Reason, 500)
	if err := (models.Invalid{}).Check("reason", err); err != nil {
		return nil, err
	}
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
		if err != nil {
			return err
		}
		entry, err := models.FindEntry(tx, list.ID, in.EntryID)
		if err != nil {
			return err
		}
		return entry.Remove(tx, reason)
	})
}
