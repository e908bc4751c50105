package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) waitlists() {
	add(a, operation{
		method: http.MethodPost, path: "/waitlists", id: "create-waitlist",
		example: `{"name":"Toddlers","minMonths":12,"maxMonths":36,"ageAt":"today","isPublic":true,"isOpen":true}`, policy: web.AdminScope, tag: "Waitlists",
		status: http.StatusCreated, summary: "Make a waitlist", refuses: []int{http.StatusConflict},
	}, a.createWaitlist)
	add(a, operation{
		method: http.MethodGet, path: "/waitlists", id: "list-waitlists", policy: web.ReadScope, tag: "Waitlists",
		summary: "List the waitlists in their order",
	}, a.listWaitlists)
	add(a, operation{
		method: http.MethodGet, path: "/waitlists/{waitlistId}", id: "get-waitlist", policy: web.ReadScope, tag: "Waitlists",
		summary: "Read a waitlist",
	}, a.readWaitlist)
	add(a, operation{
		method: http.MethodPatch, path: "/waitlists/{waitlistId}", id: "change-waitlist",
		example: `{"capacity":20,"isOpen":false}`, policy: web.AdminScope, tag: "Waitlists", refuses: []int{http.StatusConflict},
		summary: "Change a waitlist", text: "Whoever no longer fits after a change of ages or of the next list moves at once, as the nightly run would move them. " +
			"A version that is no longer the list's is refused with 409 and the code stale.",
	}, a.changeWaitlist)
	add(a, operation{
		method: http.MethodDelete, path: "/waitlists/{waitlistId}", id: "delete-waitlist", policy: web.AdminScope, tag: "Waitlists",
		summary: "Delete a waitlist", text: "409 while somebody is in line or another list leads here.", refuses: []int{http.StatusConflict},
	}, a.deleteWaitlist)
}

// WaitlistBody is what may be said about a list. Left out = as it is, or the default of a new one.
type WaitlistBody struct {
	Name           optional[string] `json:"name,omitempty" maxLength:"100" example:"Toddlers"`
	Slug           optional[string] `json:"slug,omitempty" maxLength:"60"`
	Description    optional[string] `json:"description,omitempty" maxLength:"2000"`
	LocationID     optional[string] `json:"locationId,omitempty" maxLength:"40" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id"`
	MinMonths      optional[int]    `json:"minMonths,omitempty" minimum:"0" maximum:"1800"`
	MaxMonths      optional[int]    `json:"maxMonths,omitempty" minimum:"0" maximum:"1800"`
	AgeAt          optional[string] `json:"ageAt,omitempty" enum:"today,requested,cutoff"`
	CutoffDate     optional[string] `json:"cutoffDate,omitempty" maxLength:"40" doc:"YYYY-MM-DD, for ageAt cutoff."`
	NextWaitlistID optional[string] `json:"nextWaitlistId,omitempty" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id"`
	Capacity       optional[int]    `json:"capacity,omitempty" minimum:"1" maximum:"1000000"`
	IsPublic       optional[bool]   `json:"isPublic,omitempty"`
	IsOpen         optional[bool]   `json:"isOpen,omitempty"`
	ShowPlace      optional[bool]   `json:"showPlace,omitempty"`
	ConfirmDays    optional[int]    `json:"confirmDays,omitempty" minimum:"0" maximum:"3650"`
	GraceDays      optional[int]    `json:"graceDays,omitempty" minimum:"0" maximum:"3650"`
}

// newWaitlist is a list of which nothing was said yet.
func newWaitlist() *models.Waitlist {
	return &models.Waitlist{AgeAt: models.AgeAtToday, IsPublic: true, IsOpen: true, ShowPlace: true, GraceDays: 14}
}

// write puts what the body says onto the list; null is what a new one has.
func (b *WaitlistBody) write(ctx context.Context, tx *models.Tx, w *models.Waitlist) error {
	invalid := models.Invalid{}
	w.Name = cleanLine(invalid, "name", b.Name, w.Name)
	w.Slug = cleanLine(invalid, "slug", b.Slug, w.Slug)
	if b.Description.Given {
		text, err := models.CleanText(b.Description.Value, 2000)
		if err := invalid.Check("description", err); err != nil {
			return err
		}
		w.Description = text
	}
	b.MinMonths.intoPointer(&w.MinMonths)
	b.MaxMonths.intoPointer(&w.MaxMonths)
	b.Capacity.intoPointer(&w.Capacity)
	fresh := newWaitlist()
	b.IsPublic.intoOr(&w.IsPublic, fresh.IsPublic)
	b.IsOpen.intoOr(&w.IsOpen, fresh.IsOpen)
	b.ShowPlace.intoOr(&w.ShowPlace, fresh.ShowPlace)
	b.ConfirmDays.intoOr(&w.ConfirmDays, fresh.ConfirmDays)
	b.GraceDays.intoOr(&w.GraceDays, fresh.GraceDays)
	b.AgeAt.intoOr((*string)(&w.AgeAt), string(fresh.AgeAt))
	if b.CutoffDate.Given {
		w.CutoffDate = readDate(invalid, "cutoffDate", b.CutoffDate.Value)
	}
	if err := b.writeLinks(ctx, tx, w, invalid); err != nil {
		return err
	}
	return invalid.Err()
}

func cleanLine(invalid models.Invalid, name string, given optional[string], before string) string {
	if !given.Given {
		return before
	}
	text, err := models.CleanLine(given.Value, 500)
	if invalid.Check(name, err) != nil {
		invalid.Add(name, "This could not be read. Please send plain text.")
	}
	return text
}

func (b *WaitlistBody) writeLinks(ctx context.Context, tx *models.Tx, w *models.Waitlist, invalid models.Invalid) error {
	if b.LocationID.Given {
		w.LocationID = nil
		if !b.LocationID.Null {
			location, err := models.FindLocationByPublicID(tx, scope(ctx), b.LocationID.Value)
			if err := unlessMissing(invalid, "locationId", "There is no such location.", err); err != nil {
				return err
			}
			w.LocationID = &location.ID
		}
	}
	if b.NextWaitlistID.Given {
		w.NextWaitlistID = nil
		if !b.NextWaitlistID.Null {
			next, err := models.FindWaitlist(tx, scope(ctx), b.NextWaitlistID.Value)
			if err := unlessMissing(invalid, "nextWaitlistId", "There is no such waitlist.", err); err != nil {
				return err
			}
			w.NextWaitlistID = &next.ID
		}
	}
	return nil
}

type createWaitlistInput struct {
	OnceKey
	Body WaitlistBody
}

func (a *api) createWaitlist(ctx context.Context, in *createWaitlistInput) (*created[waitlistAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (waitlistAnswer, error) {
		list := newWaitlist()
		if err := in.Body.write(ctx, tx, list); err != nil {
			return waitlistAnswer{}, err
		}
		if _, err := list.Save(tx); err != nil {
			return waitlistAnswer{}, err
		}
		return waitlistNow(tx, list)
	})
}

// waitlistNow is the list after all that this Write did.
func waitlistNow(tx *models.Tx, list *models.Waitlist) (waitlistAnswer, error) {
	if err := models.Settle(tx); err != nil {
		return waitlistAnswer{}, err
	}
	list, err := models.FindWaitlist(tx, models.Everywhere(), list.PublicID)
	if err != nil {
		return waitlistAnswer{}, err
	}
	names, err := findNames(tx)
	if err != nil {
		return waitlistAnswer{}, err
	}
	return names.waitlist(tx, list)
}

func (a *api) listWaitlists(ctx context.Context, in *struct{ Paging }) (*answer[page[waitlistAnswer]], error) {
	tx := a.DB.Read(ctx)
	lists, err := models.Waitlists(tx, scope(ctx))
	if err != nil {
		return nil, err
	}
	names, err := findNames(tx)
	if err != nil {
		return nil, err
	}
	cut, err := pageOf(lists, in.Paging, func(w models.Waitlist) string { return w.PublicID })
	if err != nil {
		return nil, err
	}
	out := page[waitlistAnswer]{Items: make([]waitlistAnswer, len(cut.Items)), NextCursor: cut.NextCursor}
	for i := range cut.Items {
		if out.Items[i], err = names.waitlist(tx, &cut.Items[i]); err != nil {
			return nil, err
		}
	}
	return answering(out, nil)
}

type waitlistInput struct {
	WaitlistID string `path:"waitlistId" maxLength:"100" doc:"The list's id or slug." example:"toddlers"`
}

func (a *api) readWaitlist(ctx context.Context, in *waitlistInput) (*answer[waitlistAnswer], error) {
	tx := a.DB.Read(ctx)
	list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
	if err != nil {
		return nil, err
	}
	names, err := findNames(tx)
	if err != nil {
		return nil, err
	}
	return answering(names.waitlist(tx, list))
}

type changeWaitlistInput struct {
	WaitlistID string `path:"waitlistId" maxLength:"100"`
	Body       struct {
		WaitlistBody
		Version int64 `json:"version,omitempty" minimum:"0" doc:"The version you read; another one by now is refused."`
	} `nameHint:"WaitlistChange"`
}

func (a *api) changeWaitlist(ctx context.Context, in *changeWaitlistInput) (*answer[waitlistAnswer], error) {
	var out waitlistAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
		if err != nil {
			return err
		}
		if err := list.Expect(tx, in.Body.Version); err != nil {
			return err
		}
		if err := in.Body.write(ctx, tx, list); err != nil {
			return err
		}
		if _, err := list.Save(tx); err != nil {
			return err
		}
		out, err = waitlistNow(tx, list)
		return err
	})
	return answering(out, err)
}

func (a *api) deleteWaitlist(ctx context.Context, in *waitlistInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
		if err != nil {
			return err
		}
		return list.Delete(tx)
	})
}
