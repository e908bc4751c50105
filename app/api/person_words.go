package api

import (
	"strconv"

	"anteroom/models"
)

// personAnswer is a person as the API tells of them.
type personAnswer struct {
	PersonID       int64          `json:"personId" doc:"The PersonId of webhooks." example:"1042"`
	PersonGUID     string         `json:"personGuid" doc:"The PersonGUID of webhooks."`
	CustomerID     string         `json:"customerId" doc:"How visits name the person."`
	FamilyPersonID int64          `json:"familyPersonId" doc:"The number that the members of a family share." example:"1041"`
	Fields         map[string]any `json:"fields" doc:"Every field in use by its key: dates as YYYY-MM-DD, several choices as an array, numbers as numbers, boxes as true or false."`
	Notes          []noteAnswer   `json:"notes" nullable:"false" doc:"Oldest first."`
	Entries        []entryAnswer  `json:"entries" nullable:"false" doc:"Places in line."`
	CreatedAt      string         `json:"createdAt" format:"date-time"`
	UpdatedAt      string         `json:"updatedAt" format:"date-time"`
}

func (p personAnswer) id() string { return strconv.FormatInt(p.PersonID, 10) }

func personWords(p *models.FullPerson, places *wordsOfPlaces) personAnswer {
	answer := personAnswer{
		PersonID: p.ID, PersonGUID: p.GUID, CustomerID: p.PublicID, FamilyPersonID: p.FamilyID, Fields: map[string]any{},
		Notes: []noteAnswer{}, Entries: []entryAnswer{}, CreatedAt: p.CreatedAt.Milli(), UpdatedAt: p.UpdatedAt.Milli(),
	}
	for _, value := range p.Values {
		answer.Fields[value.Field.Key] = models.APIValue(value.Field.Type, value.Value)
	}
	for i := range p.Notes {
		answer.Notes = append(answer.Notes, noteWords(&p.Notes[i]))
	}
	for i := range p.Entries {
		if p.Entries[i].IsActive() {
			answer.Entries = append(answer.Entries, places.entry(&p.Entries[i]))
		}
	}
	return answer
}

// noteAnswer is a note as the API tells of it.
type noteAnswer struct {
	NoteID    string  `json:"noteId"`
	Text      string  `json:"text" example:"Prefers mornings."`
	Author    string  `json:"author" doc:"Full name, the key's name, or online for the public page." example:"Ana Castillo"`
	Pinned    bool    `json:"pinned"`
	CreatedAt string  `json:"createdAt" format:"date-time"`
	EditedAt  *string `json:"editedAt" doc:"null until the text is changed."`
	EditedBy  string  `json:"editedBy"`
}

func (n noteAnswer) id() string { return n.NoteID }

func noteWords(n *models.Note) noteAnswer {
	return noteAnswer{
		NoteID: n.PublicID, Text: n.Text, Author: n.Author, Pinned: n.Pinned, CreatedAt: n.CreatedAt.Milli(),
		EditedAt: milliOrNull(n.EditedAt), EditedBy: n.EditedBy,
	}
}

func milliOrNull(at *models.Instant) *string {
	if at == nil {
		return nil
	}
	text := at.Milli()
	return &text
}
