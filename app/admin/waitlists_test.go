package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// house is Linden House with two lists; on Toddlers wait Ida Brandt, Noor Haddad, Mateo Ruiz and Wilhelmina van der Aalst-Okonkwo.
type house struct {
	*apptest.World
	Toddlers, Preschool models.Waitlist
	Entries             []*models.Entry // on Toddlers, in order
}

var noon = time.Date(2026, 11, 20, 11, 0, 0, 0, time.UTC)

func startHouse(t *testing.T) *house {
	t.Helper()
	h := &house{World: apptest.Start(t, apptest.At(func() time.Time { return noon }))}
	h.Write(func(tx *models.Tx) error {
		h.Preschool = models.Waitlist{Name: "Preschool", MinMonths: months(36), MaxMonths: months(72), IsPublic: true, IsOpen: true}
		if _, err := h.Preschool.Save(tx); err != nil {
			return err
		}
		h.Toddlers = models.Waitlist{
			Name: "Toddlers", MinMonths: months(12), MaxMonths: months(36), IsPublic: true, IsOpen: true,
			NextWaitlistID: &h.Preschool.ID, Capacity: months(6),
		}
		_, err := h.Toddlers.Save(tx)
		return err
	})
	for i, name := range []string{"Ida Brandt", "Noor Haddad", "Mateo Ruiz", "Wilhelmina van der Aalst-Okonkwo"} {
		h.Entries = append(h.Entries, h.join(&h.Toddlers, name, models.Date{Year: 2024, Month: 6, Day: 1}, noon.AddDate(0, i-9, 0)))
	}
	return h
}

func months(n int) *int { return &n }

// join adds a person and puts them on a list, as staff would have done some time ago.
func (h *house) join(list *models.Waitlist, name string, birth models.Date, at time.Time) *models.Entry {
	h.T.Helper()
	var entry *models.Entry
	first, last, _ := strings.Cut(name, " ")
	h.Write(func(tx *models.Tx) error {
		form, err := models.FindPersonForm(tx, models.StaffForm)
		if err != nil {
			return err
		}
		person, err := models.CreatePerson(tx, form.Fields, models.NewPerson{Source: "staff", Values: models.Values{
			"First Name": first, "Last Name": last, "Birthdate": birth.String(), "Days Available": "Monday,Tuesday",
		}})
		if err != nil {
			return err
		}
		entry, _, err = list.Add(tx, person, models.NewEntry{AddedAt: models.At(at), Reason: "paper"})
		return err
	})
	return entry
}

func (h *house) staff() *apptest.Client { return h.As(models.RoleStaff) }

func (h *house) path(i int, action string) string {
	return fmt.Sprintf("/admin/entries/%d/%s", h.Entries[i].ID, action)
}

// order is the first names in line on Toddlers.
func (h *house) order() string {
	h.T.Helper()
	line, err := models.LineOf(h.DB.Read(h.T.Context()), h.Toddlers.ID, 100)
	if err != nil {
		h.T.Fatal(err)
	}
	var names []string
	for i := range line {
		names = append(names, line[i].Person.FirstName)
	}
	return strings.Join(names, " ")
}

func (h *house) wantsOrder(want string) {
	h.T.Helper()
	if got := h.order(); got != want {
		h.T.Fatalf("in line are %s, want %s", got, want)
	}
}

func TestTheOverviewCountsEveryList(t *testing.T) {
	h := startHouse(t)
	page := h.staff().Get("/admin/waitlists").Wants(http.StatusOK)
	page.Says("2 lists · 4 waiting", "12 to 36 months", "Toddlers", "Preschool", "no limit")
	page.Hides("/admin/settings/waitlists/new")
	h.As(models.RoleManager).Get("/admin/waitlists").Says("New list")
}

func TestNoListsYetIsSaidWithTheOneThingToDo(t *testing.T) {
	world := apptest.Start(t)
	world.As(models.RoleAdmin).Get("/admin/waitlists").Wants(http.StatusOK).Says("No lists yet", "Make the first list")
	world.As(models.RoleViewer).Get("/admin/waitlists").Says("No lists to see").Hides("Make the first list")
}

func TestAListSaysWhyEverybodyStandsWhereTheyStand(t *testing.T) {
	h := startHouse(t)
	page := h.staff().Get("/admin/waitlists/toddlers").Wants(http.StatusOK)
	page.Says("12 to 36 months", "2 open places", "next list: Preschool", "Ida Brandt", "2 y 5 m", "applied 20 Feb", "Mon, Tue", "9 months", "1–4 of 4")
	page.Says("Wilhelmina van der Aalst-Okonkwo")
	h.staff().Get(fmt.Sprintf("/admin/waitlists/%d", h.Toddlers.ID)).Wants(http.StatusOK)
	h.staff().Get("/admin/waitlists/unknown").Wants(http.StatusNotFound)
	h.staff().Get("/admin/waitlists/preschool").Says("Nobody is waiting")
}

func TestAViewerSeesAListWithoutItsButtons(t *testing.T) {
	h := startHouse(t)
	viewer := h.As(models.RoleViewer)
	viewer.Get("/admin/waitlists/toddlers").Wants(http.StatusOK).Says("Ida Brandt").Hides("/position", "data-sortable", "Add a person", "data-bulk")
	viewer.Post(h.path(0, "position"), url.Values{"position": {"2"}}).Wants(http.StatusForbidden)
	viewer.Post("/admin/waitlists/toddlers/export.csv", nil).Wants(http.StatusForbidden)
	h.wantsOrder("Ida Noor Mateo Wilhelmina")
}

func TestFiltersStandInTheAddressAndCanBeDropped(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	page := staff.Get("/admin/waitlists/toddlers?q=noor&sort=name").Wants(http.StatusOK)
	page.Says("Noor Haddad", "“noor”", "By name", "Sorted by name.", "1 of 1").Hides("Ida Brandt", "data-sortable")
	staff.Get("/admin/waitlists/toddlers?q=nobody").Says("Nobody fits", "Clear the filters")
	staff.Get("/admin/waitlists/toddlers?ageMin=30").Says("Nobody fits")
	staff.Get("/admin/waitlists/toddlers?ageMin=soon").Wants(http.StatusUnprocessableEntity).Says("Please give the age as a number of months", "Ida Brandt")
	staff.Get("/admin/waitlists/toddlers?cursor=rubbish").Wants(http.StatusOK).Says("Ida Brandt")
	staff.Get("/admin/waitlists/toddlers?tab=offered").Says("No offers are open")
}

func TestFiftyStandOnAPage(t *testing.T) {
	h := startHouse(t)
	for i := range 48 {
		h.join(&h.Toddlers, fmt.Sprintf("Child%02d Okafor", i), models.Date{Year: 2024, Month: 8, Day: 1}, noon.AddDate(0, 0, -i))
	}
	first := h.staff().Get("/admin/waitlists/toddlers").Says("1–50 of 52", "Next")
	_, rest, _ := strings.Cut(first.Body, `href="/admin/waitlists/toddlers?cursor=`)
	cursor, _, _ := strings.Cut(rest, `"`)
	second := h.staff().Get("/admin/waitlists/toddlers?cursor="+cursor).Says("51–52 of 52", "Previous")
	if !strings.Contains(second.Body, "top=51") {
		t.Error("a drag to the top of the second page would go to the top of the list")
	}
	h.staff().Get("/admin/waitlists/toddlers?print=1").Says("1–52 of 52")

	request := h.staff().Request(http.MethodGet, "/admin/waitlists/toddlers", nil)
	request.Header.Set("Accept-Encoding", "gzip")
	if sent := len(h.staff().Do(request).Body); sent > 15<<10 {
		t.Errorf("a page of 50 weighs %d bytes, 15 KiB at most", sent)
	}
}

func TestAnExportIsNeutralAndHoldsWhatIsShown(t *testing.T) {
	h := startHouse(t)
	h.join(&h.Toddlers, "=cmd|' Evil", models.Date{}, noon)
	file := h.staff().Post("/admin/waitlists/toddlers/export.csv", nil).Wants(http.StatusOK)
	if !strings.Contains(file.Body, "'=cmd|'") || !strings.Contains(file.Body, "1,Ida,Brandt,2024-06-01,,") {
		t.Errorf("the file says %s", file.Body)
	}
	ticked := h.staff().Post("/admin/waitlists/toddlers/export.csv", url.Values{"entry": {id(h.Entries[1].ID)}})
	if strings.Contains(ticked.Body, "Ida") || !strings.Contains(ticked.Body, "Noor") {
		t.Errorf("the file says %s", ticked.Body)
	}
	if got := file.Header.Get("Content-Disposition"); got != `attachment; filename="toddlers-2026-11-20.csv"` {
		t.Errorf("the file is called %s", got)
	}
}
