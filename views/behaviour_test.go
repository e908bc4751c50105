package views

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/chromedp"

	"anteroom/static"
)

// liveHouse is a list page with a stream that speaks when told and a door for moves.
type liveHouse struct {
	*httptest.Server
	speak  chan string
	heard  chan string
	visits chan string
}

func openLiveHouse(t *testing.T) liveHouse {
	t.Helper()
	h := liveHouse{speak: make(chan string), heard: make(chan string, 9), visits: make(chan string, 99)}
	page := templ.Handler(galleryPages("light")["list"])
	list := func(w http.ResponseWriter, r *http.Request) {
		h.visits <- r.URL.Path
		page.ServeHTTP(w, r)
	}
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.HandleFunc("GET /list", list)
	mux.HandleFunc("GET /admin/stream", func(w http.ResponseWriter, r *http.Request) {
		h.heard <- "stream " + r.URL.RawQuery
		w.Header().Set("Content-Type", "text/event-stream")
		flusher := w.(http.Flusher)
		flusher.Flush()
		for {
			select {
			case name := <-h.speak:
				if _, err := fmt.Fprintf(w, "data: %s\n\n", name); err != nil {
					return
				}
				flusher.Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	mux.HandleFunc("POST /admin/waitlists/2/entries/{id}/position", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		h.heard <- "move " + r.PathValue("id") + " " + string(body)
		list(w, r)
	})
	h.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		h.CloseClientConnections()
		h.Close()
	})
	return h
}

func hear(t *testing.T, from chan string, want string) {
	t.Helper()
	select {
	case got := <-from:
		if got != want {
			t.Errorf("heard %q, want %q", got, want)
		}
	case <-time.After(time.Minute):
		t.Fatalf("heard nothing, want %q", want)
	}
}

func ask(t *testing.T, browser context.Context, script, want string) {
	t.Helper()
	got, err := chromedp.Run(browser, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	if got != want {
		t.Errorf("%s is %q, want %q", script, got, want)
	}
}

func press(t *testing.T, browser context.Context, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if err := chromedp.Do(browser, chromedp.KeyEvent(key)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAListRefreshesWhenItsSubjectChanges(t *testing.T) {
	house, browser := openLiveHouse(t), openBrowser(t)
	if err := chromedp.Do(browser, chromedp.Navigate(house.URL+"/list")); err != nil {
		t.Fatal(err)
	}
	hear(t, house.visits, "/list")
	hear(t, house.heard, "stream watch=waitlist%3A2%4031")
	ask(t, browser, `document.querySelector("#entries").dataset.old = "yes"`, "yes")
	house.speak <- "waitlist:9"
	house.speak <- "waitlist:2"
	hear(t, house.visits, "/list")
	ask(t, browser, `new Promise((done) => { const look = () => document.querySelector("#entries").dataset.old ? setTimeout(look, 20) : done("fresh"); look(); })`, "fresh")
}

// dragFourthBehindFirst does with events what a hand does with the mouse.
const dragFourthBehindFirst = `(async () => {
	const row = (id) => document.querySelector("[data-sortable] [data-id='" + id + "']");
	const middle = (el) => { const b = el.getBoundingClientRect(); return {clientX: b.left + b.width / 2, clientY: b.top + b.height / 2}; };
	const data = new DataTransfer(), options = {bubbles: true, cancelable: true, button: 0, pointerType: "mouse", dataTransfer: data};
	const pause = () => new Promise((done) => setTimeout(done, 60));
	const handle = row(4).querySelector(".handle");
	handle.dispatchEvent(new PointerEvent("pointerdown", {...options, ...middle(handle)}));
	row(4).dispatchEvent(new DragEvent("dragstart", {...options, ...middle(handle)}));
	await pause();
	for (const id of [3, 2]) {
		row(id).dispatchEvent(new DragEvent("dragover", {...options, ...middle(row(id))}));
		await pause();
	}
	row(4).dispatchEvent(new DragEvent("drop", {...options, ...middle(row(4))}));
	return "dropped";
})()`

func TestADragTellsTheRowAboveAndTheVersion(t *testing.T) {
	house, browser := openLiveHouse(t), openBrowser(t)
	err := chromedp.Do(browser, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(house.URL+"/list"))
	if err != nil {
		t.Fatal(err)
	}
	hear(t, house.heard, "stream watch=waitlist%3A2%4031")
	ask(t, browser, dragFourthBehindFirst, "dropped")
	hear(t, house.heard, "move 4 after=1&version=31")
}

func TestKeysWorkOnRowsAndAreOffWhileTyping(t *testing.T) {
	house, browser := openLiveHouse(t), openBrowser(t)
	if err := chromedp.Do(browser, chromedp.Navigate(house.URL+"/list")); err != nil {
		t.Fatal(err)
	}
	hear(t, house.heard, "stream watch=waitlist%3A2%4031")
	press(t, browser, "j", "j", "x")
	ask(t, browser, `document.activeElement.textContent`, "Noor Haddad")
	ask(t, browser, `document.querySelector("[data-bulk]").dataset.count`, "1")
	press(t, browser, "/", "x", "j")
	ask(t, browser, `document.activeElement.name + document.activeElement.value.slice(-2)`, "qxj")
	ask(t, browser, `document.activeElement.blur() || "left"`, "left")
	press(t, browser, "?")
	ask(t, browser, `String(document.querySelector("#shortcuts").matches(":modal"))`, "true")
	press(t, browser, "\u001b")
	ask(t, browser, `String(document.querySelector("#shortcuts").open)`, "false")
	press(t, browser, "j", "]")
	select {
	case got := <-house.heard:
		if !strings.HasPrefix(got, "move 1 position=2") {
			t.Errorf("] was heard as %q", got)
		}
	case <-time.After(time.Minute):
		t.Error("] moved nothing")
	}
}
