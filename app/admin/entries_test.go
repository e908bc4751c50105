package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/models"
)

func TestArrowsDragAndFormMoveAPlaceAndUndoTakesItBack(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	staff.Post(h.path(2, "position"), url.Values{"position": {"2"}, "version": {h.version()}}).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Ida Mateo Noor Wilhelmina")
	page := staff.Get("/admin/waitlists/toddlers").Says("Placed by hand", "by Ben Okafor")
	if page.Flash() != "Mateo Ruiz is now 2nd." || !strings.Contains(page.Body, h.path(2, "position?to=own")) {
		t.Errorf("it says %q", page.Flash())
	}
	staff.Post(h.path(2, "position?to=own"), nil).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Ida Noor Mateo Wilhelmina")

	staff.Post(h.path(3, "position"), url.Values{"after": {""}, "version": {h.version()}}).Wants(http.StatusSeeOther)
	h.wantsOrder("Wilhelmina Ida Noor Mateo")
	staff.Post(h.path(3, "position"), url.Values{"after": {fmt.Sprint(h.Entries[0].ID)}, "version": {h.version()}}).Wants(http.StatusSeeOther)
	h.wantsOrder("Ida Wilhelmina Noor Mateo")
	staff.Post(h.path(3, "position"), url.Values{"where": {"top"}, "reason": {"Lives next door"}}).Wants(http.StatusSeeOther)
	h.wantsOrder("Wilhelmina Ida Noor Mateo")
	staff.Post(h.path(0, "position"), url.Values{"where": {"after"}, "after": {fmt.Sprint(h.Entries[2].ID)}}).Wants(http.StatusSeeOther)
	h.wantsOrder("Wilhelmina Noor Mateo Ida")
}

// version is the list's, as a page shows it.
func (h *house) version() string {
	h.T.Helper()
	list, err := models.FindWaitlist(h.DB.Read(h.T.Context()), models.Everywhere(), "toddlers")
	if err != nil {
		h.T.Fatal(err)
	}
	return fmt.Sprint(list.Version)
}

func TestAMoveOnAnOldPageIsRefusedAndShowsTheListAsItIs(t *testing.T) {
	h := startHouse(t)
	old := h.version()
	h.staff().Post(h.path(2, "position"), url.Values{"position": {"1"}, "version": {old}}).Wants(http.StatusSeeOther)
	page := h.As(models.RoleAdmin).Post(h.path(1, "position"), url.Values{"position": {"1"}, "version": {old}}).Wants(http.StatusConflict)
	page.Says("Somebody changed this list in the meantime", "Mateo Ruiz")
	h.wantsOrder("Mateo Ida Noor Wilhelmina")
}

func TestAMoveThatIsTypedWrongKeepsWhatWasTyped(t *testing.T) {
	h := startHouse(t)
	page := h.staff().Post(h.path(0, "position"), url.Values{"where": {"place"}, "position": {"third"}, "reason": {"Twins"}}).Wants(http.StatusUnprocessableEntity)
	if page.Errors()["position"] == "" || !strings.Contains(page.Body, `value="third"`) || !strings.Contains(page.Body, `value="Twins"`) {
		t.Errorf("the page says %v", page.Errors())
	}
	h.staff().Post(h.path(0, "position"), url.Values{"where": {"after"}}).Wants(http.StatusUnprocessableEntity)
	h.staff().Get(h.path(0, "position")).Wants(http.StatusOK).Says("Move Ida Brandt", "1st of 4 on Toddlers", "Right behind")
}

func TestAPlaceIsLeftAndTakenAgain(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	staff.Get(h.path(0, "removal")).Wants(http.StatusOK).Says("Remove Ida Brandt")
	staff.Post(h.path(0, "removal"), url.Values{"reason": {"Moved away"}}).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Noor Mateo Wilhelmina")
	staff.Get("/admin/waitlists/toddlers?tab=removed").Says("Moved away, by Ben Okafor", "Put back in line")
	staff.Post(h.path(0, "removal"), nil).Wants(http.StatusUnprocessableEntity).Says("not in line")
	staff.Post(h.path(0, "restoration"), nil).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Ida Noor Mateo Wilhelmina")

	staff.Post(h.path(0, "enrolment"), nil).Wants(http.StatusSeeOther)
	h.wantsOrder("Noor Mateo Wilhelmina")
	staff.Get(h.path(0, "")[:len(h.path(0, ""))-1]).Says("End the enrolment")
	staff.Post(h.path(0, "enrolment?to=ended"), nil).Wants(http.StatusSeeOther)
}

func TestAnOfferHasAnEndAndCanBeWithdrawn(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	staff.Get(h.path(0, "offer")).Says("Answer by", "Europe/Berlin")
	staff.Post(h.path(0, "offer"), url.Values{"offerUntil": {"2026-11-01T09:00"}}).Wants(http.StatusUnprocessableEntity).Says("in the future")
	staff.Post(h.path(0, "offer"), url.Values{"offerUntil": {""}}).Wants(http.StatusUnprocessableEntity)
	staff.Post(h.path(0, "offer"), url.Values{"offerUntil": {"2026-11-24T14:30"}}).Wants(http.StatusSeeOther)
	staff.Get("/admin/waitlists/toddlers?tab=offered").Says("Offered until Tue 24 Nov, 14:30")
	staff.Post(h.path(0, "offer?to=withdrawn"), nil).Wants(http.StatusSeeOther)
	staff.Get("/admin/waitlists/toddlers?tab=offered").Says("No offers are open")
}

func TestDatesRankAndListOfAPlaceChange(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	page := staff.Post(h.path(3, "date"), url.Values{"addedDate": {"2025-12-01"}, "requestedDate": {"2027-01-01"}}).Wants(http.StatusUnprocessableEntity)
	if page.Errors()["reason"] == "" {
		t.Error("no reason was asked for")
	}
	staff.Post(h.path(3, "date"), url.Values{"addedDate": {"2025-12-01"}, "requestedDate": {"2027-01-01"}, "reason": {"Form of 1 December"}}).Wants(http.StatusSeeOther)
	h.wantsOrder("Wilhelmina Ida Noor Mateo")

	var rank *models.Priority
	h.Write(func(tx *models.Tx) (err error) {
		rank, err = models.CreatePriority(tx, "P1 Sibling", false)
		return err
	})
	staff.Get(h.path(2, "priority")).Says("As for the person: none", "P1 Sibling")
	staff.Post(h.path(2, "priority"), url.Values{"priority": {fmt.Sprint(rank.ID)}}).Wants(http.StatusSeeOther)
	h.wantsOrder("Mateo Wilhelmina Ida Noor")
	staff.Post(h.path(2, "priority"), url.Values{"priority": {"999"}}).Wants(http.StatusUnprocessableEntity)

	staff.Post(h.path(0, "list"), url.Values{"waitlistId": {""}}).Wants(http.StatusUnprocessableEntity)
	staff.Post(h.path(0, "list"), url.Values{"waitlistId": {fmt.Sprint(h.Preschool.ID)}}).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Mateo Wilhelmina Noor")
	undo := staff.Get("/admin/waitlists/toddlers").Undo()
	staff.Post(h.path(0, "list?undo=nonsense"), nil).Wants(http.StatusUnprocessableEntity).Says("cannot be undone any more")
	staff.Post(undo, nil).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Mateo Wilhelmina Ida Noor")
	staff.Post(undo, nil).Wants(http.StatusUnprocessableEntity).Says("was changed after the move")
	staff.Post(h.path(0, "confirmation"), nil).Wants(http.StatusSeeOther)
	staff.Get(h.path(0, "")[:len(h.path(0, ""))-1]).Says("20 Nov 2026, by Ben Okafor")
}

func TestManyAreMovedOfferedAndRemovedTogether(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	two := url.Values{"entry": {fmt.Sprint(h.Entries[2].ID), fmt.Sprint(h.Entries[3].ID)}}
	query := "entry=" + strings.Join(two["entry"], "&entry=")
	staff.Get("/admin/waitlists/toddlers/bulk?do=position&"+query).Wants(http.StatusOK).Says("Place 2 people together", "3 · Mateo Ruiz")
	staff.Get("/admin/waitlists/toddlers/bulk?do=offer&all=on").Says("Offer 4 people a place", "More offers than open places: 2 open, 4 offered")
	staff.Get("/admin/waitlists/toddlers/bulk?do=removal").Says("Nobody was chosen")
	staff.Get("/admin/waitlists/toddlers/bulk?do=nonsense").Wants(http.StatusNotFound)
	bulk := func(do string, more url.Values) url.Values {
		form := url.Values{"do": {do}, "entry": two["entry"]}
		for name, values := range more {
			form[name] = values
		}
		return form
	}
	staff.Post("/admin/waitlists/toddlers/bulk", bulk("position", url.Values{"after": {""}})).WantsRedirect("/admin/waitlists/toddlers")
	h.wantsOrder("Mateo Wilhelmina Ida Noor")
	staff.Post("/admin/waitlists/toddlers/bulk", bulk("offer", url.Values{"offerUntil": {"2026-11-24T14:30"}})).Wants(http.StatusSeeOther)
	if flash := staff.Get("/admin/waitlists/toddlers").Flash(); flash != "2 people are offered a place." {
		t.Errorf("it says %q", flash)
	}
	staff.Post("/admin/waitlists/toddlers/bulk", bulk("list", nil)).Wants(http.StatusUnprocessableEntity)
	staff.Post("/admin/waitlists/toddlers/bulk", bulk("removal", url.Values{"reason": {"Moved away"}})).Wants(http.StatusSeeOther)
	h.wantsOrder("Ida Noor")
	staff.Post("/admin/waitlists/toddlers/restoration?entries="+strings.Join(two["entry"], ","), nil).Wants(http.StatusSeeOther)
	h.wantsOrder("Mateo Wilhelmina Ida Noor")
	staff.Post("/admin/waitlists/toddlers/bulk", bulk("list", url.Values{"waitlistId": {"preschool"}})).Wants(http.StatusSeeOther)
	h.wantsOrder("Ida Noor")
}

func TestAKnownPersonIsFoundAndPutOnAList(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	staff.Get("/admin/waitlists/preschool/people").Wants(http.StatusOK).Says("Find the person", "A new person")
	staff.Get("/admin/waitlists/preschool/people?q=brandt").Says("Ida Brandt", "Choose")
	staff.Get("/admin/waitlists/toddlers/people?q=brandt").Says("On this list")
	staff.Get("/admin/waitlists/preschool/people?q=nobody").Says("Nobody found")
	person := fmt.Sprint(h.Entries[0].PersonID)
	staff.Get("/admin/waitlists/preschool/people?person=" + person).Says("Still too young for this list")
	page := staff.Post("/admin/waitlists/preschool/entries", url.Values{"personId": {person}, "addedDate": {"2026-05-03"}}).Wants(http.StatusUnprocessableEntity)
	if page.Errors()["reason"] == "" {
		t.Error("no reason was asked for")
	}
	staff.Post("/admin/waitlists/preschool/entries", url.Values{"personId": {person}, "addedDate": {"2026-05-03"}, "reason": {"Paper"}}).WantsRedirect("/admin/waitlists/preschool")
	if flash := staff.Get("/admin/waitlists/preschool").Flash(); flash != "Ida Brandt is 1st on Preschool." {
		t.Errorf("it says %q", flash)
	}
}

func TestPlacesOfAnotherLocationAreNotThere(t *testing.T) {
	h := startHouse(t)
	limited := &models.User{Email: "lea@linden.example", Name: "Lea Novak", Role: models.RoleManager, PasswordHash: "none"}
	h.Write(func(tx *models.Tx) error { return limited.Create(tx) })
	browser := h.LoggedIn(limited)
	browser.Get("/admin/waitlists").Wants(http.StatusOK).Says("No lists")
	browser.Get("/admin/waitlists/toddlers").Wants(http.StatusNotFound)
	browser.Get(h.path(0, "offer")).Wants(http.StatusNotFound)
	browser.Post(h.path(0, "removal"), url.Values{}).Wants(http.StatusNotFound)
	h.wantsOrder("Ida Noor Mateo Wilhelmina")
}
