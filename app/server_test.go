package app_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	world := apptest.Start(t)
	for _, path := range []string{"/login", "/nothing/here", "/admin", "/healthz", "/api/v1/nothing"} {
		header := world.Visitor().Get(path).Header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Frame-Options": "DENY",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		policy := header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "script-src 'self'") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
	for _, path := range []string{"/login", "/admin", "/setup", "/welcome", "/p/token"} {
		if !strings.Contains(world.Visitor().Get(path).Header.Get("X-Robots-Tag"), "noindex") {
			t.Errorf("%s may be indexed", path)
		}
	}
	if world.Visitor().Get("/login").Header.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS over http")
	}
}

func TestOverHTTPSTheCookieIsBoundToTheHost(t *testing.T) {
	world := apptest.Start(t, apptest.With(func(c *app.Config) { c.URL = "https://lists.linden.example" }))
	form := url.Values{"email": {"admin@linden.example"}, "password": {apptest.Password}}
	page := world.Visitor().Post("/login", form).WantsRedirect("/admin")
	cookie := page.Header.Get("Set-Cookie")
	for _, want := range []string{"__Host-anteroom=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %s", cookie, want)
		}
	}
	if page.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS over https")
	}
}

func TestNoGetChangesAnything(t *testing.T) {
	world := apptest.Start(t)
	admin := world.As(models.RoleAdmin)
	admin.Get("/admin") // notes the session's use, if it has to
	before := contents(t, world)
	for _, route := range world.App.Routes() {
		if !route.ChangesState() && !route.Streams {
			admin.Get(parameter.ReplaceAllString(route.Path, "1"))
		}
	}
	if after := contents(t, world); after != before {
		t.Errorf("a GET changed the database:\n%s\n%s", before, after)
	}
}

// contents counts what every table holds, and the versions of what is listed.
func contents(t *testing.T, world *apptest.World) string {
	t.Helper()
	read := world.DB.Read(t.Context())
	var tables []string
	if err := read.Raw("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Scan(&tables).Error; err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, table := range tables {
		var rows []map[string]any
		if err := read.Table(table).Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(rows)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %s\n", table, text)
	}
	return out.String()
}

func TestABodyThatIsTooLargeOrNoFormIsRefused(t *testing.T) {
	world := apptest.Start(t)
	browser := world.Visitor()
	browser.Post("/login", url.Values{"email": {strings.Repeat("a", 300<<10)}}).Wants(http.StatusRequestEntityTooLarge)
	browser.JSON(http.MethodPost, "/login", `{"email":"a"}`).Wants(http.StatusBadRequest)
	browser.Post("/login", url.Values{"email": {"a\xff"}}).Wants(http.StatusBadRequest)
	browser.Post("/login", url.Values{"email": {"a\x00b"}}).Wants(http.StatusBadRequest)
	browser.Do(browser.Request(http.MethodPut, "/login", nil)).Wants(http.StatusMethodNotAllowed)
}

func TestMetricsAreForThisMachineAndNotForProxies(t *testing.T) {
	world := apptest.Start(t)
	browser := world.Visitor()
	browser.Get("/login")
	browser.Get("/nobody/knows/this")
	page := browser.Get("/metrics").Wants(http.StatusOK)
	if !strings.Contains(page.Body, `route="/login"`) || strings.Contains(page.Body, "knows") {
		t.Error("the metrics do not count by route pattern")
	}
	for _, header := range []string{"X-Forwarded-For", "Forwarded", "X-Real-Ip"} {
		proxied := world.Visitor()
		proxied.Header.Set(header, "127.0.0.1")
		proxied.Get("/metrics").Wants(http.StatusNotFound)
	}
}

func TestNoProxyHeaderCountsUnlessTrusted(t *testing.T) {
	for trusted, want := range map[string]string{"": "127.0.0.1", "127.0.0.0/8": "203.0.113.7"} {
		world := apptest.Start(t, apptest.With(func(c *app.Config) {
			if err := c.TrustedProxies.UnmarshalText([]byte(trusted)); err != nil {
				t.Fatal(err)
			}
		}))
		browser := world.Visitor()
		browser.Header.Set("X-Forwarded-For", "10.9.9.9, 203.0.113.7")
		browser.Post("/login", url.Values{"email": {"admin@linden.example"}, "password": {"wrong"}})
		audits, err := models.Audits(world.DB.Read(t.Context()), 0, 1)
		if err != nil || audits[0].Address != want {
			t.Errorf("trusted %q: address %q, %v", trusted, audits[0].Address, err)
		}
	}
}

func TestLogsHoldPatternsAndNothingPersonal(t *testing.T) {
	world := apptest.Start(t)
	browser := world.Visitor()
	browser.Get("/welcome?token=SECRETTOKEN")
	browser.Get("/p/SECRETPORTAL")
	browser.Post("/login", url.Values{"email": {"brandt@families.example"}, "password": {"wrong horse battery"}})
	world.As(models.RoleAdmin).Get("/admin/settings/users/SECRETID")
	for _, secret := range []string{"SECRET", "brandt", "horse", "Castillo", "127.0.0.1"} {
		if strings.Contains(string(world.Logs.Bytes()), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(string(world.Logs.Bytes()), `"route":"/admin/settings/users/:id"`) {
		t.Error("the log names no pattern")
	}
}

func TestAStreamNamesWhatChangedAndEndsAtOnce(t *testing.T) {
	world := apptest.Start(t)
	world.Write(func(tx *models.Tx) error {
		_, err := models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"})
		return err
	})
	viewer := world.As(models.RoleViewer)
	viewer.Get("/admin/stream?watch=location:99").Wants(http.StatusNotFound)
	viewer.Get("/admin/stream?watch=users:1").Wants(http.StatusNotFound)
	viewer.Get("/admin/stream").Wants(http.StatusBadRequest)
	world.Visitor().Get("/admin/stream?watch=location:1").Wants(http.StatusSeeOther)

	answer := viewer.Stream("/admin/stream?watch=location:1")
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	if !lines.Scan() || lines.Text() != ": listening" {
		t.Fatalf("the stream begins with %q", lines.Text())
	}
	world.Write(func(tx *models.Tx) error {
		location, err := models.FindLocation(tx, models.Everywhere(), 1)
		if err != nil {
			return err
		}
		return location.Change(tx, models.LocationSettings{Name: "North End", TimeZone: "Europe/Berlin"})
	})
	for lines.Scan() && lines.Text() != "data: location:1" {
		if strings.Contains(lines.Text(), "North") || lines.Text() == ": beat" {
			t.Errorf("instead of the name of the change the stream says %q", lines.Text())
		}
	}
	if lines.Text() != "data: location:1" {
		t.Fatalf("the stream ends with %q, %v", lines.Text(), lines.Err())
	}
	world.Stop()
	if strings.Contains(string(world.Logs.Bytes()), "did not end in time") {
		t.Error("stopping waited for a stream until its patience was over")
	}
	if rest, _ := io.ReadAll(answer.Body); strings.Contains(string(rest), "data:") {
		t.Errorf("told more than happened: %q", rest)
	}
}

func TestAUserKeepsSoManyStreamsAndNoMore(t *testing.T) {
	world := apptest.Start(t)
	world.Write(func(tx *models.Tx) error {
		_, err := models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"})
		return err
	})
	viewer := world.As(models.RoleViewer)
	for range 10 {
		answer := viewer.Stream("/admin/stream?watch=location:1")
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Fatal(answer.Status)
		}
	}
	viewer.Get("/admin/stream?watch=location:1").Wants(http.StatusTooManyRequests)
}

func TestARequestInFlightIsFinishedWhenTheProgramStops(t *testing.T) {
	world := apptest.Start(t)
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(world.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	body := url.Values{"email": {"admin@linden.example"}, "password": {"wrong"}}.Encode()
	_, _ = fmt.Fprintf(connection, "POST /login HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", len(body))
	answers := bufio.NewReader(connection)
	if line, err := answers.ReadString('\n'); err != nil || line != "HTTP/1.1 100 Continue\r\n" { // said when the body is read
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	_, _ = fmt.Fprint(connection, body[:5])
	stopped := make(chan struct{})
	go func() { world.Stop(); close(stopped) }()
	for { // until nobody listens any more
		another, err := new(net.Dialer).DialContext(t.Context(), "tcp", connection.RemoteAddr().String())
		if err != nil {
			break
		}
		_ = another.Close()
	}
	if _, err := fmt.Fprint(connection, body[5:]); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", answer.StatusCode)
	}
	<-stopped
}

func TestHealthAndReadinessSayNothingElse(t *testing.T) {
	world := apptest.Start(t)
	if body := world.Visitor().Get("/readyz").Wants(http.StatusOK).Body; body != "ready\n" {
		t.Errorf("%q", body)
	}
	if body := world.Visitor().Get("/healthz").Wants(http.StatusOK).Body; body != "ok\n" {
		t.Errorf("%q", body)
	}
}

func TestOurFaultsCarryAReferenceAndNoReason(t *testing.T) {
	world := apptest.Start(t)
	world.Write(func(tx *models.Tx) error { return tx.Exec("DROP TABLE api_keys").Error })
	page := world.As(models.RoleAdmin).Get("/admin/settings/keys").Wants(http.StatusInternalServerError)
	reference := regexp.MustCompile(`class="reference">([a-z0-9]+)<`).FindStringSubmatch(page.Body)
	if reference == nil || strings.Contains(page.Body, "api_keys") {
		t.Fatal("no reference, or the reason is shown")
	}
	logs := string(world.Logs.Bytes())
	if strings.Count(logs, reference[1]) != 1 || strings.Count(logs, `"level":"ERROR"`) != 1 {
		t.Errorf("logged more or less than once: %s", logs)
	}
}

func TestHTMXIsSentToTheLoginAndPagesAreZipped(t *testing.T) {
	world := apptest.Start(t)
	htmx := world.Visitor()
	htmx.Header.Set("HX-Request", "true")
	if page := htmx.Get("/admin/account").Wants(http.StatusUnauthorized); page.Header.Get("HX-Redirect") != "/login" {
		t.Errorf("HX-Redirect %q", page.Header.Get("HX-Redirect"))
	}
	zipped := world.As(models.RoleAdmin)
	zipped.Header.Set("Accept-Encoding", "gzip")
	if page := zipped.Get("/admin/account").Wants(http.StatusOK); page.Header.Get("Content-Encoding") != "gzip" {
		t.Error("the page is not zipped")
	}
}

func TestASecondServerOnTheSameFileIsRefused(t *testing.T) {
	config := apptest.Config(t)
	unlock, err := config.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := config.Lock(); err == nil {
		t.Error("a second server may start")
	}
	unlock()
	again, err := config.Lock()
	if err != nil {
		t.Fatal(err)
	}
	again()
}

func TestARouteWithoutAPolicyStopsTheProgram(t *testing.T) {
	if web.Policy("").Known() || web.Policy("").Admits(&web.Principal{User: &models.User{}, Role: models.RoleAdmin}) {
		t.Error("no policy lets somebody in")
	}
	for _, routes := range [][]web.Route{
		{{Method: "GET", Path: "/x", Audience: web.ForPublic, Handle: nothing}},
		{web.StaffPage("GET", "/admin/x", web.Anyone, nothing)},
		{web.PublicPage("GET", "/x", nothing), web.PublicPage("GET", "/x", nothing)},
		{web.PublicPage("GET", "/x", nil)},
	} {
		if err := app.CheckRoutes(routes); err == nil {
			t.Errorf("%+v may be served", routes)
		}
	}
}

func TestMigratingCopiesTheDatabaseFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := models.Open(t.Context(), "sqlite:"+path, models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := app.Migrate(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	_, needs, err := db.SchemaVersions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx *models.Tx) error {
		return tx.Exec("DELETE FROM goose_db_version WHERE version_id = ?", needs).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Migrate(t.Context(), db); err == nil {
		t.Fatal("the last migration ran over its own tables")
	}
	copied, err := models.Open(t.Context(), fmt.Sprintf("sqlite:%s.before-%d", path, needs), models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = copied.Close() })
	if has, _, err := copied.SchemaVersions(t.Context()); err != nil || has == 0 || has >= needs {
		t.Errorf("the copy is at %d of %d, %v", has, needs, err)
	}
}
