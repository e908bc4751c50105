package public_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"anteroom/models"
)

const askAxe = `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify({
	Wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
	Found: r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 160)))}))`

// browser is a real one, in which each page is looked at in every theme and width. With ANTEROOM_GALLERY set to a folder it leaves
// pictures there.
type browser struct {
	*testing.T
	ctx context.Context
	axe string
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	axe, err := os.ReadFile("../testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	ctx, closeBrowser := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(time.Minute),
	))
	t.Cleanup(closeBrowser)
	limited, cancel := context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(cancel)
	return &browser{T: t, ctx: limited, axe: string(axe)}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.Fatal(err)
	}
}

func (b *browser) run(script string) string {
	b.Helper()
	answer, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatal(err)
	}
	return answer
}

func (b *browser) look(name string) {
	b.Helper()
	for _, theme := range []string{"light", "dark"} {
		b.theme(theme)
		for _, width := range []int64{1280, 390, 320} {
			b.do(chromedp.EmulateViewport(width, 900))
			b.run(b.axe + "; 'loaded'")
			var result struct {
				Wide  bool
				Found []string
			}
			if err := json.Unmarshal([]byte(b.run(askAxe)), &result); err != nil {
				b.Fatal(err)
			}
			if result.Wide {
				b.Errorf("%s at %d px has to be scrolled sideways", name, width)
			}
			for _, found := range result.Found {
				b.Errorf("%s at %d px, %s: %s", name, width, theme, found)
			}
			b.picture(fmt.Sprintf("%s-%s-%d.png", name, theme, width))
		}
	}
}

func (b *browser) theme(name string) {
	b.Helper()
	_, err := chromedp.Run(b.ctx, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return chromedp.Void{}, err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func (b *browser) picture(name string) {
	b.Helper()
	folder := os.Getenv("ANTEROOM_GALLERY")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), picture, 0o600); err != nil {
		b.Fatal(err)
	}
}

// send types into the form and presses a button, "" for Join.
func (b *browser) send(typed map[string]string, button string) {
	b.Helper()
	values, err := json.Marshal(typed)
	if err != nil {
		b.Fatal(err)
	}
	b.run(fmt.Sprintf(`(() => {
		for (const [name, value] of Object.entries(%s)) {
			const inputs = document.getElementsByName(name);
			if (inputs[0].type === "checkbox") { for (const i of inputs) i.checked = value.split("|").includes(i.value); } else inputs[0].value = value;
		}
		document.body.dataset.old = "yes";
		document.querySelector(%q).click();
		return "sent";
	})()`, values, "main form "+map[bool]string{true: ".form-actions button", false: "button[name=" + button + "]"}[button == ""]))
	b.do(chromedp.WaitReady("body:not([data-old])"))
}

func TestPublicPagesHaveNoFindings(t *testing.T) {
	h := open(t)
	b := openBrowser(t)
	one := 1
	b.do(chromedp.Navigate(h.URL + "/"))
	b.look("home-empty")
	h.Write(func(tx *models.Tx) error {
		account, err := models.FindAccount(tx)
		if err != nil {
			return err
		}
		settings := account.Settings()
		settings.SignupText = "We have places for children from 3 months to 6 years.\nNew groups begin in September and in February."
		if err := account.Change(tx, settings); err != nil {
			return err
		}
		_, err = models.CreateField(tx, models.FieldSettings{Label: "Allergies", Help: "Whatever the kitchen should know.", Type: models.TypeArea, OnSignup: true})
		return err
	})
	h.list("Infants", ages(3, 18))
	h.list("Toddlers", ages(18, 36), func(w *models.Waitlist) { w.Description = "Half days and full days, with lunch." })
	h.list("Preschool", ages(36, 72), func(w *models.Waitlist) { w.Capacity = &one })
	h.list("Afternoon club for schoolchildren of Lindenhurst-Schmargendorf", ages(72, 132))
	h.sign("/signup/preschool", with(ida(), "birthdate-year", "2023"))

	b.do(chromedp.Navigate(h.URL + "/"))
	b.look("home")
	b.do(chromedp.Navigate(h.URL + "/signup/preschool"))
	b.look("full")
	b.do(chromedp.Navigate(h.URL + "/signup"))
	b.look("signup")
	b.send(ida(), "lists")
	b.look("signup-lists")
	b.do(chromedp.Navigate(h.URL + "/signup/toddlers"))
	b.send(with(ida(), "days", "Monday|Tuesday", "email", "jonas@", "birthdate-month", "13"), "")
	b.look("signup-wrong")
	b.send(ida(), "add")
	b.look("signup-two")
	h.later(time.Minute)
	b.send(with(ida(), "firstName-2", "Wilhelmina", "lastName-2", "van der Aalst-Okonkwo", "birthdate-2-day", "1", "birthdate-2-month", "1", "birthdate-2-year", "2025"), "")
	b.look("thanks")
}

func TestAFamilyJoinsByKeyboardAloneAndWithoutScripts(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	b := openBrowser(t)
	_, err := chromedp.Run(b.ctx, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Navigate(h.URL + "/signup/toddlers"))
	h.later(time.Minute)
	b.do(chromedp.KeyEvent("\t")) // the way past the head
	for _, typed := range []string{"Jonas Brandt", "030 1234567", "j@example.com", "Ida", "Brandt", "2", "8", "2024"} {
		b.do(chromedp.KeyEvent("\t"), chromedp.KeyEvent(typed))
	}
	b.do(chromedp.KeyEvent("\r"), chromedp.WaitReady(".place-big"))
	if people := h.people(); len(people) != 1 || people[0].Name() != "Ida Brandt" || people[0].Birthdate.String() != "2024-08-02" {
		t.Errorf("%+v", people)
	}
}
