package admin_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

const fileOfPeople = "First name;Last name;Born;Phone;Waitlist;Applied;Shoe size\n" +
	"Ida;Brandt;02.08.2024;030 901820;Toddlers;25.06.2026;22\n" +
	"Noor;Haddad;31.04.2024;030 901821;Nowhere;;23\n" +
	"Mateo;Ruiz;;;;;\n"

// upload sends a file and returns the path of the import.
func upload(client *apptest.Client, file string) *apptest.Page {
	client.T.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "Old list.csv")
	if err == nil {
		_, err = part.Write([]byte(file))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		client.T.Fatal(err)
	}
	request := client.Request(http.MethodPost, "/admin/people/import", &body)
	request.Header.Set("Content-Type", form.FormDataContentType())
	return client.Do(request)
}

// matched is an import whose columns are as guessed and whose rows are checked.
func matched(client *apptest.Client, file string, change url.Values) (path string) {
	client.T.Helper()
	columns := upload(client, file).Wants(http.StatusSeeOther).Location
	path = strings.TrimSuffix(columns, "/columns")
	form := url.Values{"dates": {"dmy"}, "known": {"update"}}
	page := client.Get(columns).Wants(http.StatusOK)
	for n, target := range page.Selected("column") {
		form.Set(n, target)
	}
	for name, values := range change {
		form[name] = values
	}
	client.Post(columns, form).WantsRedirect(path + "/preview")
	return path
}

// finished waits for an import to have done what it does.
func finished(client *apptest.Client, path string) *apptest.Page {
	client.T.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		page := client.Get(path).Wants(http.StatusOK)
		if page.Header.Get("Refresh") == "" {
			return page
		}
		if time.Now().After(until) {
			client.T.Fatalf("the import does not end: %s", page.Text())
		}
	}
}

func TestAFileIsImportedInFourStepsAndUndone(t *testing.T) {
	w := startPeople(t)
	manager := w.As(models.RoleManager)
	columns := upload(manager, fileOfPeople).Wants(http.StatusSeeOther).Location
	manager.Get(columns).Wants(http.StatusOK).
		Says("Old list.csv", "3 rows", "UTF-8, parted by semicolons", "02.08.2024 is 2 Aug 2024", "1 column is left out", "New field: Number")
	manager.Get("/admin/people").Says("Nobody here yet")
	path := matched(manager, fileOfPeople, url.Values{"column6": {"new:number"}})
	manager.Get(path+"/preview").Says("to add 2", "with problems 1", "There is no waitlist “Nowhere”").Hides("Import 3 rows")
	manager.Get(path + "/preview?only=problems").Says("Noor Haddad").Hides("Mateo Ruiz")
	manager.Get("/admin/people").Says("Nobody here yet")

	manager.Post(path+"/start", url.Values{"order": {"rules"}, "webhooks": {"yes"}}).WantsRedirect(path)
	manager.Post(path+"/start", url.Values{}).WantsRedirect(path)
	finished(manager, path).Says("Import done", "added 2", "1 row was not taken")
	manager.Get("/admin/people").Says("Ida Brandt", "Toddlers, 1st", "Mateo Ruiz")
	manager.Get("/admin/people/1").Says("Mina Sato, import", "Shoe size 22", "applied 25 Jun")

	problems := manager.Get(path + "/problems.csv").Wants(http.StatusOK)
	mended := strings.NewReplacer("31.04", "30.04", "Nowhere", "Infants").Replace(problems.Body)
	again := matched(manager, mended, nil)
	manager.Get(again+"/preview").Says("to add 1", "with problems 0")

	manager.Post(path+"/undo", nil).WantsRedirect(path)
	finished(manager, path).Says("Import undone", "undone 2")
	manager.Get("/admin/people").Says("Nobody here yet")
	manager.Post(path+"/undo", nil).WantsRedirect(path)
	manager.Get(path).Says("has been undone already")
	manager.Post(again+"/discard", nil).WantsRedirect("/admin/people/import")
	manager.Get(again).Wants(http.StatusNotFound)
}

func TestAFileThatCannotBeReadIsAskedForAgain(t *testing.T) {
	w := startPeople(t)
	if page := upload(w.staff, "").Wants(http.StatusUnprocessableEntity); page.Errors()["file"] == "" {
		t.Errorf("no word about an empty file: %v", page.Errors())
	}
	pasted := w.staff.Post("/admin/people/import", url.Values{"paste": {"First name"}}).Wants(http.StatusUnprocessableEntity)
	if pasted.Errors()["paste"] == "" {
		t.Errorf("no word about a file without rows: %v", pasted.Errors())
	}
	columns := w.staff.Post("/admin/people/import", url.Values{"paste": {"A\tB\nIda\tBrandt"}}).Wants(http.StatusSeeOther).Location
	w.staff.Post(columns, url.Values{"dates": {"dmy"}}).Wants(http.StatusUnprocessableEntity).Says("which column has the name")
	w.staff.Post(columns, url.Values{"dates": {"dmy"}, "column0": {"name"}, "column1": {"name"}}).Wants(http.StatusUnprocessableEntity).Says("Another column is this already")
	w.staff.Post(columns, url.Values{"dates": {"dmy"}, "column0": {"name"}, "column1": {"new:text"}}).Wants(http.StatusForbidden)
	w.staff.Get(strings.TrimSuffix(columns, "/columns") + "/preview").WantsRedirect(columns)
	w.As(models.RoleViewer).Get("/admin/people/import").Wants(http.StatusForbidden)
	w.staff.Get("/admin/people/import/template.csv").Wants(http.StatusOK).Says("First Name", "Waitlist")
	w.staff.Get("/admin/people/import/99").Wants(http.StatusNotFound)
}

func TestIntegratorsHearOfAnImportUnlessItIsQuiet(t *testing.T) {
	w := &people{World: apptest.Start(t, apptest.With(func(config *app.Config) {
		config.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
	}))}
	receiver := hooktest.New(t)
	admin := w.As(models.RoleAdmin)
	admin.Post("/admin/settings/webhooks", url.Values{
		"url": {receiver.URL() + "/hooks"}, "scope": {"account"}, "events": {"all"}, "personal": {"all"}, "dialect": {"standard"}, "active": {"on"},
		"slots": {"4"}, "once": {admin.Get("/admin/settings/webhooks/new").Once()},
	}).Wants(http.StatusOK)

	loud := matched(admin, "First name,Last name\nIda,Brandt\nNoor,Haddad\n", nil)
	admin.Post(loud+"/start", url.Values{"webhooks": {"yes"}}).Wants(http.StatusSeeOther)
	finished(admin, loud)
	heard := receiver.Wait(t, 2)
	for _, one := range heard {
		if !strings.Contains(string(one.Body), "AddPerson") {
			t.Errorf("heard %s", one.Body)
		}
	}
	quiet := matched(admin, "First name,Last name\nMateo,Ruiz\n", nil)
	admin.Post(quiet+"/start", url.Values{"webhooks": {"no"}}).Wants(http.StatusSeeOther)
	finished(admin, quiet)
	admin.Post(quiet+"/undo", nil).Wants(http.StatusSeeOther)
	finished(admin, quiet)
	admin.Post(loud+"/undo", nil).Wants(http.StatusSeeOther)
	finished(admin, loud)
	receiver.Wait(t, 4)
	time.Sleep(300 * time.Millisecond)
	for n, one := range receiver.Received() {
		if strings.Contains(string(one.Body), "Mateo") || n > 3 {
			t.Errorf("a quiet import was heard: %s", one.Body)
		}
	}
}
