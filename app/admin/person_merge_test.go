package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"anteroom/models"
)

func TestTwoEntriesOfOnePersonAreComparedMergedAndPartedAgain(t *testing.T) {
	w := startPeople(t)
	kept := w.add("Rafael", "Costa", "030 901820")
	w.staff.Get(kept).Hides("Perhaps the same person twice")
	double := &models.Person{FirstName: "Rafael", LastName: "Costa", Phone: "+49 30 901820"}
	w.Write(func(tx *models.Tx) error { return tx.Create(double).Error })
	number := id(double.ID)
	gone := "/admin/people/" + number
	w.staff.Post(gone+"/notes", url.Values{"text": {"Fridays would do"}, "once": {models.NewPublicID()}}).Wants(http.StatusSeeOther)
	w.staff.Post(gone+"/entries", url.Values{"list": {id(w.lists["Infants"].ID)}}).Wants(http.StatusSeeOther)

	w.staff.Get(kept).Says("Perhaps the same person twice", "Compare with Rafael Costa, person "+number)
	w.As(models.RoleViewer).Get(kept).Hides("Perhaps the same person twice", "Merge with a duplicate")
	w.staff.Get(kept+"/merge").Says("The same name and phone or e-mail", "person "+number)
	w.staff.Get(kept + "/merge?q=nobody").Says("Nobody else fits.")
	page := w.staff.Get(kept+"/merge?with="+number).Says("Keep the other one instead", "1 note", "Infants", "UpdatePerson", "the same")
	w.staff.Get(kept + "/merge?with=999999").Wants(http.StatusNotFound)
	w.staff.Get(kept + "/merge?with=x").Wants(http.StatusNotFound)
	w.staff.Get(gone + "/merge?with=" + strings.TrimPrefix(kept, "/admin/people/")).Wants(http.StatusOK)

	form := url.Values{"with": {number}, "family": {"on"}}
	w.staff.Post(kept+"/merge", form).Wants(http.StatusConflict)
	for _, name := range []string{"version", "otherVersion"} {
		form.Set(name, regexp.MustCompile(`name="` + name + `" value="(\d+)"`).FindStringSubmatch(page.Body)[1])
	}
	w.As(models.RoleViewer).Post(kept+"/merge", form).Wants(http.StatusForbidden)
	w.staff.Post(kept+"/merge", form).WantsRedirect(kept)
	w.staff.Get(gone).Wants(http.StatusNotFound)
	w.staff.Get(kept).Says("are one person now", "was merged into this entry", "Undo the merge", "Fridays would do", "Infants 1st", "Merged with the entry of Rafael Costa")

	w.staff.Post(kept+"/separation", nil).WantsRedirect(kept)
	w.staff.Get(kept).Says("The merge is undone", "is a person of their own again", "On no list.").Hides("Undo the merge")
	w.staff.Get(gone).Says("Fridays would do", "Infants 1st")
	w.staff.Post(kept+"/separation", nil).WantsRedirect(kept)
	w.staff.Get(kept).Says("within 24 hours. That is over.")
}

func TestSomebodyIsNotMergedWithThemselves(t *testing.T) {
	w := startPeople(t)
	ida := w.add("Ida", "Brandt", "030 901820")
	number := strings.TrimPrefix(ida, "/admin/people/")
	page := w.staff.Get(ida + "/merge?with=" + number)
	version := regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(page.Body)[1]
	w.staff.Post(ida+"/merge", url.Values{"with": {number}, "version": {version}, "otherVersion": {version}}).Wants(http.StatusUnprocessableEntity).
		Says("This is one and the same person.")
}
