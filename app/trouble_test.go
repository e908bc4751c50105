package app_test

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func locationForm(name string) url.Values {
	return url.Values{"name": {name}, "timeZone": {"Europe/Berlin"}}
}

func TestAFullDiskRefusesWritesServesReadsAndResumes(t *testing.T) {
	world := apptest.Start(t)
	admin, key := world.As(models.RoleAdmin), world.Key(models.ScopeAdmin)
	admin.Get("/admin/settings/locations")
	limit := func(pages string) {
		world.Write(func(tx *models.Tx) error { return tx.Raw("PRAGMA max_page_count = " + pages).Scan(new(int64)).Error })
	}
	limit("1") // as many as there are
	full := 0
	for i := range 2000 {
		page := admin.Post("/admin/settings/locations", locationForm(fmt.Sprint("North ", i)))
		if page.Status == http.StatusInsufficientStorage {
			page.Says("nothing was saved")
			full++
			break
		}
		page.Wants(http.StatusSeeOther)
	}
	if full == 0 {
		t.Fatal("the disk never was full")
	}
	admin.Get("/admin/settings/locations").Wants(http.StatusOK).Says("North 0")
	for i := 0; ; i++ { // a small row may still find room
		page := key.JSON("POST", "/api/v1/locations", fmt.Sprintf(`{"name":"South %d %s","timeZone":"Europe/Berlin"}`, i, strings.Repeat("x", 60)))
		if page.Status == http.StatusInsufficientStorage {
			break
		}
		page.Wants(http.StatusCreated)
	}
	limit("1000000")
	admin.Post("/admin/settings/locations", locationForm("West")).Wants(http.StatusSeeOther)
	admin.Get("/admin/settings/locations").Says("West")
}

func TestABusyDatabaseSaysWhenToComeBack(t *testing.T) {
	t.Parallel()
	world := apptest.Start(t)
	admin, key := world.As(models.RoleAdmin), world.Key(models.ScopeAdmin)
	admin.Get("/admin/settings/locations")
	key.Get("/api/v1/locations")
	other, err := sql.Open("sqlite3", "file:"+world.DB.Path()+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	held, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	answers := []*apptest.Page{
		admin.Post("/admin/settings/locations", locationForm("North")),
		key.JSON("POST", "/api/v1/locations", `{"name":"South","timeZone":"Europe/Berlin"}`),
	}
	for _, page := range answers {
		page.Wants(http.StatusServiceUnavailable)
		if page.Header.Get("Retry-After") == "" {
			t.Error("nobody says when to come back")
		}
	}
	admin.Get("/admin/settings/locations").Wants(http.StatusOK)
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	admin.Post("/admin/settings/locations", locationForm("North")).Wants(http.StatusSeeOther)
}

func TestAPanicIsOnePageAndTheProgramLives(t *testing.T) {
	world := apptest.Start(t)
	hasher := world.App.Hasher
	world.App.Hasher = nil
	form := url.Values{"email": {"admin@linden.example"}, "password": {apptest.Password}}
	page := world.Visitor().Post("/login", form).Wants(http.StatusInternalServerError)
	page.Says("That is our fault").Hides("nil pointer", "goroutine")
	if page.Header.Get("Content-Security-Policy") == "" {
		t.Error("the page of an error carries no policy")
	}
	world.App.Hasher = hasher
	world.Visitor().Post("/login", form).WantsRedirect("/admin")
	if !strings.Contains(string(world.Logs.Bytes()), "a request panicked") {
		t.Error("the panic is not logged")
	}
}

func TestTheServersPatienceIsBounded(t *testing.T) {
	server := apptest.Start(t).App.Server()
	for what, bound := range map[string][2]time.Duration{
		"header": {server.ReadHeaderTimeout, 5 * time.Second}, "read": {server.ReadTimeout, 15 * time.Second},
		"write": {server.WriteTimeout, 30 * time.Second}, "idle": {server.IdleTimeout, 60 * time.Second},
	} {
		if bound[0] != bound[1] {
			t.Errorf("%s: %s, want %s", what, bound[0], bound[1])
		}
	}
	if server.MaxHeaderBytes != 64<<10 {
		t.Errorf("headers of %d bytes", server.MaxHeaderBytes)
	}
}

func TestSlowAndEndlessHeadersAreCutOff(t *testing.T) {
	t.Parallel()
	world := apptest.Start(t)
	dial := func() net.Conn {
		connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(world.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = connection.Close() })
		_ = connection.SetDeadline(time.Now().Add(time.Minute))
		return connection
	}
	endless := dial()
	_, _ = fmt.Fprintf(endless, "GET /login HTTP/1.1\r\nHost: x\r\nX-A: %s\r\n\r\n", strings.Repeat("a", 80<<10))
	if answer, err := http.ReadResponse(bufio.NewReader(endless), nil); err != nil || answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("%v, %v", answer, err)
	}
	slow := dial()
	_, _ = fmt.Fprint(slow, "GET /login HTTP/1.1\r\nHost: ")
	if _, err := slow.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("who sends headers slowly is not cut off: %v", err)
	}
}

func TestGuessingKeysIsBoundedByAddress(t *testing.T) {
	clock := apptest.NewClock(time.Now()) // which stands still, so that nobody may come again meanwhile
	world := apptest.Start(t, apptest.At(clock.Now), apptest.With(func(c *app.Config) { c.RateAPI = web.Rate{Count: 3, Window: time.Minute} }))
	stranger, known := world.Visitor(), world.Key(models.ScopeRead)
	refused := 0
	for range 12 {
		stranger.Header.Set("Authorization", "Bearer anteroom_"+models.NewToken())
		switch page := stranger.Get("/api/v1/people"); page.Status {
		case http.StatusTooManyRequests:
			refused++
		default:
			page.Wants(http.StatusUnauthorized)
		}
	}
	if refused != 6 {
		t.Errorf("%d of 12 guesses are refused", refused)
	}
	known.Get("/api/v1/people").Wants(http.StatusOK)
}

func TestPackedBodiesAndStrangeMethodsAreRefusedAndHEADWorks(t *testing.T) {
	world := apptest.Start(t)
	browser := world.Visitor()
	packed := browser.Request(http.MethodPost, "/login", strings.NewReader("\x1f\x8b"))
	packed.Header.Set("Content-Encoding", "gzip")
	packed.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	browser.Do(packed).Wants(http.StatusUnsupportedMediaType)
	for _, method := range []string{http.MethodTrace, http.MethodPut, http.MethodDelete, "PROPFIND"} {
		if page := browser.Do(browser.Request(method, "/login", nil)).Wants(http.StatusMethodNotAllowed); page.Header.Get("Allow") == "" {
			t.Errorf("%s: no Allow", method)
		}
	}
	for _, path := range []string{"/login", "/healthz", "/api/v1/openapi.json"} {
		if head := browser.Do(browser.Request(http.MethodHead, path, nil)).Wants(http.StatusOK); head.Body != "" || head.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("HEAD %s: %q", path, head.Body)
		}
	}
	browser.Do(browser.Request(http.MethodHead, "/admin/account", nil)).Wants(http.StatusUnauthorized)
	browser.Do(browser.Request(http.MethodHead, "/nothing", nil)).Wants(http.StatusNotFound)
}

func TestAStreamTellsAtOnceWhatChangedSinceThePageWasMade(t *testing.T) {
	w := openTown(t, models.SQLite)
	viewer := w.As(models.RoleViewer)
	page := viewer.Get("/admin/waitlists/" + w.north["waitlists"])
	_, rest, found := strings.Cut(page.Body, `data-live="`)
	path, _, closed := strings.Cut(rest, `"`)
	if !found || !closed || !strings.Contains(path, "@") {
		t.Fatalf("the page watches %q", path)
	}
	admin := w.As(models.RoleAdmin)
	admin.Post("/admin/entries/"+w.north["entries"]+"/confirmation", nil).Wants(http.StatusSeeOther)
	answer := viewer.Stream(path)
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	var opening []string
	for len(opening) < 3 && lines.Scan() {
		opening = append(opening, lines.Text())
	}
	if len(opening) < 3 || opening[0] != ": listening" || opening[1] != "" || !strings.HasPrefix(opening[2], "data: waitlist:") {
		t.Errorf("the stream begins with %q", opening)
	}
	viewer.Get("/admin/stream?watch=location:" + w.north["locations"] + "@x").Wants(http.StatusNotFound)
}

func TestAFormWorksOnceForWhoeverHoldsIt(t *testing.T) {
	w := openTown(t, models.SQLite)
	admin, manager := w.As(models.RoleAdmin), w.As(models.RoleManager)
	form := url.Values{"once": {web.NewOnceKey()}}
	asked, err := models.FindPersonForm(w.DB.Read(t.Context()), models.StaffForm)
	if err != nil {
		t.Fatal(err)
	}
	for i := range asked.Fields {
		if purpose := asked.Fields[i].Purpose; purpose == models.ForFirstName || purpose == models.ForLastName {
			form.Set(views.AnswerName(&asked.Fields[i]), "Noor")
		}
	}
	count := func() (people int64) {
		if err := w.DB.Read(t.Context()).Table("people").Count(&people).Error; err != nil {
			t.Fatal(err)
		}
		return people
	}
	before := count()
	first := admin.Post("/admin/people/new", form).Wants(http.StatusSeeOther)
	admin.Post("/admin/people/new", form).WantsRedirect(first.Location)
	if now := count(); now != before+1 {
		t.Fatalf("%d people were added", now-before)
	}
	other := url.Values{"once": form["once"], "note": {"other words"}}
	for name, values := range form {
		other[name] = values
	}
	admin.Post("/admin/people/new", other).Wants(http.StatusConflict)
	if page := manager.Post("/admin/people/new", form); page.Location == first.Location {
		t.Error("another user's key leads to the first one's answer")
	}
	for _, key := range []string{"", "short", strings.Repeat("k", 101)} {
		form.Set("once", key)
		admin.Post("/admin/people/new", form).Wants(http.StatusBadRequest)
	}
}

func TestEveryExportIsWrittenDown(t *testing.T) {
	w := openTown(t, models.SQLite)
	viewer := w.As(models.RoleStaff)
	for path, action := range map[string]string{
		"/admin/people/export.csv": "people.exported", "/admin/people/" + w.north["people"] + "/export.json": "person.exported",
		"/admin/waitlists/" + w.north["waitlists"] + "/export.csv": "waitlist.exported",
	} {
		viewer.Post(path, nil).Wants(http.StatusOK)
		audits, err := models.Audits(w.DB.Read(t.Context()), 0, 1)
		if err != nil || audits[0].Action != action || audits[0].ByName != "Ben Okafor" || audits[0].Address != "127.0.0.1" {
			t.Errorf("%s is noted as %+v, %v", path, audits, err)
		}
	}
}

// All that a GET may leave behind is that a session or a key was used.
func TestNoGetOfTheTownChangesAnything(t *testing.T) {
	w := openTown(t, models.SQLite)
	admin := w.As(models.RoleAdmin)
	admin.Get("/admin/waitlists")
	w.key.Get("/api/v1/people")
	w.untilQuiet()
	w.waitUntilSent() // news of the queues included
	before := contents(t, w.World)
	for _, route := range w.App.Routes() {
		if route.ChangesState() || route.Streams {
			continue
		}
		client := admin
		if route.Audience == web.ForAPI {
			client = w.key
		}
		path := w.address(route, of(w.north))
		client.Get(path + "?do=removal&entry=" + w.north["entries"])
		client.Do(client.Request(http.MethodHead, path, nil))
		if after := contents(t, w.World); after != before {
			t.Errorf("GET %s changed the database: %s", path, changedLines(before, after))
			before = after
		}
	}
}

// changedLines are the tables of which the rows differ.
func changedLines(before, after string) (changed string) {
	was := strings.Split(before, "\n")
	for i, line := range strings.Split(after, "\n") {
		if i < len(was) && was[i] != line {
			changed += "\n" + was[i] + "\n" + line
		}
	}
	return changed
}

// Everything that people say is looked for in what the program wrote at its most talkative.
func TestNothingThatPeopleSayIsInTheLogs(t *testing.T) {
	w := openTown(t, models.SQLite)
	admin := w.As(models.RoleAdmin)
	for _, form := range w.forms(admin) {
		values := url.Values{}
		for name := range form.values {
			values.Set(name, "Zebrafish zebra@fish.example")
		}
		if !dropping.MatchString(form.action) {
			admin.Post(form.action, values)
			admin.Post(form.action, form.values)
		}
	}
	for _, route := range w.App.Routes() {
		if route.Method == "GET" && !route.Streams {
			client := admin
			if route.Audience == web.ForAPI {
				client = w.key
			}
			client.Get(w.address(route, of(w.north)) + "?q=Zebrafish&token=Zebrafish&cursor=Zebrafish")
		}
	}
	w.key.JSON("POST", "/api/v1/people", `{"fields":{"First Name":"Zebrafish","Email":"Zebrafish"}}`)
	w.Visitor().Post("/login", url.Values{"email": {"zebra@fish.example"}, "password": {"Zebrafish zebra"}})
	logs := strings.ToLower(string(w.Logs.Bytes()))
	token := strings.TrimPrefix(w.key.Header.Get("Authorization"), "Bearer ")
	for _, word := range []string{"zebra", "xerxilda", "brandt", "families.example", "030 9018", "castillo", "linden.example", strings.ToLower(token), strings.ToLower(admin.Token), "whsec_", "127.0.0.1"} {
		for line := range strings.Lines(logs) {
			if strings.Contains(line, word) {
				t.Errorf("the log holds %q: %.300s", word, line)
				break
			}
		}
	}
}
