package admin_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

func listForm(change ...string) url.Values {
	form := url.Values{
		"name": {"Toddlers"}, "minMonths": {"12"}, "maxMonths": {"36"}, "ageAt": {"today"}, "capacity": {"6"}, "isPublic": {"on"}, "isOpen": {"on"},
		"confirmDays": {"0"}, "graceDays": {"14"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return form
}

func TestAListIsMadeAndChanged(t *testing.T) {
	world := apptest.Start(t)
	manager := world.As(models.RoleManager)
	manager.Get("/admin/settings/waitlists").Wants(http.StatusOK).Says("No lists yet")
	manager.Get("/admin/settings/waitlists/new").Wants(http.StatusOK)
	page := manager.Post("/admin/settings/waitlists", listForm("name", "", "minMonths", "many", "ageAt", "cutoff")).Wants(http.StatusUnprocessableEntity)
	if errors := page.Errors(); errors["minMonths"] == "" || errors["name"] == "" || errors["cutoffDate"] == "" || !strings.Contains(page.Body, `value="many"`) {
		t.Errorf("the page says %v", errors)
	}
	page = manager.Post("/admin/settings/waitlists", listForm("name", "", "ageAt", "cutoff", "minMonths", "40")).Wants(http.StatusUnprocessableEntity)
	if errors := page.Errors(); errors["name"] == "" || errors["maxMonths"] == "" || errors["cutoffDate"] == "" {
		t.Errorf("the page says %v", errors)
	}
	manager.Post("/admin/settings/waitlists", listForm()).WantsRedirect("/admin/waitlists/toddlers")
	manager.Get("/admin/settings/waitlists").Says("Toddlers: 12 to 36 months")
	manager.Get("/admin/settings/waitlists/toddlers").Says("Changed by Mina Sato", "/signup/toddlers")
	manager.Post("/admin/settings/waitlists/toddlers", listForm("name", "Little Ones")).WantsRedirect("/admin/settings/waitlists/little-ones")
	world.As(models.RoleStaff).Get("/admin/settings/waitlists").Wants(http.StatusForbidden)
	world.As(models.RoleStaff).Get("/admin/waitlists/little-ones/poster").Wants(http.StatusOK).Says("Join the waitlist Little Ones", "/signup/little-ones")
}

func TestASaveThatOvertakesAnotherIsAskedBackWithWhatIsDifferent(t *testing.T) {
	h := startHouse(t)
	manager := h.As(models.RoleManager)
	const path = "/admin/settings/waitlists/toddlers"
	seen := hiddenValue(t, manager.Get(path), "seen")
	keep := []string{"nextWaitlistId", fmt.Sprint(h.Preschool.ID), "slug", "toddlers"}
	manager.Post(path, listForm(append(keep, "capacity", "9")...)).WantsRedirect(path)
	mine := listForm(append(keep, "description", "For the small ones.", "seen", seen)...)
	page := manager.Post(path, mine).Wants(http.StatusConflict)
	page.Says("Somebody else saved this list in the meantime", "Room: it was “6”, now it is “9”")
	if !strings.Contains(page.Body, "For the small ones.") {
		t.Error("what was typed is gone")
	}
	manager.Get(path).Hides("For the small ones.")
	mine.Set("seen", hiddenValue(t, page, "seen"))
	manager.Post(path, mine).WantsRedirect(path)
	manager.Get(path).Says("For the small ones.")
}

func hiddenValue(t *testing.T, page *apptest.Page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`<input type="hidden" name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page.Body)
	if found == nil {
		t.Fatalf("the page has no hidden %s", name)
	}
	return html.UnescapeString(found[1])
}

func TestTheAddressOfAListIsChosenAndStays(t *testing.T) {
	h := startHouse(t)
	manager := h.As(models.RoleManager)
	const path = "/admin/settings/waitlists/toddlers"
	next := fmt.Sprint(h.Preschool.ID)
	for _, wrong := range []string{"Small Ones", "preschool", "12"} {
		page := manager.Post(path, listForm("nextWaitlistId", next, "slug", wrong)).Wants(http.StatusUnprocessableEntity)
		if page.Errors()["slug"] == "" {
			t.Errorf("nothing is said about %q", wrong)
		}
	}
	manager.Post(path, listForm("nextWaitlistId", next, "slug", "toddlers", "name", "Little Ones")).WantsRedirect(path)
	manager.Post(path, listForm("nextWaitlistId", next, "slug", "small", "name", "Little Ones")).WantsRedirect("/admin/settings/waitlists/small")
	manager.Get("/admin/waitlists/small").Says("Little Ones")
}

func TestAChangeThatMovesPeopleIsShownFirst(t *testing.T) {
	h := startHouse(t)
	manager := h.As(models.RoleManager)
	form := listForm("maxMonths", "24", "nextWaitlistId", fmt.Sprint(h.Preschool.ID))
	page := manager.Post("/admin/settings/waitlists/toddlers", form).Wants(http.StatusOK)
	page.Says("4 people leave Toddlers", "Nothing is saved yet", "Ida Brandt", "Aged out: no list fits", "Save and move 4 people")
	h.wantsOrder("Ida Noor Mateo Wilhelmina")
	form.Set("confirmed", "back")
	manager.Post("/admin/settings/waitlists/toddlers", form).Wants(http.StatusOK).Says("Save")
	h.wantsOrder("Ida Noor Mateo Wilhelmina")
	form.Set("confirmed", "yes")
	manager.Post("/admin/settings/waitlists/toddlers", form).WantsRedirect("/admin/settings/waitlists/toddlers")
	h.wantsOrder("")
	if flash := manager.Get("/admin/settings/waitlists").Flash(); flash != "Toddlers is saved, and 4 people moved." {
		t.Errorf("it says %q", flash)
	}
}

func TestGapsAndOverlapsOfAgesAreSaid(t *testing.T) {
	h := startHouse(t)
	manager := h.As(models.RoleManager)
	manager.Post("/admin/settings/waitlists", listForm("name", "Babies", "minMonths", "0", "maxMonths", "10")).Wants(http.StatusSeeOther)
	manager.Post("/admin/settings/waitlists", listForm("name", "Forest", "minMonths", "30", "maxMonths", "48")).Wants(http.StatusSeeOther)
	page := manager.Get("/admin/settings/waitlists").Says("No list is for 10 to 12 months.", "Toddlers and Forest are both for 30 to 36 months.")
	if strings.Contains(page.Body, "style=") {
		t.Error("the picture has inline styles, which the policy forbids")
	}
}

func TestListsStandInTheOrderGivenAndGoOnlyWhenEmpty(t *testing.T) {
	h := startHouse(t)
	manager := h.As(models.RoleManager)
	manager.Post("/admin/settings/waitlists/toddlers/rank", url.Values{"position": {"1"}}).WantsRedirect("/admin/settings/waitlists")
	page := manager.Get("/admin/waitlists")
	if strings.Index(page.Text(), "Toddlers") > strings.Index(page.Text(), "Preschool") {
		t.Error("Toddlers is not first")
	}
	manager.Get("/admin/settings/waitlists/toddlers/deletion").Wants(http.StatusOK)
	manager.Post("/admin/settings/waitlists/toddlers/deletion", url.Values{"typed": {"toddlers"}}).Wants(http.StatusUnprocessableEntity).Says("Please type Toddlers exactly")
	manager.Post("/admin/settings/waitlists/toddlers/deletion", url.Values{"typed": {"Toddlers"}}).Wants(http.StatusUnprocessableEntity).Says("still has 4 people in line")
	manager.Post("/admin/settings/waitlists/preschool/deletion", url.Values{"typed": {"Preschool"}}).Wants(http.StatusUnprocessableEntity).Says("next list of Toddlers")
	manager.Post("/admin/settings/waitlists/toddlers", listForm()).Wants(http.StatusSeeOther)
	manager.Post("/admin/settings/waitlists/preschool/deletion", url.Values{"typed": {"Preschool"}}).WantsRedirect("/admin/settings/waitlists")
	manager.Get("/admin/waitlists/preschool").Wants(http.StatusNotFound)
}

func TestThePagesOfAgesSayWhoLeavesAndWhoLeft(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	staff.Get("/admin/ageout").Wants(http.StatusOK).Says("Nobody ages out")
	h.join(&h.Toddlers, "Elif Kaya", models.Date{Year: 2023, Month: 11, Day: 21}, noon)
	h.join(&h.Toddlers, "Kemi Adeyemi", models.Date{}, noon)
	staff.Get("/admin/waitlists/toddlers").Says("1 person leaves this list tonight", "no birthdate")
	staff.Get("/admin/ageout?list=toddlers").Says("Who leaves Toddlers", "Elif Kaya", "tomorrow", "Preschool", "Kemi Adeyemi")
	staff.Get("/admin/ageout?list=unknown").Wants(http.StatusNotFound)
	staff.Get("/admin/ageout/runs").Wants(http.StatusOK).Says("No night has run yet")
	nights, err := h.DB.AgeOut(t.Context(), noon.AddDate(0, 0, 1), false)
	if err != nil || len(nights) != 1 {
		t.Fatalf("%d nights: %v", len(nights), err)
	}
	staff.Get("/admin/ageout/runs").Says("21 Nov 2026", "Linden House")
	staff.Get(fmt.Sprintf("/admin/ageout/runs/%d", nights[0].ID)).Wants(http.StatusOK).Says("Elif Kaya", "3 y", "Preschool")
	staff.Get("/admin/ageout/runs/999").Wants(http.StatusNotFound)
}
