package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/models"
)

func TestAFilterIsNamedSeenRenamedSharedAndDeleted(t *testing.T) {
	w := startPeople(t)
	list := "/admin/waitlists/" + w.lists["Toddlers"].Slug
	w.staff.Get(list).Hides("Save this view")
	w.staff.Get(list + "?tab=offered&q=brandt").Says("Save this view")
	w.staff.Get(list+"/views/new?tab=offered&q=brandt&cursor=x").Says("Save this view", "Offered").Hides("brandt")

	kept := "tab=offered&ageMin=24"
	form := url.Values{"name": {" "}, "query": {kept + "&q=brandt&cursor=x&script=1"}}
	w.staff.Post(list+"/views", form).Wants(http.StatusUnprocessableEntity).Says("Please give the view a name.", "Age: from 24 months").Hides("brandt")
	form.Set("name", "Offers to <big> ones")
	w.staff.Post(list+"/views", form).WantsRedirect(list + "?" + kept)
	w.staff.Get(list+"?"+kept).Says("The view “Offers to <big> ones” is saved.", "Change this view").Hides("Save this view")
	w.staff.Get(list+"?"+kept+"&q=brandt").Says("Offers to <big> ones", "Save this view").Hides("Change this view")

	view := list + "/views/1"
	colleague := &models.User{Email: "lena@linden.example", Name: "Lena Wolf", Role: models.RoleStaff, AllLocations: true, PasswordHash: "x"}
	w.Write(colleague.Create)
	others := w.LoggedIn(colleague)
	others.Get(list).Hides("Offers to")
	others.Get(view).Wants(http.StatusNotFound)
	others.Post(view, form).Wants(http.StatusNotFound)
	others.Post(view+"/removal", nil).Wants(http.StatusNotFound)

	w.staff.Get(view).Says("Change a view", "Delete the view")
	form.Set("name", "Offers")
	form.Set("shared", "on")
	w.staff.Post(view, form).WantsRedirect(list + "?" + kept)
	others.Get(list + "?" + kept).Says("Offers").Hides("Change this view")
	w.As(models.RoleViewer).Get(list).Says("Offers").Hides("Save this view")
	w.As(models.RoleManager).Get(list + "?" + kept).Says("Change this view")
	w.As(models.RoleViewer).Post(list+"/views", form).Wants(http.StatusForbidden)

	if page := w.staff.Get(list); !strings.Contains(page.Body, list+"?tab=offered&amp;ageMin=24") {
		t.Error("no chip leads to the view")
	}
	w.staff.Post(view+"/removal", nil).WantsRedirect(list)
	w.staff.Get(list).Says("The view “Offers” is deleted.")
	w.staff.Get(view).Wants(http.StatusNotFound)
}
