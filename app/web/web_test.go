package web_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
)

func TestRatesAreReadAsTheyAreDocumented(t *testing.T) {
	for text, want := range map[string]web.Rate{
		"0": {}, "50/s": {50, time.Second}, "20/m": {20, time.Minute}, "10/15m": {10, 15 * time.Minute}, "3/h": {3, time.Hour},
	} {
		if got, err := web.ParseRate(text); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "x", "50", "50/", "-1/s", "0/s", "5/0s", "5/x", "5/-1m", "5/1ms", "/s"} {
		if got, err := web.ParseRate(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestALimiterRefusesWithAWaitAndForgetsTheIdle(t *testing.T) {
	now := time.Now()
	limiter := web.NewLimiter(web.Rate{Count: 2, Window: time.Minute}, 1, func() time.Time { return now })
	if limiter.Wait("a") != 0 || limiter.Wait("a") != 0 {
		t.Fatal("the first two are refused")
	}
	if wait := limiter.Wait("a"); wait <= 0 || wait > 30*time.Second {
		t.Errorf("wait %s", wait)
	}
	for i := range 20_000 {
		if limiter.Wait(strconv.Itoa(i)) != 0 {
			t.Fatal("somebody else is refused")
		}
	}
	now = now.Add(time.Minute)
	if limiter.Wait("a") != 0 {
		t.Error("refused for ever")
	}
	open := web.NewLimiter(web.Rate{}, 1, func() time.Time { return now })
	for range 1000 {
		if open.Wait("a") != 0 {
			t.Fatal("0 is a limit")
		}
	}
}

func TestAnIPv6NetworkCountsAsOne(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3::4": "2001:db8:1:2::/64", "2001:db8:1:2:ffff::1": "2001:db8:1:2::/64", "junk": "unknown",
	} {
		if got := web.NetworkOf(address); got != want {
			t.Errorf("%s is %s", address, got)
		}
	}
}

func TestOnlyLocalPathsAreFollowed(t *testing.T) {
	for _, path := range []string{"/", "/admin?x=1#y", "/a//b"} {
		if got := web.LocalPath(path, "/no"); got != path {
			t.Errorf("%q becomes %q", path, got)
		}
	}
	for _, path := range []string{"", "admin", "//evil", "/\\evil", "\\\\evil", "https://evil", "javascript:x", "/a\nb", "/%zz", "http:evil", "/a\x00"} {
		if got := web.LocalPath(path, "/no"); got != "/no" {
			t.Errorf("%q is followed", path)
		}
	}
}

func TestAFormBindsNamedFieldsOfItsBodyAlone(t *testing.T) {
	var form struct {
		Name string   `form:"name"`
		Days []string `form:"days"`
		Role string
	}
	form.Role = "viewer"
	request := httptest.NewRequest(http.MethodPost, "/x?name=query", strings.NewReader("days=mon&days=tue&Role=admin&role=admin"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if err := web.Bind(echo.New().NewContext(request, httptest.NewRecorder()), &form); err != nil {
		t.Fatal(err)
	}
	if form.Name != "" || len(form.Days) != 2 || form.Role != "viewer" {
		t.Errorf("%+v", form)
	}
}

func TestACursorComesBackAsItWasAndNothingElseDoes(t *testing.T) {
	keys, err := web.DecodeCursor(web.EncodeCursor("Brandt, Ida", "7"), 2)
	if err != nil || keys[0] != "Brandt, Ida" || keys[1] != "7" {
		t.Errorf("%v, %v", keys, err)
	}
	for _, cursor := range []string{"x", "!!", web.EncodeCursor("one"), web.EncodeCursor("a\x00", "b"), "bnVsbA"} {
		if keys, err := web.DecodeCursor(cursor, 2); err == nil {
			t.Errorf("%q is %v", cursor, keys)
		}
	}
}

func TestNoPolicyAdmitsWhomItDoesNotName(t *testing.T) {
	for _, policy := range []web.Policy{web.SignedIn, web.Viewer, web.Staff, web.Manager, web.Admin, web.ReadScope, web.WriteScope, web.AdminScope, web.Operator, "", "owner"} {
		if policy.Admits(nil) || policy.Admits(&web.Principal{}) {
			t.Errorf("%q admits nobody in particular", policy)
		}
	}
}
