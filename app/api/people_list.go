package api

import (
	"context"
	"errors"
	"strings"

	"anteroom/models"
)

type listPeopleInput struct {
	Paging
	Query      string `query:"q" maxLength:"200" doc:"Words that names, e-mails or phones begin with."`
	WaitlistID string `query:"waitlistId" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id" doc:"Those in line on a list."`
	Priority   string `query:"priority" maxLength:"40" doc:"Those of a priorityId."`
	Family     int64  `query:"familyPersonId" minimum:"1" doc:"Those of a family."`
	On         string `query:"on" enum:"list,none" doc:"Those in line anywhere, or nowhere."`
	Sort       string `query:"sort" enum:"created,-created,name,-name,age,-age" default:"created" doc:"The order; - turns it round."`
}

func (a *api) listPeople(ctx context.Context, in *listPeopleInput) (*answer[page[personAnswer]], error) {
	tx := a.DB.Read(ctx)
	filter, err := in.filter(ctx, tx)
	if err != nil {
		return nil, err
	}
	list, err := models.ListPeople(tx, filter)
	if err != nil {
		return nil, err
	}
	full, err := models.FullPeople(tx, filter.Scope, list.People)
	if err != nil {
		return nil, err
	}
	places, err := a.places(tx)
	if err != nil {
		return nil, err
	}
	out := page[personAnswer]{Items: make([]personAnswer, len(full)), NextCursor: cursorOrNull(list.Next)}
	for i := range full {
		out.Items[i] = personWords(&full[i], places)
	}
	return answering(out, nil)
}

func (in *listPeopleInput) filter(ctx context.Context, tx *models.Tx) (models.PeopleFilter, error) {
	sort, reverse := strings.CutPrefix(in.Sort, "-")
	filter := models.PeopleFilter{
		Scope: scope(ctx), Query: in.Query, FamilyID: in.Family, On: models.PeopleOn(in.On), Sort: models.PeopleSort(sort),
		Reverse: reverse != (sort == string(models.ByCreated)), Cursor: in.Cursor, Limit: in.Limit, // by created, the model's order is the newest first
	}
	if in.WaitlistID != "" {
		list, err := models.FindWaitlist(tx, filter.Scope, in.WaitlistID)
		if errors.Is(err, models.ErrNotFound) {
			return filter, models.Invalid{"waitlistId": "There is no such waitlist."}
		}
		if err != nil {
			return filter, err
		}
		filter.WaitlistID = list.ID
	}
	invalid := models.Invalid{}
	priority, err := readPriority(tx, invalid, in.Priority)
	if err != nil {
		return filter, err
	}
	if priority != nil {
		filter.PriorityID = *priority
	}
	return filter, invalid.Err()
}
