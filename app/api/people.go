package api

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) people() {
	add(a, operation{
		method: http.MethodPost, path: "/people", id: "create-person",
		example: `{"fields":{"First Name":"Mila","Last Name":"Brandt","Birthdate":"2025-03-09"},"notes":[{"text":"Prefers mornings."}],"waitlists":[{"waitlistId":"toddlers","requestedDate":"2026-09-01"}]}`, policy: web.WriteScope, tag: "People", status: http.StatusCreated,
		summary: "Add a person", text: "Notes and places on waitlists that come along are one change: receivers of webhooks hear one AddPerson.",
		refuses: []int{http.StatusConflict},
	}, a.createPerson)
	add(a, operation{
		method: http.MethodGet, path: "/people", id: "list-people", policy: web.ReadScope, tag: "People",
		summary: "List people", text: "In the order they were added unless told otherwise, so that whoever is added meanwhile comes last.",
	}, a.listPeople)
	add(a, operation{
		method: http.MethodGet, path: "/people/{personId}", id: "get-person", policy: web.ReadScope, tag: "People", summary: "Read a person",
	}, a.readPerson)
	add(a, operation{
		method: http.MethodPatch, path: "/people/{personId}", id: "change-person",
		example: `{"fields":{"Email":"brandt@example.com"}}`, policy: web.WriteScope, tag: "People",
		summary: "Change a person", text: "Fields that are not named stay; null empties one.",
	}, a.changePerson)
	add(a, operation{
		method: http.MethodDelete, path: "/people/{personId}", id: "delete-person", policy: web.WriteScope, tag: "People",
		summary: "Delete a person", text: "Receivers get DeletePerson with the last state. With erase=true, which needs the scope admin, " +
			"everything personal is gone for good: from history, stored events and deliveries as well, and receivers get the ids alone. " +
			"Somebody who was deleted before can be erased later by the same request.",
	}, a.deletePerson)
}

type createPersonInput struct {
	OnceKey
	Body struct {
		FamilyPersonID int64          `json:"familyPersonId,omitempty" minimum:"1" doc:"An existing family; a family of their own unless given." example:"1041"`
		Fields         map[string]any `json:"fields" doc:"Values by the fields' keys (GET /fields)."`
		Notes          []struct {
			Text string `json:"text" maxLength:"4000" example:"Prefers mornings."`
		} `json:"notes,omitempty" maxItems:"50"`
		Waitlists []personOnList `json:"waitlists,omitempty" maxItems:"50"`
	} `nameHint:"NewPerson"`
}

// personOnList is a place that comes along with a new person.
type personOnList struct {
	WaitlistID string `json:"waitlistId" maxLength:"100" pattern:"^[0-9A-Za-z-]*$" patternDescription:"an id"`
	EntryWish
}

func (a *api) createPerson(ctx context.Context, in *createPersonInput) (*created[personAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (personAnswer, error) {
		form, err := models.FindPersonForm(tx, models.StaffForm)
		if err != nil {
			return personAnswer{}, err
		}
		values, wrong := models.ReadAPIValues(form, in.Body.Fields)
		invalid := prefixed(wrong, "fields.")
		if len(values) == 0 && len(invalid) == 0 {
			invalid.Add("fields", "Please say something about the person, a first name for example.")
		}
		places, err := in.readPlaces(ctx, tx, invalid)
		if err != nil {
			return personAnswer{}, err
		}
		if err := invalid.Err(); err != nil {
			return personAnswer{}, err
		}
		person, err := models.CreatePerson(tx, form.Fields, models.NewPerson{FamilyID: in.Body.FamilyPersonID, Values: values, Source: "api"})
		if errors.Is(err, models.ErrNotFound) {
			return personAnswer{}, models.Invalid{"familyPersonId": "There is no such family."}
		}
		if err != nil {
			return personAnswer{}, err
		}
		var notes []*models.Note
		for i, said := range in.Body.Notes {
			note, err := person.AddNote(tx, said.Text, false)
			if err != nil {
				return personAnswer{}, within(err, fmt.Sprintf("notes[%d].", i))
			}
			notes = append(notes, note)
		}
		var entries []*models.Entry
		for i, place := range places {
			entry, existed, err := place.list.Add(tx, person, place.wish)
			if err != nil {
				return personAnswer{}, within(err, fmt.Sprintf("waitlists[%d].", i))
			}
			if entry.Waitlist = place.list; !existed {
				entries = append(entries, entry)
			}
		}
		newcomer, err := models.FullNewcomer(tx, person, notes, entries)
		if err != nil {
			return personAnswer{}, err
		}
		words, err := a.places(tx)
		if err != nil {
			return personAnswer{}, err
		}
		return personWords(newcomer, words), nil
	})
}

// wishedPlace is a place of a new person, read and found.
type wishedPlace struct {
	list *models.Waitlist
	wish models.NewEntry
}

func (in *createPersonInput) readPlaces(ctx context.Context, tx *models.Tx, invalid models.Invalid) ([]wishedPlace, error) {
	var places []wishedPlace
	for i, named := range in.Body.Waitlists {
		at := fmt.Sprintf("waitlists[%d].", i)
		list, err := models.FindWaitlist(tx, scope(ctx), named.WaitlistID)
		if errors.Is(err, models.ErrNotFound) {
			invalid.Add(at+"waitlistId", "There is no such waitlist.")
			continue
		}
		if err != nil {
			return nil, err
		}
		wish, wrong, err := named.read(tx, list)
		if err != nil {
			return nil, err
		}
		maps.Copy(invalid, prefixed(wrong, at))
		places = append(places, wishedPlace{list, wish})
	}
	return places, nil
}

// within moves an Invalid to its part of the body.
func within(err error, place string) error {
	var invalid models.Invalid
	if errors.As(err, &invalid) {
		return prefixed(invalid, place)
	}
	return err
}

// personNow is the person after all that this Write did.
func (a *api) personNow(ctx context.Context, tx *models.Tx, id int64) (personAnswer, error) {
	if err := models.Settle(tx); err != nil {
		return personAnswer{}, err
	}
	return a.findPerson(tx, models.Everywhere(), id)
}

func (a *api) findPerson(tx *models.Tx, scope models.Scope, id int64) (personAnswer, error) {
	person, err := models.FindFullPerson(tx, scope, id)
	if err != nil {
		return personAnswer{}, err
	}
	places, err := a.places(tx)
	if err != nil {
		return personAnswer{}, err
	}
	return personWords(person, places), nil
}

type personInput struct {
	PersonID string `path:"personId" maxLength:"100" doc:"The PersonId; the customerId of visits and the PersonGUID do as well." example:"1042"`
}

func (a *api) readPerson(ctx context.Context, in *personInput) (*answer[personAnswer], error) {
	tx := a.DB.Read(ctx)
	person, err := findThePerson(ctx, tx, in.PersonID)
	if err != nil {
		return nil, err
	}
	return answering(a.findPerson(tx, scope(ctx), person.ID))
}

// findThePerson finds the person that a request names: by PersonId, or as visits and webhooks do.
func findThePerson(ctx context.Context, tx *models.Tx, personID string) (*models.Person, error) {
	id, err := web.ID(personID)
	if err != nil {
		return models.FindPersonByPublicID(tx, scope(ctx), personID)
	}
	return models.FindPerson(tx, scope(ctx), id)
}

type changePersonInput struct {
	PersonID string `path:"personId" maxLength:"100" doc:"The PersonId."`
	Body     struct {
		FamilyPersonID optional[int64] `json:"familyPersonId,omitempty" doc:"Moves the person to that family; null makes one of their own."`
		Fields         map[string]any  `json:"fields,omitempty" doc:"The fields to change, by key."`
	} `nameHint:"PersonChange"`
}

func (a *api) changePerson(ctx context.Context, in *changePersonInput) (*answer[personAnswer], error) {
	var out personAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		person, err := findThePerson(ctx, tx, in.PersonID)
		if err != nil {
			return err
		}
		form, err := models.FindPersonForm(tx, models.StaffForm)
		if err != nil {
			return err
		}
		values, wrong := models.ReadAPIValues(form, in.Body.Fields)
		if err := prefixed(wrong, "fields.").Err(); err != nil {
			return err
		}
		if _, err := person.Change(tx, form.Fields, values); err != nil {
			return err
		}
		if in.Body.FamilyPersonID.Given {
			if err := moveToFamily(tx, person, in.Body.FamilyPersonID); err != nil {
				return err
			}
		}
		out, err = a.personNow(ctx, tx, person.ID)
		return err
	})
	return answering(out, err)
}

func moveToFamily(tx *models.Tx, person *models.Person, family optional[int64]) error {
	unknown := models.Invalid{"familyPersonId": "There is no such family."}
	if !family.Null && family.Value < 1 {
		return unknown
	}
	err := person.MoveToFamily(tx, family.Value)
	if errors.Is(err, models.ErrNotFound) {
		return unknown
	}
	return err
}

type deletePersonInput struct {
	PersonID string `path:"personId" maxLength:"100" doc:"The PersonId."`
	Erase    bool   `query:"erase" doc:"Erases instead: needs the scope admin."`
}

// mayErase refuses a wish to erase without the scope for it.
func mayErase(ctx context.Context, wish bool) error {
	if wish && !web.AdminScope.Admits(web.PrincipalOf(ctx)) {
		return &web.Refusal{Status: http.StatusForbidden, Detail: "Erasing needs a key with the scope admin."}
	}
	return nil
}

func (a *api) deletePerson(ctx context.Context, in *deletePersonInput) (*done, error) {
	if err := mayErase(ctx, in.Erase); err != nil {
		return nil, err
	}
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		if in.Erase {
			id, err := web.ID(in.PersonID)
			if err != nil { // one who was deleted has the number alone
				person, err := findThePerson(ctx, tx, in.PersonID)
				if err != nil {
					return err
				}
				id = person.ID
			}
			return models.EraseByID(tx, scope(ctx), id)
		}
		person, err := findThePerson(ctx, tx, in.PersonID)
		if err != nil {
			return err
		}
		return person.Remove(tx)
	})
}
