package models

import (
	"cmp"
	"errors"
	"slices"
)

// MostSignupPeople is how many people of a family one sign-up may name.
const MostSignupPeople = 8

// Signup is what a family says on the public form, read and checked. Each of its people becomes a Person of one family.
type Signup struct {
	Contact string // the name of who signs up, where they do not wait themselves
	People  []SignupPerson
	Note    string
}

// SignupPerson is one who waits. The values include the family's phone and e-mail.
type SignupPerson struct {
	Values    Values
	Requested Date
	Lists     []int64
}

// SignupPlace is what the family is told of one person on one list. Place is 0 where the list does not tell it.
type SignupPlace struct {
	Person int // index in Signup.People
	List   string
	Place  int
}

// NoRoom is a list that takes nobody, or not so many, as it turned out when everybody else had to wait.
type NoRoom struct {
	Person  int // index in Signup.People of the first one without room
	List    string
	Signups Signups
}

func (n NoRoom) Error() string { return "the list " + n.List + " is " + string(n.Signups) }

// Join puts the whole family on its lists, or nobody: NoRoom. Somebody who is on a list already keeps that entry, and the answer is
// that of a newcomer, so that it tells nobody who was there before.
func (s Signup) Join(tx *Tx) ([]SignupPlace, error) {
	lists, err := s.lockLists(tx)
	if err != nil {
		return nil, err
	}
	fields, err := OpenFields(tx)
	if err != nil {
		return nil, err
	}
	j := &joining{fields: fields, lists: lists}
	for i := range s.People {
		if err := j.add(tx, &s, i); err != nil {
			return nil, err
		}
	}
	if err := j.nameContact(tx, s.Contact); err != nil {
		return nil, err
	}
	return j.places, j.tellPlaces(tx)
}

// lockLists waits for other sign-ups to the lists: first come is decided from here on. It takes them by number, so that no two
// families wait for each other.
func (s Signup) lockLists(tx *Tx) (map[int64]*Waitlist, error) {
	ids := []int64{}
	for _, p := range s.People {
		ids = append(ids, p.Lists...)
	}
	slices.Sort(ids)
	lists := map[int64]*Waitlist{}
	for _, id := range slices.Compact(ids) {
		list, err := takeList(tx, id)
		if err != nil {
			return nil, err
		}
		lists[id] = list
	}
	return lists, nil
}

// joining is a family on its way in.
type joining struct {
	fields  []Field
	lists   map[int64]*Waitlist
	family  int64
	entries []*Entry // of places; nil for one who was there before
	places  []SignupPlace
}

func (j *joining) add(tx *Tx, s *Signup, index int) error {
	who := &s.People[index]
	likeness, err := LikenessOf(j.fields, who.Values)
	if err != nil {
		return err
	}
	person, err := j.known(tx, likeness)
	if err != nil {
		return err
	}
	for _, id := range slices.SortedFunc(slices.Values(who.Lists), func(a, b int64) int { return cmp.Compare(j.lists[a].Rank, j.lists[b].Rank) }) {
		list := j.lists[id]
		signups, err := list.AcceptsSignups(tx)
		if err != nil {
			return err
		}
		if signups != SignupsOpen {
			return NoRoom{Person: index, List: list.Name, Signups: signups}
		}
		if person == nil {
			person, err = CreatePerson(tx, j.fields, NewPerson{FamilyID: j.family, Values: who.Values, Source: "online"})
			if err != nil {
				return err
			}
			j.family = person.FamilyID
		}
		entry, existed, err := list.Add(tx, person, NewEntry{RequestedDate: who.Requested})
		if err != nil {
			return err
		}
		if existed {
			entry = nil
		}
		j.entries = append(j.entries, entry)
		j.places = append(j.places, SignupPlace{Person: index, List: list.Name})
	}
	return person.hear(tx, s.Note)
}

// known is who this is already, nil for a newcomer. Nothing that is known of them changes: a stranger may fill in the form as well.
func (j *joining) known(tx *Tx, likeness Likeness) (*Person, error) {
	alike, err := FindAlike(tx, likeness)
	if err != nil || len(alike) == 0 {
		return nil, err
	}
	for i := range alike {
		for id := range j.lists {
			if entry, err := activeEntry(tx, id, alike[i].ID); err != nil || entry != nil {
				return &alike[i], err
			}
		}
	}
	return &alike[0], nil
}

// eraseSignup forgets who signed up a family of which nobody is left, and the answers to sign-ups of the last day, which name people.
func eraseSignup(tx *Tx, familyID int64) error {
	err := tx.Exec("UPDATE families SET contact = '' WHERE id = ? AND NOT EXISTS (SELECT 1 FROM people WHERE family_id = families.id)", familyID).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM idempotency_keys WHERE owner = 'public'").Error
}

// hear keeps what the family wrote, once.
func (p *Person) hear(tx *Tx, note string) error {
	if note == "" || p == nil {
		return nil
	}
	if !isNew(tx, p.ID) {
		var same int64
		if err := tx.Model(&Note{}).Where("person_id = ? AND text = ?", p.ID, note).Count(&same).Error; err != nil || same > 0 {
			return err
		}
	}
	_, err := p.AddNote(tx, note, false)
	return err
}

// nameContact notes who signed a new family up.
func (j *joining) nameContact(tx *Tx, name string) error {
	if name == "" || j.family == 0 {
		return nil
	}
	return tx.Model(&Family{}).Where("id = ?", j.family).Update("contact", name).Error
}

// tellPlaces asks for the places when everybody stands where they will be seen on reload. Who was there before is told what a newcomer
// would be told.
func (j *joining) tellPlaces(tx *Tx) error {
	if err := Settle(tx); err != nil {
		return err
	}
	byName := map[string]*Waitlist{}
	for _, list := range j.lists {
		byName[list.Name] = list
	}
	for i := range j.places {
		list := byName[j.places[i].List]
		if !list.ShowPlace {
			continue
		}
		place, err := j.place(tx, list, j.entries[i])
		if err != nil {
			return err
		}
		j.places[i].Place = place
	}
	return nil
}

func (j *joining) place(tx *Tx, list *Waitlist, entry *Entry) (int, error) {
	if entry == nil {
		active, err := list.Active(tx)
		return active + 1, err
	}
	if !entry.stillStands(tx) {
		if err := entry.reload(tx); err != nil {
			return 0, err
		}
	}
	if entry.Position == nil {
		return 0, errors.New("an active entry has no position")
	}
	return *entry.Position, nil
}
