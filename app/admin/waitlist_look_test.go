package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"anteroom/models"
)

// until runs a script that answers once its condition holds.
func (w *window) until(condition string) {
	w.Helper()
	answer := w.run(`new Promise((done) => { const end = Date.now() + 60000; const look = () => { let is = false; try { is = ` + condition +
		`; } catch {} if (is) done("yes"); else if (Date.now() > end) done("no"); else setTimeout(look, 20); }; look(); })`)
	if answer != "yes" {
		w.Fatalf("never: %s", condition)
	}
}

func TestAPlacesActionsAreDialogsThatGiveTheFocusBack(t *testing.T) {
	h := startHouse(t)
	h.Write(func(tx *models.Tx) error {
		_, err := models.CreateField(tx, models.FieldSettings{Label: "Language at home", Type: models.TypeChoice, Choices: []string{"German", "Arabic"}})
		return err
	})
	browser := openWindow(t, h.As(models.RoleManager))
	browser.look("waitlist", "/admin/waitlists/toddlers?unconfirmed=2030-01-01")
	browser.look("waitlist-settings", "/admin/settings/waitlists/toddlers")
	overtaken := listForm("slug", "toddlers", "seen", `[["capacity","5"],["isOpen",""]]`)
	if page := h.As(models.RoleManager).Post("/admin/settings/waitlists/toddlers", overtaken).Wants(http.StatusConflict); !strings.Contains(page.Text(), "Open to new sign-ups: it was no, now it is yes") {
		t.Errorf("it does not say what is different: %s", page.Text())
	}

	for _, width := range []int64{1280, 390} {
		if err := chromedp.Do(browser.ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, action := range []string{"position", "offer", "list", "removal"} {
			browser.open("/admin/waitlists/toddlers")
			link := `document.querySelector('[data-row] a[href$="/` + action + `"]')`
			browser.run(link + `.closest("details").open = true; ` + link + `.click(); "clicked"`)
			browser.until(`document.querySelector("dialog:modal form[method=post]") && document.activeElement.closest("dialog")`)
			if width == 390 {
				browser.theme("dark")
			}
			browser.picture("dialog-" + action + "-" + map[int64]string{1280: "wide", 390: "narrow"}[width] + ".png")
			browser.run(`document.querySelector("dialog:modal .form-actions a").click(); "closed"`)
			browser.until(`!document.querySelector("dialog:modal") && document.activeElement.matches("summary") && document.activeElement.closest("[data-row]")`)
		}
	}
	browser.run(`document.querySelector('[data-row] a[href$="/removal"]').click(); "clicked"`)
	browser.until(`document.querySelector("dialog:modal input[name=reason]")`)
	browser.run(`document.querySelector("dialog:modal input[name=reason]").value = "Moved away"; document.querySelector("dialog:modal .button-primary").click(); "sent"`)
	for end := time.Now().Add(time.Minute); h.order() != "Noor Mateo Wilhelmina" && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	h.wantsOrder("Noor Mateo Wilhelmina")
	h.staff().Get("/admin/waitlists/toddlers?" + url.Values{"tab": {"removed"}}.Encode()).Says("Moved away, by Mina Sato")
}
