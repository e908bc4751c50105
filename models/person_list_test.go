package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// addPerson makes somebody from values by key, as a form of staff would.
func addPerson(t testing.TB, db *models.DB, familyID int64, values models.Values) *models.Person {
	t.Helper()
	var p *models.Person
	modelstest.Write(t, db, func(tx *models.Tx) error {
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		p, err = models.CreatePerson(tx, fields, models.NewPerson{FamilyID: familyID, Values: values, Source: "staff"})
		return err
	})
	return p
}

func named(first, last string) models.Values {
	return models.Values{"First Name": first, "Last Name": last}
}

func joinList(t testing.TB, db *models.DB, p *models.Person, list *models.Waitlist) *models.Entry {
	t.Helper()
	entry := &models.Entry{PersonID: p.ID, WaitlistID: list.ID}
	modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Create(entry).Error })
	return entry
}

func firstNames(people []models.Person) []string {
	names := []string{}
	for i := range people {
		names = append(names, people[i].FirstName)
	}
	return names
}

func listed(t testing.TB, db *models.DB, filter models.PeopleFilter) []string {
	t.Helper()
	list, err := models.ListPeople(db.Read(t.Context()), filter)
	if err != nil {
		t.Fatal(err)
	}
	return firstNames(list.People)
}

func TestPeopleAreFoundByTheBeginningsOfWhatTheyAreCalled(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		addPerson(t, db, 0, models.Values{"First Name": "Ida", "Last Name": "Brandt", "Phone #": "030 901820", "Email": "brandt@linden.example"})
		addPerson(t, db, 0, models.Values{"First Name": "Zoë", "Last Name": "van der Aalst-Okonkwo", "Email": "zoe.aalst@example.org"})
		addPerson(t, db, 0, models.Values{"First Name": "Ian", "Last Name": "Ruiz", "Phone #": "+49 30 901821"})
		for query, want := range map[string][]string{
			"ida": {"Ida"}, "i": {"Ida", "Ian"}, "br id": {"Ida"}, "ID BRANDT": {"Ida"}, "zoe okon": {"Zoë"}, "aalst": {"Zoë"},
			"030 90182": {"Ida", "Ian"}, "+49 30 901820": {"Ida"}, "brandt@linden": {"Ida"}, "example": {"Ida", "Zoë"},
			"ida ruiz": {}, "%": {}, "": {"Ida", "Ian", "Zoë"}, "  ": {"Ida", "Ian", "Zoë"}, "'; DROP TABLE people": {},
		} {
			if diff := cmp.Diff(want, listed(t, db, models.PeopleFilter{Scope: models.Everywhere(), Query: query})); diff != "" {
				t.Errorf("%q: %s", query, diff)
			}
		}
	})
}

func TestEverybodyIsFoundByTheBeginningsOfTheirNames(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		name := rapid.StringMatching(`[A-Za-zÀ-ÖØ-öø-ÿŁłŠš][a-zÀ-ÖØ-öø-ÿ' -]{0,11}`)
		rapid.Check(t, func(r *rapid.T) {
			first, last := name.Draw(r, "first"), name.Draw(r, "last")
			p := addPerson(t, db, 0, named(first, last))
			beginning := func(of string) string {
				return string([]rune(of)[:rapid.IntRange(1, len([]rune(of))).Draw(r, "length")])
			}
			query := beginning(last) + " " + beginning(first)
			list, err := models.ListPeople(db.Read(t.Context()), models.PeopleFilter{Scope: models.Everywhere(), Query: query, FamilyID: p.FamilyID})
			if err != nil || len(list.People) != 1 {
				r.Fatalf("%q %q is not found by %q: %v", first, last, query, err)
			}
		})
	})
}

func TestPagesOfPeopleNeitherSkipNorRepeatAnybody(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		modelstest.Write(t, db, func(tx *models.Tx) error {
			for i := range 23 {
				p := &models.Person{FirstName: fmt.Sprint("Child ", i), LastName: []string{"Brandt", "Haddad", ""}[i%3]}
				if i%4 != 0 {
					p.Birthdate = models.Date{Year: 2020 + i%3, Month: 5, Day: 1}
				}
				if err := tx.Create(p).Error; err != nil {
					return err
				}
			}
			return nil
		})
		for _, sort := range []models.PeopleSort{models.ByName, models.ByCreated, models.ByAge} {
			for _, reverse := range []bool{false, true} {
				for _, query := range []string{"", "child"} {
					filter := models.PeopleFilter{Scope: models.Everywhere(), Query: query, Sort: sort, Reverse: reverse, Limit: 200}
					want := listed(t, db, filter)
					filter.Limit = 5
					forth, back := walk(t, db, filter)
					if diff := cmp.Diff(want, forth); diff != "" || len(want) != 23 {
						t.Errorf("%s %v: forth %s", sort, reverse, diff)
					}
					if diff := cmp.Diff(want[:20], back); diff != "" {
						t.Errorf("%s %v: back %s", sort, reverse, diff)
					}
				}
			}
		}
	})
}

// walk pages to the end and back to the beginning; back leaves out the last page.
func walk(t *testing.T, db *models.DB, filter models.PeopleFilter) (forth, back []string) {
	for {
		list, err := models.ListPeople(db.Read(t.Context()), filter)
		if err != nil {
			t.Fatal(err)
		}
		forth = append(forth, firstNames(list.People)...)
		if list.Next == "" {
			filter.Cursor = list.Previous
			break
		}
		filter.Cursor = list.Next
	}
	for filter.Cursor != "" {
		list, err := models.ListPeople(db.Read(t.Context()), filter)
		if err != nil {
			t.Fatal(err)
		}
		back = append(firstNames(list.People), back...)
		filter.Cursor = list.Previous
	}
	return forth, back
}

func TestACursorThatNobodyHandedOutIsRefusedKindly(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		for _, cursor := range []string{"x", "PjEg_w", "Pg", "PiBh", "PjAgYQ", "\x00"} {
			_, err := models.ListPeople(db.Read(t.Context()), models.PeopleFilter{Cursor: cursor})
			if invalid := models.Invalid(nil); !errors.As(err, &invalid) {
				t.Errorf("%q: %v", cursor, err)
			}
		}
	})
}

func TestALimitedUserSeesThoseOnTheListsOfTheirLocations(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		here, there := newLocation(t, db, "Park"), newLocation(t, db, "Mill")
		lists := map[string]*models.Waitlist{}
		for name, at := range map[string]*int64{"park": &here.ID, "mill": &there.ID, "nowhere": nil} {
			lists[name] = newList(t, db, name)
			modelstest.Write(t, db, func(tx *models.Tx) error {
				lists[name].LocationID = at
				return tx.Save(lists[name]).Error
			})
		}
		ida := addPerson(t, db, 0, named("Ida", "Brandt"))
		noor := addPerson(t, db, ida.FamilyID, named("Noor", "Brandt"))
		old := addPerson(t, db, 0, named("Old", "Ruiz"))
		addPerson(t, db, 0, named("Unlisted", "Ruiz"))
		joinList(t, db, ida, lists["park"])
		joinList(t, db, ida, lists["mill"])
		joinList(t, db, noor, lists["mill"])
		joinList(t, db, noor, lists["nowhere"])
		past := joinList(t, db, old, lists["park"])
		modelstest.Write(t, db, func(tx *models.Tx) error {
			now := models.TxNow(tx)
			past.Status, past.EndedAt = models.Removed, &now
			return tx.Save(past).Error
		})
		scope := models.Scope{LocationIDs: []int64{here.ID}}
		if diff := cmp.Diff([]string{"Ida", "Old"}, listed(t, db, models.PeopleFilter{Scope: scope})); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{}, listed(t, db, models.PeopleFilter{})); diff != "" {
			t.Error("the zero scope sees nothing: ", diff)
		}
		page, err := models.FindPersonPage(db.Read(t.Context()), scope, ida.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Entries) != 1 || page.Entries[0].WaitlistID != lists["park"].ID || len(page.Family) != 0 {
			t.Errorf("the other location shows: %+v %+v", page.Entries, page.Family)
		}
		if _, err := models.FindPerson(db.Read(t.Context()), scope, noor.ID); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("another's person is a missing one: %v", err)
		}
		if _, err := models.Timeline(db.Read(t.Context()), scope, noor.ID, models.AllHistory, ""); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("another's history is a missing one: %v", err)
		}
	})
}

func TestFiltersNarrowPeople(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list := newList(t, db, "toddlers")
		var staff *models.Priority
		modelstest.Write(t, db, func(tx *models.Tx) (err error) {
			staff, err = models.CreatePriority(tx, "Family of staff", false)
			return err
		})
		ida := addPerson(t, db, 0, models.Values{"First Name": "Ida", "Last Name": "Brandt", "Priority": "Family of staff"})
		addPerson(t, db, ida.FamilyID, named("Noor", "Brandt"))
		leo := addPerson(t, db, 0, named("Leo", "Ruiz"))
		joinList(t, db, leo, list)
		for name, c := range map[string]struct {
			filter models.PeopleFilter
			want   []string
		}{
			"list":                {models.PeopleFilter{WaitlistID: list.ID}, []string{"Leo"}},
			"list and words":      {models.PeopleFilter{WaitlistID: list.ID, Query: "l"}, []string{"Leo"}},
			"list, other's words": {models.PeopleFilter{WaitlistID: list.ID, Query: "ida"}, []string{}},
			"priority":            {models.PeopleFilter{PriorityID: staff.ID}, []string{"Ida"}},
			"family":              {models.PeopleFilter{FamilyID: ida.FamilyID}, []string{"Ida", "Noor"}},
			"waiting":             {models.PeopleFilter{On: models.OnList}, []string{"Leo"}},
			"not waiting":         {models.PeopleFilter{On: models.OnNone, Query: "brandt"}, []string{"Ida", "Noor"}},
		} {
			c.filter.Scope = models.Everywhere()
			if diff := cmp.Diff(c.want, listed(t, db, c.filter)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

// No page walks all people or all words, however the list is narrowed and sorted.
func TestListingPeopleNeverWalksThemAll(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		for _, sort := range []models.PeopleSort{models.ByName, models.ByCreated, models.ByAge} {
			for name, filter := range map[string]models.PeopleFilter{
				"all":       {},
				"search":    {Query: "ida br"},
				"letter":    {Query: "a"},
				"list":      {WaitlistID: 1},
				"on a list": {On: models.OnList},
				"limited":   {Scope: models.Scope{LocationIDs: []int64{1}}},
			} {
				filter.Sort = sort
				filter.Scope.All = filter.Scope.LocationIDs == nil
				plan, err := models.ExplainPeople(db.Read(t.Context()), filter)
				if err != nil {
					t.Fatal(err)
				}
				if models.Walks(plan) || name == "all" && models.Sorts(plan) {
					t.Errorf("%s by %s:\n%s", name, sort, strings.Join(plan, "\n"))
				}
			}
		}
	})
}

func newLocation(t testing.TB, db *models.DB, name string) *models.Location {
	t.Helper()
	var location *models.Location
	modelstest.Write(t, db, func(tx *models.Tx) (err error) {
		location, err = models.CreateLocation(tx, models.LocationSettings{Name: name, TimeZone: "Europe/Berlin"})
		return err
	})
	return location
}

func TestPeopleAreCountedUpToAThousand(t *testing.T) {
	for count, want := range map[models.Count]string{0: "0", 12: "12", 1000: "1000", 1001: "1,000+"} {
		if count.String() != want {
			t.Errorf("%d is %s", count, count)
		}
	}
}
