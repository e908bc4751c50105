package api

import (
	"context"
	"maps"

	"anteroom/models"
)

type createVisitInput struct {
	OnceKey
	Body struct {
		LocationID string `json:"locationId,omitempty" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id" doc:"Its id or slug; may be left out where there is only one."`
		CustomerID string `json:"customerId,omitempty" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id" doc:"A person's customerId, PersonId or PersonGUID."`
		VisitWish
		ServiceIDs  []string `json:"serviceIds,omitempty" maxItems:"20" doc:"Several follow one another."`
		ResourceIDs []string `json:"resourceIds,omitempty" maxItems:"20" doc:"Any that fits unless given."`
		Date        *string  `json:"date,omitempty" maxLength:"40" doc:"On the location's wall clock, from GET /availability; a walk-in has none." example:"2026-12-01T10:00"`
		Duration    int      `json:"duration,omitempty" minimum:"0" maximum:"86400" doc:"Seconds, where no service says it, or with asStaff."`
		State       string   `json:"state,omitempty" maxLength:"20" doc:"PENDING holds the time for five minutes, DRAFT asks staff to confirm."`
		AsStaff     bool     `json:"asStaff,omitempty" doc:"Notices and confirmation by hand bind customers alone."`
	} `nameHint:"NewVisit"`
}

// VisitWish is what may be said about who comes.
type VisitWish struct {
	FirstName string         `json:"firstName,omitempty" maxLength:"100" example:"Mila"`
	LastName  string         `json:"lastName,omitempty" maxLength:"100" example:"Brandt"`
	Phone     string         `json:"phone,omitempty" maxLength:"100"`
	Email     string         `json:"email,omitempty" maxLength:"254"`
	Fields    map[string]any `json:"fields,omitempty" doc:"Answers for this visit alone, by the fields' keys."`
	PartySize int            `json:"partySize,omitempty" minimum:"1" maximum:"1000" doc:"1 unless given."`
	Notes     string         `json:"notes,omitempty" maxLength:"4000"`
	Tags      []string       `json:"tags,omitempty" maxItems:"20"`
}

func (a *api) createVisit(ctx context.Context, in *createVisitInput) (*created[visitAnswer], error) {
	made, err := create(ctx, a, in.OnceKey, func(tx *models.Tx) (visitAnswer, error) {
		visit, err := in.make(finder{ctx, tx, models.Invalid{}})
		if err != nil {
			return visitAnswer{}, err
		}
		return visitNow(tx, visit)
	})
	return made, a.wordTaken(ctx, err)
}

// make makes the visit, and refuses a length that was asked for and that its services do not have.
func (in *createVisitInput) make(find finder) (*models.Visit, error) {
	visit, err := in.begin(find)
	if err == nil && in.Body.Duration != 0 && in.Body.Duration != visit.Duration {
		return nil, models.Invalid{"duration": "The services say how long it takes. Please leave this out, or send asStaff with an appointment."}
	}
	return visit, err
}

func (in *createVisitInput) begin(find finder) (*models.Visit, error) {
	location, err := find.location(in.Body.LocationID)
	if err != nil {
		return nil, err
	}
	wish, err := in.wish(find)
	if err != nil {
		return nil, err
	}
	state, known := models.ParseVisitState(in.Body.State)
	isWalkIn := in.Body.Date == nil // an empty date is no date, and nobody who meant one is put in line
	switch {
	case in.Body.State != "" && (!known || state == models.StateServing || state == models.StateComplete):
		return nil, models.Invalid{"state": "A new visit is PENDING, DRAFT or BOOKED with a date, and WAITING without."}
	case isWalkIn && in.Body.State != "" && state != models.StateWaiting:
		return nil, models.Invalid{"date": "Please say when, as 2026-12-01T10:00."}
	case !isWalkIn && state == models.StateWaiting:
		return nil, models.Invalid{"state": "Somebody who waits now has no date. Please leave one of the two out."}
	case isWalkIn:
		wish.ForStaff = true // a closed queue keeps customers away from pages, not programs
		return location.Join(find.tx, wish)
	case state == models.StatePending:
		return location.Hold(find.tx, wish)
	case state == models.StateDraft:
		return location.Request(find.tx, wish)
	}
	return location.Book(find.tx, wish)
}

func (in *createVisitInput) wish(find finder) (wish models.NewVisit, err error) {
	body := &in.Body
	wish = models.NewVisit{
		FirstName: body.FirstName, LastName: body.LastName, Phone: body.Phone, Email: body.Email, Notes: body.Notes, Tags: body.Tags,
		PartySize: body.PartySize, Duration: body.Duration, Source: "API", ForStaff: body.AsStaff,
	}
	if body.Date != nil {
		wish.Date = *body.Date
	}
	if body.Phone != "" {
		if err := find.invalid.Check("phone", models.CheckPhone(body.Phone)); err != nil {
			return wish, err
		}
	}
	if wish.PersonID, err = find.customer(body.CustomerID); err != nil {
		return wish, err
	}
	if wish.ServiceIDs, err = find.services(body.ServiceIDs); err != nil {
		return wish, err
	}
	if wish.ResourceIDs, err = find.resources(body.ResourceIDs); err != nil {
		return wish, err
	}
	if wish.Answers, err = find.answers(body.Fields); err != nil {
		return wish, err
	}
	return wish, find.invalid.Err()
}

// answers reads what is said to fields for a visit alone.
func (f finder) answers(fields map[string]any) (models.VisitAnswers, error) {
	answers := models.VisitAnswers{}
	if len(fields) == 0 {
		return answers, nil
	}
	form, err := models.FindPersonForm(f.tx, models.StaffForm)
	if err != nil {
		return nil, err
	}
	values, wrong := models.ReadAPIValues(form, fields)
	maps.Copy(f.invalid, prefixed(wrong, "fields."))
	for i := range form.Fields {
		field := &form.Fields[i]
		value, given := values[field.Key]
		switch {
		case !given:
		case value == "":
			answers[field.PublicID] = nil
		case field.Type == models.TypeMultiChoice:
			answers[field.PublicID] = models.SplitChoices(value)
		default:
			answers[field.PublicID] = []string{value}
		}
	}
	return answers, nil
}
