package main_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a person, and a test on a busy machine, waits for a page.
const patience = time.Minute

// chromium is one browser for all tests, started by the first that looks at a page and closed by TestMain.
type chromium struct {
	once    sync.Once
	ctx     context.Context
	profile string
	err     error
}

var shared chromium

func (c *chromium) start() (context.Context, error) {
	c.once.Do(func() {
		c.ctx, _ = chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
			chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
			chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en"), chromedp.Flag("accept-lang", "en"),
			chromedp.UserDataDir(c.profile), chromedp.WSURLReadTimeout(time.Minute),
		))
		c.err = chromedp.Do(c.ctx)
	})
	return c.ctx, c.err
}

// close ends the browser if one was started.
func (c *chromium) close() error {
	if c.ctx == nil {
		return nil
	}
	limited, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	return chromedp.Cancel(limited)
}

// tab is a window of a browser of its own: nobody is logged in in a new one.
// When the test ends it fails where a page complained on its console or asked another host for anything.
type tab struct {
	t    *testing.T
	ctx  context.Context
	site string // http://127.0.0.1:1234

	mu       sync.Mutex
	problems []string
	expected []int // statuses that the console may mention: refused forms
	weighed  map[network.RequestID]*weight
	log      []*weight
}

// weight is what one answer took on the wire.
type weight struct {
	url, kind string
	bytes     int
}

func openTab(t *testing.T, site string) *tab {
	t.Helper()
	browser, err := shared.start()
	if err != nil {
		t.Fatal("chromium does not start:", err)
	}
	ctx, _ := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	b := &tab{t: t, ctx: ctx, site: site, weighed: map[network.RequestID]*weight{}}
	t.Cleanup(func() {
		b.mu.Lock()
		problems := b.problems
		b.mu.Unlock()
		for _, problem := range problems {
			t.Error(problem)
		}
		if err := chromedp.Cancel(ctx); err != nil {
			t.Error(err)
		}
	})
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	b.size(1280)
	return b
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	complain := func(what, where string) { b.problems = append(b.problems, where+": "+what) }
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		complain(e.ExceptionDetails.Text+quote(fmt.Sprint(e.ExceptionDetails.Exception)), e.ExceptionDetails.URL)
	case *log.EventEntryAdded:
		refused := func(status int) bool { return strings.Contains(e.Entry.Text, fmt.Sprintf("status of %d ", status)) }
		if !slices.ContainsFunc(b.expected, refused) {
			complain("the browser says "+e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		to, err := url.Parse(e.Request.URL)
		if err != nil || to.Scheme != "data" && "http://"+to.Host != b.site {
			complain("asks for "+e.Request.URL, e.DocumentURL)
		}
		w := &weight{url: e.Request.URL, kind: string(e.Type)}
		b.weighed[e.RequestID], b.log = w, append(b.log, w)
	case *network.EventLoadingFinished:
		if w := b.weighed[e.RequestID]; w != nil {
			w.bytes = int(e.EncodedDataLength)
		}
	}
}

// refuses says that a form will be refused on purpose, which the browser mentions on its console.
func (b *tab) refuses(status int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expected = append(b.expected, status)
}

// noScripts turns JavaScript off in this tab.
func (b *tab) noScripts() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		b.t.Fatal(err)
	}
}

// size is the window's width; its height is enough for a page of a list.
func (b *tab) size(width int64) { b.do(chromedp.EmulateViewport(width, 1000)) }

// theme is what the visitor's system prefers. Nothing moves.
func (b *tab) theme(name string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// open goes to a path of the site, or to a whole link.
func (b *tab) open(path string) {
	b.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.site + path
	}
	b.do(chromedp.Navigate(path))
}

// press clicks, with the mouse, on what has this name in sight.
func (b *tab) press(name string) {
	b.t.Helper()
	var at struct{ X, Y float64 }
	b.until(fmt.Sprintf(`hand.find(%s)`, quote(name)), &at)
	b.do(chromedp.MouseClickXY(at.X, at.Y))
}

// follow presses what leads to another page, and waits for that page.
func (b *tab) follow(name string) {
	b.t.Helper()
	b.run(`document.documentElement.dataset.old = "yes"`, nil)
	b.press(name)
	b.until(`!document.documentElement.dataset.old && document.readyState === "complete" && "there"`, nil)
}

// fill types into the field with a label, or ticks or chooses in it.
func (b *tab) fill(label, value string) {
	b.t.Helper()
	var kind string
	b.until(fmt.Sprintf(`hand.take(%s, %s)`, quote(label), quote(value)), &kind)
	if kind == "text" {
		b.do(chromedp.KeyEvent(value))
	}
}

// says waits until the page shows each text.
func (b *tab) says(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		b.until(fmt.Sprintf(`document.readyState === "complete" && hand.text(document.body).includes(%s) && "yes"`, quote(text)), nil)
	}
}

// path is where the tab is.
func (b *tab) path() string {
	b.t.Helper()
	var path string
	b.run(`location.pathname`, &path)
	return path
}

// run evaluates a script into result, which may be nil.
func (b *tab) run(script string, result any) {
	b.t.Helper()
	if err := b.try(script, result); err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
}

// until evaluates a script again and again until it answers something true, also across pages.
func (b *tab) until(script string, result any) {
	b.t.Helper()
	late := time.Now().Add(patience)
	for {
		err := b.try(script, result)
		if err == nil {
			return
		}
		if time.Now().After(late) {
			var where, text string
			_ = b.try(`location.href`, &where)
			_ = b.try(`hand.text(document.body)`, &text)
			b.t.Fatalf("%s never comes true: %v; at %s: %.3000s", script, err, where, text)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

var errNotYet = errors.New("not yet")

func (b *tab) try(script string, result any) error {
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`(async () => { `+hand+` return JSON.stringify(await (`+script+`) ?? false); })()`, chromedp.EvalAwaitPromise))
	switch {
	case err != nil:
		return err
	case result != nil && text != "false":
		return json.Unmarshal([]byte(text), result)
	case text == "false":
		return errNotYet
	}
	return nil
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	limited, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(limited, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// hand finds things on a page by the words people see.
const hand = `const hand = {
	tidy: (text) => text.replace(/\s+/g, " ").trim(),
	text: (el) => hand.tidy(el.innerText),
	seen: (el) => el.checkVisibility({visibilityProperty: true}) && el.getClientRects().length > 0,
	name: (el) => {
		const copy = el.cloneNode(true);
		for (const hidden of copy.querySelectorAll("[aria-hidden=true]")) hidden.remove();
		return hand.tidy(el.ariaLabel || copy.textContent);
	},
	best: (all, name, of) => all.find((el) => of(el) === name) || all.find((el) => of(el).startsWith(name)),
	reach: (el) => {
		el.scrollIntoView({block: "center", behavior: "instant"});
		const box = el.getBoundingClientRect(), at = {x: box.left + box.width / 2, y: box.top + box.height / 2};
		const top = document.elementFromPoint(at.x, at.y);
		return top && (el.contains(top) || top.contains(el)) ? at : false;
	},
	find: (name) => {
		const all = [...document.querySelectorAll("button, a[href], summary")].filter((el) => hand.seen(el) && !el.closest("[aria-hidden=true]"));
		const el = hand.best(all, name, hand.name);
		return el ? hand.reach(el) : false;
	},
	take: (label, value) => {
		const all = [...document.querySelectorAll("main label, dialog label")].filter((l) => hand.seen(l) && l.control);
		const el = hand.best(all, label, (l) => hand.tidy(l.textContent))?.control;
		if (!el) return false;
		if (el.matches("[type=checkbox], [type=radio]")) { if (el.checked !== (value !== "")) el.click(); return "ticked"; }
		if (el.matches("select")) {
			const option = hand.best([...el.options], value, (o) => hand.tidy(o.textContent));
			if (!option) return false;
			el.value = option.value;
			el.dispatchEvent(new Event("change", {bubbles: true}));
			return "chosen";
		}
		el.focus();
		el.select();
		return document.activeElement === el ? "text" : false;
	},
};`
