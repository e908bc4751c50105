package models

// PersonFile is everything kept about a person, in names that people can read: what they may ask for.
type PersonFile struct {
	PersonID     int64          `json:"personId"`
	FamilyNumber int64          `json:"familyNumber"`
	Name         string         `json:"name"`
	Priority     string         `json:"priority"`
	AddedAt      Instant        `json:"addedAt"`
	AddedThrough string         `json:"addedThrough"`
	Fields       map[string]any `json:"fields"`
	Notes        []NoteFile     `json:"notes"`
	Waitlists    []EntryFile    `json:"waitlists"`
	Family       []string       `json:"family"`
	History      []HistoryFile  `json:"history"`
}

// NoteFile is one note about the person.
type NoteFile struct {
	Text     string   `json:"text"`
	Author   string   `json:"author"`
	AddedAt  Instant  `json:"addedAt"`
	EditedAt *Instant `json:"editedAt"`
	EditedBy string   `json:"editedBy"`
}

// EntryFile is one place on a waitlist, past ones included.
type EntryFile struct {
	Waitlist      string      `json:"waitlist"`
	Status        EntryStatus `json:"status"`
	Position      *int        `json:"position"`
	AddedDate     Instant     `json:"addedDate"`
	RequestedDate Date        `json:"requestedDate"`
	ConfirmedAt   *Instant    `json:"confirmedAt"`
	EndedAt       *Instant    `json:"endedAt"`
	EndReason     string      `json:"endReason"`
}

// HistoryFile is one thing that happened.
type HistoryFile struct {
	At      Instant           `json:"at"`
	By      string            `json:"by"`
	Changes []ChangeFile      `json:"changes,omitempty"`
	Action  string            `json:"action,omitempty"`
	Detail  map[string]string `json:"detail,omitempty"`
}

// ChangeFile is one difference.
type ChangeFile struct {
	Kind   DifferenceKind `json:"kind"`
	Field  string         `json:"field,omitempty"`
	List   string         `json:"waitlist,omitempty"`
	Before string         `json:"before"`
	After  string         `json:"after"`
}

// FilePerson collects everything about a person, as far as the scope may see.
func FilePerson(tx *Tx, scope Scope, id int64) (*PersonFile, error) {
	page, err := FindPersonPage(tx, scope, id)
	if err != nil {
		return nil, err
	}
	p := page.Person
	file := &PersonFile{
		PersonID: p.ID, FamilyNumber: p.FamilyID, Name: p.Name(), AddedAt: p.CreatedAt, AddedThrough: p.Source,
		Fields: map[string]any{}, Notes: []NoteFile{}, Waitlists: []EntryFile{}, Family: []string{}, History: []HistoryFile{},
	}
	if page.Priority != nil {
		file.Priority = page.Priority.Name
	}
	for _, value := range page.Values {
		file.Fields[value.Field.Key] = APIValue(value.Field.Type, value.Value)
	}
	for _, n := range page.Notes {
		file.Notes = append(file.Notes, NoteFile{n.Text, n.Author, n.CreatedAt, n.EditedAt, n.EditedBy})
	}
	for _, e := range page.Entries {
		file.Waitlists = append(file.Waitlists, EntryFile{e.Waitlist.Name, e.Status, e.Position, e.AddedAt, e.RequestedDate, e.ConfirmedAt, e.EndedAt, e.EndReason})
	}
	for i := range page.Family {
		file.Family = append(file.Family, page.Family[i].Name())
	}
	return file, file.addHistory(tx, scope)
}

func (f *PersonFile) addHistory(tx *Tx, scope Scope) error {
	for from := ""; ; {
		page, err := Timeline(tx, scope, f.PersonID, AllHistory, from)
		if err != nil {
			return err
		}
		for _, item := range page.Items {
			happened := HistoryFile{At: item.At, By: item.ByName, Action: item.Action, Detail: item.Detail}
			for _, d := range item.Differences {
				change := ChangeFile{Kind: d.Kind, Before: d.Before, After: d.After}
				if d.Field != nil {
					change.Field = d.Field.Key
				}
				if d.Entry != nil {
					change.List = d.Entry.Waitlist
				}
				happened.Changes = append(happened.Changes, change)
			}
			f.History = append(f.History, happened)
		}
		if from = page.Next; from == "" {
			return nil
		}
	}
}
