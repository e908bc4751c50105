package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
)

func login(email, password string) url.Values {
	return url.Values{"email": {email}, "password": {password}}
}

func TestALoginLeadsInAndALogoutOut(t *testing.T) {
	world := apptest.Start(t)
	browser := world.Visitor()
	browser.Get("/admin").WantsRedirect("/login?next=%2Fadmin")
	browser.Post("/login", login("Admin@Linden.example ", apptest.Password)).WantsRedirect("/admin")
	browser.Get("/admin").WantsRedirect("/admin/waitlists")
	browser.Get("/login").WantsRedirect("/admin")
	browser.Post("/logout", nil).WantsRedirect("/login")
	browser.Get("/admin").WantsRedirect("/login?next=%2Fadmin")
}

func TestALoginLeadsBackToLocalPagesAlone(t *testing.T) {
	world := apptest.Start(t)
	for next, want := range map[string]string{
		"/admin/people?q=a":      "/admin/people?q=a",
		"https://evil.example":   "/admin",
		"//evil.example":         "/admin",
		`/\evil.example`:         "/admin",
		"javascript:alert(1)":    "/admin",
		"/a\r\nSet-Cookie: b=c":  "/admin",
		"/admin\x00":             "/admin",
		"http:/evil.example/foo": "/admin",
	} {
		form := login("admin@linden.example", apptest.Password)
		form.Set("next", next)
		page := world.Visitor().Post("/login", form)
		if strings.Contains(next, "\x00") {
			page.Wants(http.StatusBadRequest)
			continue
		}
		page.WantsRedirect(want)
	}
}

func TestAWrongLoginSaysTheSameForKnownAndUnknown(t *testing.T) {
	world := apptest.Start(t)
	known := world.Visitor().Post("/login", login("admin@linden.example", "wrong horse battery")).Wants(http.StatusUnprocessableEntity)
	unknown := world.Visitor().Post("/login", login("nobody@linden.example", "wrong horse battery")).Wants(http.StatusUnprocessableEntity)
	if strings.ReplaceAll(known.Body, "admin@", "x@") != strings.ReplaceAll(unknown.Body, "nobody@", "x@") {
		t.Error("the pages differ")
	}
	if len(known.Header["Set-Cookie"]) != 0 {
		t.Error("a refused login sets a cookie")
	}
}

func TestWrongLoginsAreThrottledPerAccountAndNeverForEver(t *testing.T) {
	clock := apptest.NewClock(time.Now())
	world := apptest.Start(t, apptest.At(clock.Now), apptest.With(func(c *app.Config) {
		c.RateLogin = web.Rate{Count: 3, Window: 15 * time.Minute}
	}))
	for range 3 {
		world.Visitor().Post("/login", login("admin@linden.example", "wrong horse battery")).Wants(http.StatusUnprocessableEntity)
	}
	page := world.Visitor().Post("/login", login("admin@linden.example", apptest.Password)).Wants(http.StatusTooManyRequests)
	if page.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	world.Visitor().Post("/login", login("nobody@linden.example", "wrong")).Wants(http.StatusTooManyRequests) // the address
	clock.Later(15*time.Minute + time.Second)
	world.Visitor().Post("/login", login("admin@linden.example", apptest.Password)).WantsRedirect("/admin")
}

func TestARightLoginForgetsTheWrongOnesOfItsAccount(t *testing.T) {
	world := apptest.Start(t, apptest.With(func(c *app.Config) { c.RateLogin = web.Rate{Count: 3, Window: 15 * time.Minute} }))
	for range 4 {
		world.Visitor().Post("/login", login("admin@linden.example", apptest.Password)).WantsRedirect("/admin")
	}
}

func TestALoginGetsANewSessionAndEndsTheOld(t *testing.T) {
	world := apptest.Start(t)
	browser := world.LoggedIn(world.User(models.RoleAdmin))
	old := browser.Token
	page := browser.Post("/login", login("admin@linden.example", apptest.Password)).WantsRedirect("/admin")
	cookie := page.Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %s", cookie, want)
		}
	}
	if strings.Contains(cookie, old) {
		t.Error("the token is the old one")
	}
	stale := world.Visitor()
	stale.SetCookie("anteroom", old)
	stale.Get("/admin").WantsRedirect("/login?next=%2Fadmin")
}

func TestASessionEndsWithItsTimeItsPasswordAndItsUser(t *testing.T) {
	clock := apptest.NewClock(time.Now())
	world := apptest.Start(t, apptest.At(clock.Now))
	in := func(browser *apptest.Client) bool { return browser.Get("/admin").Location == "/admin/waitlists" }
	staff := world.User(models.RoleStaff)
	for name, end := range map[string]func(tx *models.Tx) error{
		"password": func(tx *models.Tx) error { return staff.SetPassword(tx, staff.PasswordHash, 0) },
		"role":     func(tx *models.Tx) error { staff.Role = models.RoleViewer; return staff.Save(tx) },
		"disabled": func(tx *models.Tx) error { return staff.Disable(tx) },
	} {
		world.Write(func(tx *models.Tx) error {
			staff.DisabledAt, staff.Role = nil, models.RoleStaff
			return staff.Enable(tx)
		})
		browser := world.LoggedIn(staff)
		if !in(browser) {
			t.Fatalf("%s: not in", name)
		}
		world.Write(end)
		if in(browser) {
			t.Errorf("%s: still in", name)
		}
	}
	idle, busy := world.LoggedIn(world.User(models.RoleAdmin)), world.LoggedIn(world.User(models.RoleAdmin))
	for range 13 {
		clock.Later(time.Hour)
		if !in(busy) {
			t.Fatal("a used session ended early")
		}
	}
	if in(idle) {
		t.Error("an idle session lives after 12 hours")
	}
	for range 7 * 24 {
		clock.Later(time.Hour)
		in(busy)
	}
	if in(busy) {
		t.Error("a session lives after 7 days")
	}
}

// invited is the token of a link that somebody was sent who has no password yet.
func invited(world *apptest.World) (token string) {
	world.Write(func(tx *models.Tx) (err error) {
		user := &models.User{Email: "nora@linden.example", Name: "Nora Weiss", Role: models.RoleStaff, AllLocations: true}
		if err := user.Create(tx); err != nil {
			return err
		}
		token, err = user.NewLink(tx)
		return err
	})
	return token
}

func TestAnInvitationThatTheDatabaseWantsToHearTwiceWorks(t *testing.T) {
	world := apptest.Start(t, apptest.On(models.PostgreSQL))
	form := url.Values{"token": {invited(world)}, "password": {"violet harbour pencil snow"}}
	modelstest.RefuseOnce(t, world.DB, "sessions")
	world.Visitor().Post("/welcome", form).WantsRedirect("/admin")
}

func TestAnInvitationWorksOnceAndChoosesAGoodPassword(t *testing.T) {
	world := apptest.Start(t)
	token := invited(world)
	browser := world.Visitor()
	browser.Get("/welcome?token=" + token).Wants(http.StatusOK).Says("Nora Weiss")
	for _, password := range []string{"short", "nora123456789", "passwordpassword", "aaaaaaaaaaaaaaa", "qwertyuiop12345"} {
		page := browser.Post("/welcome", url.Values{"token": {token}, "password": {password}}).Wants(http.StatusUnprocessableEntity)
		if page.Errors()["password"] == "" {
			t.Errorf("%q is taken", password)
		}
		if strings.Contains(page.Body, password+`"`) {
			t.Errorf("the page repeats the password")
		}
	}
	form := url.Values{"token": {token}, "password": {"violet harbour pencil snow"}}
	browser.Post("/welcome", form).WantsRedirect("/admin")
	browser.Get("/admin").WantsRedirect("/admin/waitlists")
	world.Visitor().Post("/welcome", form).Wants(http.StatusGone)
	world.Visitor().Get("/welcome?token=" + token).Wants(http.StatusGone)
	world.Visitor().Get("/welcome?token=").Wants(http.StatusGone)
}
