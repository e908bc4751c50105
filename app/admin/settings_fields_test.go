package admin_test

import (
	"net/http"
	"net/url"
	"testing"

	"anteroom/models"
)

func TestFieldsAreAddedOrderedArchivedAndBroughtBack(t *testing.T) {
	w := startPeople(t)
	manager := w.As(models.RoleManager)
	path := "/admin/settings/fields"
	w.staff.Get(path).Wants(http.StatusForbidden)
	manager.Post(path+"/new", url.Values{"label": {"Allergies"}, "type": {"choice"}}).Wants(http.StatusUnprocessableEntity).Says("Please name at least one choice")
	manager.Post(path+"/new", url.Values{"label": {"Allergies"}, "type": {"text"}, "onSignup": {"on"}}).WantsRedirect(path)
	manager.Get(path).Says("Allergies", "On sign-up", "is added")
	manager.Post(path+"/9/position", url.Values{"position": {"1"}}).WantsRedirect(path)
	manager.Get(path).Says("is now 1st")
	manager.Post(path+"/9/position?to=9", nil).WantsRedirect(path)
	manager.Post(path+"/9/archive", nil).WantsRedirect(path)
	manager.Get(path).Says("Archived", "0 answers kept")
	manager.Post(path+"/9/restoration", nil).WantsRedirect(path)
	manager.Post(path+"/1/archive", nil).Wants(http.StatusUnprocessableEntity).Says("This is a standard field")
	manager.Get(path+"/preview?label=Allergies&type=choice&choices=Nuts%0AMilk").Says("Allergies", "Nuts", "Milk")
	manager.Get(path + "/99").Wants(http.StatusNotFound)
}

func TestAnotherTypeIsShownBeforeTheAnswersAreRewritten(t *testing.T) {
	w := startPeople(t)
	manager, path := w.As(models.RoleManager), "/admin/settings/fields"
	manager.Post(path+"/new", url.Values{"label": {"Shoe size"}, "type": {"text"}}).WantsRedirect(path)
	ida := w.add("Ida", "Brandt", "030 901820", "field9", "27,50")
	change := url.Values{"label": {"Shoe size"}, "type": {"number"}}
	if asked := manager.Post(path+"/9", change).Wants(http.StatusUnprocessableEntity); asked.Errors()["convert"] == "" {
		t.Errorf("nobody was asked: %v", asked.Errors())
	}
	change.Set("convert", "on")
	manager.Post(path+"/9", change).WantsRedirect(path)
	w.staff.Get(ida).Says("Shoe size 27.5")
	date := url.Values{"label": {"Shoe size"}, "type": {"date"}, "convert": {"on"}}
	manager.Post(path+"/9", date).Wants(http.StatusUnprocessableEntity).Says("would not fit")
}

func TestPrioritiesAreOrderedRenamedLentAndRemovedOnceUnused(t *testing.T) {
	w := startPeople(t)
	manager, path := w.As(models.RoleManager), "/admin/settings/priorities"
	manager.Get(path).Says("P1 Siblings", "P2 Family of staff", "0 people")
	manager.Post(path+"/new", url.Values{"name": {"P1 siblings"}}).Wants(http.StatusUnprocessableEntity).Says("There is a priority")
	manager.Post(path+"/new", url.Values{"name": {"P3 Others"}, "siblings": {"on"}}).WantsRedirect(path)
	manager.Get(path).Says("Lent to siblings")
	manager.Post(path+"/3/position", url.Values{"position": {"1"}}).WantsRedirect(path)
	manager.Get(path).Says("“P3 Others” is now 1st", "1 P3 Others")
	manager.Post(path+"/2", url.Values{"name": {"Staff families"}}).WantsRedirect(path)
	form := w.form(map[models.Purpose]string{models.ForFirstName: "Ida", models.ForLastName: "Brandt", models.ForPriority: "Staff families"})
	w.staff.Post("/admin/people/new", form).Wants(http.StatusSeeOther)
	manager.Post(path+"/2/removal", nil).Wants(http.StatusUnprocessableEntity).Says("One person has the priority")
	manager.Post(path+"/1/removal", nil).WantsRedirect(path)
	manager.Get(path).Says("“P1 Siblings” is removed.").Hides("P1 Siblings lent")
}
