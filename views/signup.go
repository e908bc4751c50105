package views

import (
	"strconv"

	"anteroom/models"
)

// Signup is the public form as it was typed, question by question.
type Signup struct {
	Title       string
	Facts       []string // of the one list: its ages, how many are waiting
	Text        string   // the account's instructions
	Description string   // the list's

	Action   string
	Once     string
	Opened   string // when the form was first shown, sealed
	Children bool   // every list is for some ages alone
	Contact  []Question
	People   []SignupPerson
	Note     Field
	CanAdd   bool
	Choosing bool // somebody's lists are still to be seen, so the button shows them
	Errors   []FieldError
	Wrong    bool
}

// SignupPerson is one who waits. Lists is nil where the link names the list, or where a birthdate has to come first.
type SignupPerson struct {
	Number    int
	Name      string // the first name as typed
	Questions []Question
	Seen      Field // what the lists were proposed for
	Lists     *Field
	NoLists   string // why none can be proposed
	CanRemove bool
}

// Question is a field with the type that says which control asks it.
type Question struct {
	Field
	Type      models.FieldType
	Birthdate bool
}

// OpenList is a list that a visitor may look at.
type OpenList struct {
	Name  string
	Href  string
	About string
	State State
}

// SignupShut is what a list says that takes nobody now.
type SignupShut struct {
	Title  string
	Text   string
	Others []OpenList
}

// SignupThanks is what a family is told. Without people it is told nothing but thanks.
type SignupThanks struct {
	People []SignupThanked
	Again  string // the form, for somebody else
}

// SignupThanked is one who waits now.
type SignupThanked struct {
	Name  string
	Lists []SignupPlace
}

// SignupPlace is a list and the place in line on it, 0 where that is not told.
type SignupPlace struct {
	List  string
	Place int
}

func (f Signup) legend(p SignupPerson) string {
	switch {
	case len(f.People) == 1 && f.Children:
		return "Your child"
	case len(f.Contact) == 0 && p.Number == 1:
		return "About you"
	case len(f.People) == 1:
		return "Who is waiting"
	case f.Children:
		return "Child " + strconv.Itoa(p.Number)
	}
	return "Person " + strconv.Itoa(p.Number)
}

func (f Signup) another() string {
	if f.Children {
		return "Add another child"
	}
	return "Add another person"
}

func (f Signup) next() string {
	return strconv.Itoa(len(f.People) + 1)
}

// Called is how a sentence names the person: by name, or "Child 2"; not at all where there is nobody else.
func (f Signup) Called(p SignupPerson) string {
	if len(f.People) == 1 {
		return ""
	}
	return p.called(f)
}

func (p SignupPerson) called(f Signup) string {
	if p.Name != "" {
		return p.Name
	}
	return f.legend(p)
}
