package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) notes() {
	add(a, operation{
		method: http.MethodPost, path: "/people/{personId}/notes", id: "create-note",
		example: `{"text":"Called back."}`, policy: web.WriteScope, tag: "Notes",
		status: http.StatusCreated, summary: "Write a note about a person", refuses: []int{http.StatusConflict},
	}, a.createNote)
	add(a, operation{
		method: http.MethodPatch, path: "/people/{personId}/notes/{noteId}", id: "change-note",
		example: `{"text":"Called back twice."}`, policy: web.WriteScope, tag: "Notes",
		summary: "Change a note", text: "The author stays; who changed it is kept as editedBy.",
	}, a.changeNote)
	add(a, operation{
		method: http.MethodDelete, path: "/people/{personId}/notes/{noteId}", id: "delete-note", policy: web.WriteScope, tag: "Notes",
		summary: "Delete a note",
	}, a.deleteNote)
}

type createNoteInput struct {
	OnceKey
	PersonID string `path:"personId" maxLength:"100"`
	Body     struct {
		Text   string `json:"text" maxLength:"4000" example:"Prefers mornings."`
		Pinned bool   `json:"pinned,omitempty" doc:"Keeps it on top of the person's page."`
	} `nameHint:"NewNote"`
}

func (a *api) createNote(ctx context.Context, in *createNoteInput) (*created[noteAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (noteAnswer, error) {
		person, err := findThePerson(ctx, tx, in.PersonID)
		if err != nil {
			return noteAnswer{}, err
		}
		note, err := person.AddNote(tx, in.Body.Text, in.Body.Pinned)
		if err != nil {
			return noteAnswer{}, err
		}
		return noteWords(note), nil
	})
}

type noteInput struct {
	PersonID string `path:"personId" maxLength:"100"`
	NoteID   string `path:"noteId" maxLength:"100"`
}

func findTheNote(ctx context.Context, tx *models.Tx, in noteInput) (*models.Note, error) {
	person, err := findThePerson(ctx, tx, in.PersonID)
	if err != nil {
		return nil, err
	}
	return models.FindNoteByPublicID(tx, person.ID, in.NoteID)
}

type changeNoteInput struct {
	PersonID string `path:"personId" maxLength:"100"`
	NoteID   string `path:"noteId" maxLength:"100"`
	Body     struct {
		Text   *string `json:"text,omitempty" maxLength:"4000"`
		Pinned *bool   `json:"pinned,omitempty"`
	} `nameHint:"NoteChange"`
}

func (a *api) changeNote(ctx context.Context, in *changeNoteInput) (*answer[noteAnswer], error) {
	var out noteAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		note, err := findTheNote(ctx, tx, noteInput{in.PersonID, in.NoteID})
		if err != nil {
			return err
		}
		if in.Body.Text != nil {
			if err := note.Edit(tx, *in.Body.Text); err != nil {
				return err
			}
		}
		if in.Body.Pinned != nil {
			if err := note.Pin(tx, *in.Body.Pinned); err != nil {
				return err
			}
		}
		out = noteWords(note)
		return nil
	})
	return answering(out, err)
}

func (a *api) deleteNote(ctx context.Context, in *noteInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		note, err := findTheNote(ctx, tx, *in)
		if err != nil {
			return err
		}
		return note.Remove(tx)
	})
}
