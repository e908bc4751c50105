package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// pictured are the pages that are worth looking at in every view.
var pictured = []struct {
	name, path string
	isPublic   bool
}{
	{"today", lindenBoard, false},
	{"waitlists", "/admin/waitlists", false},
	{"waitlist", "/admin/waitlists/toddlers", false},
	{"person", "Ida Brandt", false},
	{"move", "/admin/entries/3/position", false},
	{"people", "/admin/people", false},
	{"ageout", "/admin/ageout", false},
	{"fields", "/admin/settings/fields", false},
	{"list-settings", "/admin/settings/waitlists/toddlers", false},
	{"webhooks", "/admin/settings/webhooks", false},
	{"home", "/", true},
	{"signup", "/signup/toddlers", true},
	{"login", "/login", true},
}

// It leaves the pictures of the README in the folder that ANTEROOM_SCREENSHOTS names, and one of each main page in light and dark,
// wide and narrow, in that of ANTEROOM_GALLERY. Without the variables it only proves that they can be taken.
func TestScreenshotsShowTheMadeUpHouse(t *testing.T) {
	folder, all := os.LookupEnv("ANTEROOM_SCREENSHOTS")
	if !all {
		folder = t.TempDir()
	}
	house := demo(t)
	visitor, ana := openTab(t, house.url), house.ana(t)
	visitor.open("/signup/toddlers")
	visitor.signUp(child("Ada", "Petrova"))
	ana.theme("light")
	ana.open("/admin/waitlists/toddlers")
	ana.picture(filepath.Join(folder, "screenshot.png"), 1280)
	ana.open(lindenBoard)
	ana.picture(filepath.Join(folder, "screenshot-today.png"), 1280)
	visitor.theme("light")
	visitor.open("/signup/toddlers")
	visitor.picture(filepath.Join(folder, "screenshot-signup.png"), 390)
	ana.open("/admin/settings/webhooks")
	ana.follow("http://127.0.0.1")
	ana.openNewestDelivery()
	ana.picture(filepath.Join(folder, "screenshot-webhook.png"), 1280)
	if gallery := os.Getenv("ANTEROOM_GALLERY"); gallery != "" {
		gallery = filepath.Clean(gallery)
		for _, page := range pictured {
			b := ana
			if page.isPublic {
				b = visitor
			}
			link := page.path
			if link[0] != '/' {
				link = b.linkOf(link)
			}
			b.open(link)
			for _, theme := range []string{"light", "dark"} {
				b.theme(theme)
				for _, width := range []int64{1280, 390} {
					b.picture(filepath.Join(gallery, fmt.Sprintf("%s-%s-%d.png", page.name, theme, width)), width)
				}
			}
		}
	}
}

// picture writes what the window shows. The window is as high as a screen; on a phone the picture has its full sharpness.
func (b *tab) picture(file string, width int64) {
	b.t.Helper()
	height, scale := int64(800), 1.0
	if width < 600 {
		height, scale = 844, 2
	}
	b.do(chromedp.EmulateViewport(width, height, chromedp.EmulateScale(scale)))
	b.until(`document.readyState === "complete" && document.fonts.status === "loaded"`, nil)
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
