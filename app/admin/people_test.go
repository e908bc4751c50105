package admin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

// people is the world of the tests of people: lists, priorities, and what staff type.
type people struct {
	*apptest.World
	staff  *apptest.Client
	fields map[models.Purpose]string // names of inputs
	lists  map[string]*models.Waitlist
}

func startPeople(t *testing.T) *people {
	t.Helper()
	w := &people{World: apptest.Start(t), fields: map[models.Purpose]string{}, lists: map[string]*models.Waitlist{}}
	w.Write(func(tx *models.Tx) error {
		for _, name := range []string{"P1 Siblings", "P2 Family of staff"} {
			if _, err := models.CreatePriority(tx, name, false); err != nil {
				return err
			}
		}
		for _, name := range []string{"Infants", "Toddlers"} {
			list := &models.Waitlist{Name: name, IsPublic: true, IsOpen: true, GraceDays: 14}
			if _, err := list.Save(tx); err != nil {
				return err
			}
			w.lists[name] = list
		}
		return nil
	})
	fields, err := models.OpenFields(w.DB.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range fields {
		w.fields[fields[i].Purpose] = "field" + id(fields[i].ID)
	}
	w.staff = w.As(models.RoleStaff)
	return w
}

// form is what staff type about a person, by purpose.
func (w *people) form(answers map[models.Purpose]string, more ...string) url.Values {
	form := url.Values{"once": {models.NewPublicID()}}
	for purpose, answer := range answers {
		form.Set(w.fields[purpose], answer)
	}
	for i := 0; i < len(more); i += 2 {
		form.Add(more[i], more[i+1])
	}
	return form
}

// add adds a person and returns their page's path.
func (w *people) add(first, last, phone string, more ...string) string {
	w.T.Helper()
	form := w.form(map[models.Purpose]string{models.ForFirstName: first, models.ForLastName: last, models.ForPhone: phone}, more...)
	page := w.staff.Post("/admin/people/new", form).Wants(http.StatusSeeOther)
	w.staff.Get(page.Location).Wants(http.StatusOK)
	return page.Location
}

func id(n int64) string { return strconv.FormatInt(n, 10) }

func TestStaffAddAPersonWithANoteAndAPlaceOnce(t *testing.T) {
	w := startPeople(t)
	form := w.form(map[models.Purpose]string{
		models.ForFirstName: "Ida", models.ForLastName: "Brandt", models.ForPhone: "030 901820", models.ForEmail: "jonas@brandt.example",
		models.ForBirthdate: "2024-08-02", models.ForPriority: "P1 Siblings",
	}, "list", id(w.lists["Toddlers"].ID), "requested", "2027-01-01", "note", "Wheelchair, ground floor")
	page := w.staff.Post("/admin/people/new", form).Wants(http.StatusSeeOther)
	again := w.staff.Post("/admin/people/new", form)
	again.WantsRedirect(page.Location)
	w.staff.Get(page.Location).Wants(http.StatusOK).Says("Ida Brandt", "P1 Siblings", "Toddlers 1st", "Wheelchair, ground floor", "Joined Toddlers", "Ben Okafor")
	w.staff.Get("/admin/people").Says("1 person", "Ida Brandt", "Toddlers, 1st")
}

func TestAKnownPhoneIsAskedAboutBeforeASecondPersonIsAdded(t *testing.T) {
	w := startPeople(t)
	ida := w.add("Ida", "Brandt", "030 901820")
	w.staff.Get("/admin/people/known?"+w.fields[models.ForPhone]+"=%2B49+30+901820").Says("We know this contact", "Ida Brandt")

	form := w.form(map[models.Purpose]string{models.ForFirstName: "Ella", models.ForLastName: "Brandt", models.ForPhone: "+49 30 901820"})
	asked := w.staff.Post("/admin/people/new", form).Wants(http.StatusUnprocessableEntity).Says("Ida Brandt", "A family of their own")
	if asked.Errors()["family"] == "" || asked.Errors()["known"] != "" {
		t.Errorf("asked back: %v", asked.Errors())
	}
	form.Set("family", strings.TrimPrefix(ida, "/admin/people/"))
	ella := w.staff.Post("/admin/people/new", form).Wants(http.StatusSeeOther).Location
	w.staff.Get(ella).Says("Ida Brandt", "Family 1")
	w.staff.Get(ida).Says("Ella Brandt")

	twin := w.form(map[models.Purpose]string{models.ForFirstName: "ida", models.ForLastName: "BRANDT", models.ForPhone: "030901820"}, "family", "new")
	if refused := w.staff.Post("/admin/people/new", twin).Wants(http.StatusUnprocessableEntity); refused.Errors()["known"] == "" {
		t.Errorf("the same person was taken again: %v", refused.Errors())
	}
	twin.Set("known", "on")
	w.staff.Post("/admin/people/new", twin).Wants(http.StatusSeeOther)
}

func TestWhatIsTypedWrongIsAskedBackBesideItsField(t *testing.T) {
	w := startPeople(t)
	form := w.form(map[models.Purpose]string{models.ForFirstName: "Ida", models.ForEmail: "jonas@"}, "requested", "soon", "added", "2020-01-01")
	page := w.staff.Post("/admin/people/new", form).Wants(http.StatusUnprocessableEntity)
	for _, name := range []string{w.fields[models.ForLastName], w.fields[models.ForEmail], "requested", "reason"} {
		if page.Errors()[name] == "" {
			t.Errorf("nothing is said about %s: %v", name, page.Errors())
		}
	}
	w.staff.Get("/admin/people").Says("Nobody here yet")
}

func TestPeopleAreFoundNarrowedAndExported(t *testing.T) {
	w := startPeople(t)
	w.add("Ida", "Brandt", "030 901820", "list", id(w.lists["Toddlers"].ID))
	w.add("=Noor", "Haddad", "030 901821")
	w.staff.Get("/admin/people?q=bran").Says("1 person found", "Ida Brandt").Hides("Haddad")
	w.staff.Get("/admin/people?on=none").Says("Noor Haddad").Hides("Ida Brandt")
	w.staff.Get("/admin/people?list="+id(w.lists["Infants"].ID)).Says("Nobody fits", "Clear the filters")
	w.staff.Get("/admin/people?list=x&priority=y").Says("Nobody fits")
	w.staff.Get("/admin/people?cursor=nonsense").Wants(http.StatusUnprocessableEntity)
	file := w.As(models.RoleViewer).Post("/admin/people/export.csv?q=030", nil).Wants(http.StatusOK)
	read, err := models.ReadCSV(strings.NewReader(file.Body))
	if err != nil || len(read.Rows) != 2 {
		t.Fatalf("the export reads as %v, %v", read, err)
	}
	if !strings.Contains(file.Body, "'=Noor") || !strings.Contains(file.Body, "Toddlers") {
		t.Errorf("the export is %s", file.Body)
	}
}

func TestAPersonIsChangedMovedAndGone(t *testing.T) {
	w := startPeople(t)
	ida, noor := w.add("Ida", "Brandt", "030 901820"), w.add("Noor", "Haddad", "030 901821")
	edit := w.form(map[models.Purpose]string{models.ForFirstName: "Ida", models.ForLastName: "Brandt-Ruiz", models.ForPhone: "030 901820"})
	w.staff.Post(ida+"/edit", edit).WantsRedirect(ida)
	w.staff.Get(ida).Says("Ida Brandt-Ruiz", "Last Name: Brandt → Brandt-Ruiz")
	w.staff.Post(ida+"/edit", w.form(map[models.Purpose]string{models.ForFirstName: "Ida"})).Wants(http.StatusUnprocessableEntity)

	w.staff.Get(noor+"/family?q=brandt").Says("Move here", "Ida Brandt-Ruiz")
	w.staff.Post(noor+"/family", url.Values{"family": {"1"}}).WantsRedirect(noor)
	w.staff.Get(noor).Says("Family 1", "Moved from family 2 to family 1")

	w.staff.Post(ida+"/entries", url.Values{"list": {""}}).Wants(http.StatusUnprocessableEntity)
	w.staff.Post(ida+"/entries", url.Values{"list": {id(w.lists["Infants"].ID)}, "added": {"2026-01-01"}}).Wants(http.StatusUnprocessableEntity)
	w.staff.Post(ida+"/entries", url.Values{"list": {id(w.lists["Infants"].ID)}, "added": {"2026-01-01"}, "reason": {"paper"}}).WantsRedirect(ida)
	w.staff.Get(ida).Says("Infants 1st", "applied 1 Jan")

	w.staff.Post(ida+"/removal", url.Values{"typed": {"Ida"}}).Wants(http.StatusUnprocessableEntity)
	w.staff.Post(ida+"/removal", url.Values{"typed": {"ida brandt-ruiz"}}).WantsRedirect("/admin/people")
	w.staff.Get(ida).Wants(http.StatusNotFound)
	w.staff.Post(noor+"/erasure", url.Values{"erase": {"Noor Haddad"}}).Wants(http.StatusForbidden)
	w.As(models.RoleAdmin).Post(noor+"/erasure", url.Values{"erase": {"Noor Haddad"}}).WantsRedirect("/admin/people")
	w.staff.Get(noor).Wants(http.StatusNotFound)
}

func TestAnAdminErasesSomebodyWhoWasDeletedBefore(t *testing.T) {
	w := startPeople(t)
	ida := w.add("Ida", "Brandt", "030 901820")
	admin := w.As(models.RoleAdmin)
	page := "/admin/people/deleted/" + strings.TrimPrefix(ida, "/admin/people/")
	admin.Get("/admin/people/deleted").Says("Nobody", "deleted, but not erased")
	admin.Get(page).Wants(http.StatusNotFound)
	w.staff.Post(ida+"/removal", url.Values{"typed": {"Ida Brandt"}}).WantsRedirect("/admin/people")

	admin.Get("/admin/people").Says("Deleted people")
	admin.Get("/admin/people/deleted").Says("Ida Brandt", "Erase…")
	admin.Get(page).Says("Erase Ida Brandt", "by ")
	w.staff.Get("/admin/people/deleted").Wants(http.StatusForbidden)
	w.staff.Post(page+"/erasure", url.Values{"typed": {"Ida Brandt"}}).Wants(http.StatusForbidden)
	admin.Post(page+"/erasure", url.Values{"typed": {"Ida"}}).Wants(http.StatusUnprocessableEntity).Says("Please type “Ida Brandt” to confirm.")
	admin.Post(page+"/erasure", url.Values{"typed": {"ida brandt"}}).WantsRedirect("/admin/people/deleted")
	admin.Get("/admin/people/deleted").Says("Ida Brandt is erased.", "Nobody")
	admin.Post(page+"/erasure", url.Values{"typed": {"ida brandt"}}).Wants(http.StatusNotFound)
}

func TestNotesArePinnedEditedDeletedAndBroughtBack(t *testing.T) {
	w := startPeople(t)
	ida := w.add("Ida", "Brandt", "030 901820")
	w.staff.Post(ida+"/notes", url.Values{"text": {" "}, "once": {models.NewPublicID()}}).Wants(http.StatusUnprocessableEntity)
	w.staff.Post(ida+"/notes", url.Values{"text": {"Called on Monday"}, "once": {models.NewPublicID()}}).Wants(http.StatusSeeOther)
	w.As(models.RoleManager).Post(ida+"/notes/1", url.Values{"text": {"Called on Tuesday"}}).Wants(http.StatusSeeOther)
	w.staff.Get(ida).Says("Called on Tuesday Ben Okafor", "edited by Mina Sato")
	w.staff.Post(ida+"/notes/1", url.Values{"text": {""}}).Wants(http.StatusUnprocessableEntity)
	w.staff.Post(ida+"/notes/1/pin", url.Values{"pinned": {"on"}}).Wants(http.StatusSeeOther)
	w.staff.Get(ida).Says("Pinned.")
	w.staff.Post(ida+"/notes/1/removal", nil).Wants(http.StatusSeeOther)
	w.staff.Get(ida).Says("No notes yet", "The note is deleted")
	w.staff.Post(ida+"/notes/1/restoration", nil).Wants(http.StatusSeeOther)
	w.staff.Get(ida).Says("Called on Tuesday Ben Okafor")
	w.As(models.RoleViewer).Post(ida+"/notes", url.Values{"text": {"x"}}).Wants(http.StatusForbidden)
	w.staff.Get("/admin/people/99/notes/1/edit").Wants(http.StatusNotFound)
}

func TestAPersonsFileIsWhole(t *testing.T) {
	w := startPeople(t)
	ida := w.add("Ida", "Brandt", "030 901820", "note", "Wheelchair", "list", id(w.lists["Toddlers"].ID))
	w.staff.Post(ida+"/export.json", nil).Wants(http.StatusOK).Says(`"First Name": "Ida"`, `"Wheelchair"`, `"waitlist": "Toddlers"`, `"personAdded"`)
}

func TestWhoIsLimitedToALocationSeesItsPeopleAlone(t *testing.T) {
	w := startPeople(t)
	var north *models.User
	w.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		list := w.lists["Infants"]
		list.LocationID = &location.ID
		if _, err := list.Save(tx); err != nil {
			return err
		}
		north = &models.User{Email: "noa@linden.example", Name: "Noa Lang", Role: models.RoleStaff, PasswordHash: "x", Locations: []models.Location{*location}}
		return north.Create(tx)
	})
	ida := w.add("Ida", "Brandt", "030 901820", "list", id(w.lists["Infants"].ID))
	ella := w.add("Ella", "Brandt", "030 901821", "family", "1", "list", id(w.lists["Toddlers"].ID))
	limited := w.LoggedIn(north)
	limited.Get("/admin/people").Says("1 person", "Ida Brandt").Hides("Ella Brandt")
	limited.Get("/admin/people/known?" + w.fields[models.ForPhone] + "=030901821").Hides("Ella")
	limited.Get(ida).Wants(http.StatusOK).Hides("Ella Brandt", "Toddlers")
	for _, path := range []string{ella, ella + "/edit", ella + "/family", ella + "/delete"} {
		limited.Get(path).Wants(http.StatusNotFound)
	}
	limited.Post(ella+"/export.json", nil).Wants(http.StatusNotFound)
	limited.Post(ella+"/removal", url.Values{"typed": {"Ella Brandt"}}).Wants(http.StatusNotFound)
	limited.Post(ida+"/entries", url.Values{"list": {id(w.lists["Toddlers"].ID)}}).Wants(http.StatusUnprocessableEntity)
	limited.Get("/admin/people/import").Wants(http.StatusForbidden)
	limited.Get(ida).Hides("Merge with a duplicate")
	limited.Get(ida + "/merge").Wants(http.StatusForbidden)
	limited.Post(ida+"/merge", nil).Wants(http.StatusForbidden)
	limited.Post(ida+"/separation", nil).Wants(http.StatusForbidden)
	unseen := w.form(map[models.Purpose]string{models.ForFirstName: "Noor", models.ForLastName: "Haddad"})
	if page := limited.Post("/admin/people/new", unseen).Wants(http.StatusUnprocessableEntity); page.Errors()["list"] == "" {
		t.Errorf("somebody was added whom nobody here sees: %v", page.Errors())
	}
}
