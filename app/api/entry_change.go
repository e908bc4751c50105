package api

import (
	"context"
	"errors"
	"time"

	"anteroom/models"
)

// offerTime is how long an offer holds where nothing else is said.
const offerTime = 7 * 24 * time.Hour

type changeEntryInput struct {
	WaitlistID string `path:"waitlistId" maxLength:"100"`
	EntryID    string `path:"entryId" maxLength:"100"`
	Body       struct {
		Version       int64            `json:"version,omitempty" minimum:"0" doc:"The version you read; another one by now is refused."`
		WaitlistID    string           `json:"waitlistId,omitempty" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id" doc:"Moves the entry to this list."`
		RequestedDate optional[string] `json:"requestedDate,omitempty" maxLength:"40" doc:"YYYY-MM-DD; null for none."`
		Priority      optional[string] `json:"priority,omitempty" maxLength:"40" doc:"A priorityId for this entry alone; null = the person's."`
		AddedDate     string           `json:"addedDate,omitempty" maxLength:"40" doc:"The instant that counts for the order; needs a reason."`
		Status        string           `json:"status,omitempty" enum:"waiting,offered,enrolled,removed" doc:"waiting takes back an offer or restores; removed ends, an enrolment too."`
		OfferUntil    string           `json:"offerUntil,omitempty" maxLength:"40" doc:"For status offered; a week from now unless given."`
		Position      optional[int]    `json:"position,omitempty" minimum:"1" maximum:"10000000" doc:"Places it by hand, 1 is the top; null undoes a place given by hand." example:"2"`
		AfterEntryID  optional[string] `json:"afterEntryId,omitempty" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id" doc:"Places it by hand behind this entry; null = on top."`
		Reason        string           `json:"reason,omitempty" maxLength:"500" doc:"Why; kept with the entry and in the person's history."`
	} `nameHint:"EntryChange"`
}

func (a *api) changeEntry(ctx context.Context, in *changeEntryInput) (*answer[entryAnswer], error) {
	var out entryAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		list, err := models.FindWaitlist(tx, scope(ctx), in.WaitlistID)
		if err != nil {
			return err
		}
		entry, err := models.FindEntry(tx, list.ID, in.EntryID)
		if err != nil {
			return err
		}
		if err := entry.Expect(tx, in.Body.Version); err != nil {
			return err
		}
		change := &entryChange{changeEntryInput: in, ctx: ctx, tx: tx, list: list, entry: entry}
		if err := change.run(); err != nil {
			return err
		}
		out, err = a.entryNow(tx, change.list, change.entry.PublicID)
		return err
	})
	return answering(out, err)
}

// entryChange is a PATCH under way.
type entryChange struct {
	*changeEntryInput
	ctx    context.Context
	tx     *models.Tx
	list   *models.Waitlist
	entry  *models.Entry
	reason string
}

// run takes the parts in an order in which each finds what it needs: back in line, on the right list, dated, placed, ended.
func (c *entryChange) run() error {
	invalid := models.Invalid{}
	reason, err := models.CleanLine(c.Body.Reason, 500)
	if err := invalid.Check("reason", err); err != nil {
		return err
	}
	if c.Body.Position.Given && c.Body.AfterEntryID.Given {
		invalid.Add("afterEntryId", "Please send either position or afterEntryId.")
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	c.reason = reason
	for _, part := range []func() error{c.comeBack, c.moveToList, c.request, c.rank, c.backdate, c.place, c.end} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (c *entryChange) comeBack() error {
	if models.EntryStatus(c.Body.Status) != models.Waiting && models.EntryStatus(c.Body.Status) != models.Offered {
		return nil
	}
	if c.entry.IsActive() {
		return nil
	}
	return c.entry.Restore(c.tx)
}

func (c *entryChange) moveToList() error {
	if c.Body.WaitlistID == "" {
		return nil
	}
	list, err := models.FindWaitlist(c.tx, scope(c.ctx), c.Body.WaitlistID)
	if errors.Is(err, models.ErrNotFound) {
		return models.Invalid{"waitlistId": "There is no such waitlist."}
	}
	if err != nil || list.ID == c.list.ID {
		return err
	}
	c.list = list
	c.entry, err = c.entry.MoveToList(c.tx, list)
	return err
}

func (c *entryChange) request() error {
	if !c.Body.RequestedDate.Given {
		return nil
	}
	invalid := models.Invalid{}
	date := readDate(invalid, "requestedDate", c.Body.RequestedDate.Value)
	if err := invalid.Err(); err != nil {
		return err
	}
	return c.entry.Request(c.tx, date)
}

func (c *entryChange) rank() error {
	if !c.Body.Priority.Given {
		return nil
	}
	invalid := models.Invalid{}
	priority, err := readPriority(c.tx, invalid, c.Body.Priority.Value)
	if err == nil {
		err = invalid.Err()
	}
	if err != nil {
		return err
	}
	return c.entry.SetPriority(c.tx, priority)
}

func (c *entryChange) backdate() error {
	if c.Body.AddedDate == "" {
		return nil
	}
	at, err := c.instant("addedDate", c.Body.AddedDate)
	if err != nil {
		return err
	}
	return c.entry.Backdate(c.tx, at, c.reason)
}

func (c *entryChange) instant(name, text string) (models.Instant, error) {
	zone, err := c.list.Zone(c.tx)
	if err != nil {
		return models.Instant{}, err
	}
	invalid := models.Invalid{}
	return readInstant(invalid, name, text, zone), invalid.Err()
}

func (c *entryChange) place() error {
	switch {
	case c.Body.Position.Given && c.Body.Position.Null:
		return c.entry.Unplace(c.tx)
	case c.Body.Position.Given:
		return c.entry.MoveTo(c.tx, c.Body.Position.Value, c.reason)
	case c.Body.AfterEntryID.Given && c.Body.AfterEntryID.Null:
		return c.entry.PlaceAfter(c.tx, nil, c.reason)
	case c.Body.AfterEntryID.Given:
		after, err := models.FindEntry(c.tx, c.list.ID, c.Body.AfterEntryID.Value)
		if errors.Is(err, models.ErrNotFound) || err == nil && (!after.IsActive() || after.ID == c.entry.ID) {
			return models.Invalid{"afterEntryId": "There is no such other entry in line on this list."}
		}
		if err != nil {
			return err
		}
		return c.entry.PlaceAfter(c.tx, after, c.reason)
	}
	return nil
}

func (c *entryChange) end() error {
	now, wanted := c.entry.Status, models.EntryStatus(c.Body.Status)
	switch {
	case wanted == "" || now == wanted && wanted != models.Offered:
		return nil
	case wanted == models.Waiting:
		return c.entry.WithdrawOffer(c.tx)
	case wanted == models.Enrolled:
		return c.entry.Enrol(c.tx)
	case wanted == models.Removed && now == models.Enrolled:
		return c.entry.EndEnrolment(c.tx)
	case wanted == models.Removed:
		return c.entry.Remove(c.tx, c.reason)
	}
	until := models.At(models.TxNow(c.tx).Add(offerTime))
	if c.Body.OfferUntil != "" {
		var err error
		if until, err = c.instant("offerUntil", c.Body.OfferUntil); err != nil {
			return err
		}
	}
	return c.entry.Offer(c.tx, until)
}
