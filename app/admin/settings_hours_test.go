package admin_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
)

func (s *salon) hoursPath() string { return "/admin/settings/locations/" + itoa(s.house.ID) + "/hours" }

func (s *salon) location() *models.Location {
	s.T.Helper()
	location, err := models.FindLocation(s.DB.Read(s.T.Context()), models.Everywhere(), s.house.ID)
	if err != nil {
		s.T.Fatal(err)
	}
	return location
}

// press sends a form with one of its buttons.
func press(form url.Values, button string, more ...string) url.Values {
	form.Set("do", button)
	for i := 0; i+1 < len(more); i += 2 {
		form[more[i]] = append(form[more[i]], more[i+1])
	}
	return form
}

// Everything below is what a browser without scripts does: press a button, get the page back, press the next.
func TestHoursAreArrangedByButtonsAndSavedByTheLast(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), s.hoursPath()
	page := manager.Get(path).Wants(200).Says("Hours of Linden House", "Mon 2 Nov", "09:00–18:00")
	form := page.Form(path)
	form["openFrom"][0], form["openTo"][0] = "8.30", "12"
	page = manager.Post(path, press(form, "add-MO")).Wants(200).Says("Nothing is saved yet.")
	form = page.Form(path)
	if len(form["openDay"]) != 8 || form["openDay"][1] != "MO" || form["openFrom"][1] != "" {
		t.Fatalf("the rows are %v", form["openDay"])
	}
	form["openFrom"][1], form["openTo"][1] = "13", "1800"
	form = manager.Post(path, press(form, "copy-MO-MO+TU+WE+TH+FR")).Wants(200).Form(path)
	form["breakDay"][0], form["breakFrom"][0], form["breakTo"][0] = "TU", "14-14:15", ""
	form = manager.Post(path, press(form, "add-special")).Wants(200).Form(path)
	form["specialDate"], form["specialRule"] = []string{"2026-12-24", "2026-12-24"}, []string{"open", "open"}
	form["specialFrom"], form["specialTo"] = []string{"9", "22:00"}, []string{"12", "24:00"}
	page = manager.Post(path, press(form, "preview")).Wants(200).Says("Mon 2 Nov 08:30–12:00, 13:00–18:00", "Tue 3 Nov 08:30–12:00, 13:00–14:00, 14:15–18:00", "Sun 8 Nov 09:00–18:00")
	if len(s.location().Breaks) > 0 {
		t.Error("a preview is saved")
	}
	manager.Post(path, press(page.Form(path), "save")).WantsRedirect("/admin/settings/locations/" + itoa(s.house.ID))
	saved := s.location()
	if len(saved.Hours) != 12 || saved.Hours[0] != (models.OpenTime{Day: "MO", From: "08:30", To: "12:00"}) {
		t.Errorf("hours are %v", saved.Hours)
	}
	eve := models.Date{Year: 2026, Month: time.December, Day: 24}
	want := models.Overrides{{Date: eve, From: "09:00", To: "12:00"}, {Date: eve, From: "22:00", To: "24:00"}}
	if diff := cmp.Diff(want, saved.Overrides); diff != "" || !slices.Equal(saved.Breaks, models.Hours{{Day: "TU", From: "14:00", To: "14:15"}}) {
		t.Errorf("special days are %v, breaks %v", saved.Overrides, saved.Breaks)
	}
	if heard := s.types(); !slices.Equal(heard, []string{"location.updated"}) {
		t.Errorf("the receiver heard %v", heard)
	}
	for _, one := range s.receiver.Received() {
		var body struct {
			Type string
			Data struct{ Hours []models.OpenTime }
		}
		if err := json.Unmarshal(one.Body, &body); err != nil || body.Type == "location.updated" && len(body.Data.Hours) != 12 {
			t.Errorf("the receiver heard %s, %v", one.Body, err)
		}
	}
	manager.Get("/admin/settings/locations/"+itoa(s.house.ID)).Says("The hours of Linden House are saved.", "Thu 24 Dec 2026", "Changed by")
}

func TestHoursTypedWrongComeBackWithASentenceAtEachInput(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), s.hoursPath()
	form := manager.Get(path).Form(path)
	form["openFrom"][0] = "nine"
	form["openTo"][1] = "8"
	form["openDay"], form["openFrom"], form["openTo"] = append(form["openDay"], "WE"), append(form["openFrom"], "17:00"), append(form["openTo"], "19:00")
	form["specialDate"][0], form["specialRule"][0] = "2026-02-30", "open"
	page := manager.Post(path, press(form, "save")).Wants(422).Says(
		"Please look at these", "Please write a time like 9, 9:30 or 17:00", "Please let it end after it begins.", "This overlaps with 09:00–18:00 on the same day.", "Please give a day of the calendar.",
	)
	if !strings.Contains(page.Body, `value="nine"`) || !strings.Contains(page.Body, "<title>Error: ") || !strings.Contains(page.Body, `href="#f-openFrom-0"`) || !strings.Contains(page.Body, `id="f-openFrom-0"`) {
		t.Error("what was typed is not there with a link to it")
	}
	manager.Post(path, press(page.Form(path), "preview")).Wants(422)
	manager.Post(path, url.Values{"openDay": {"XX"}, "openFrom": {"9"}, "openTo": {"10"}, "version": form["version"]}).Wants(422)
	if len(s.location().Hours) != 7 {
		t.Error("wrong hours are saved")
	}
	for _, button := range []string{"add-XX", "copy-", "copy-MO-XX", "nonsense"} {
		manager.Post(path, press(manager.Get(path).Form(path), button)).Wants(200)
	}
}

func TestAppointmentsOutsideOfNewHoursAreNamedBeforeTheyAreSaved(t *testing.T) {
	s := openSalon(t)
	s.book(s.haircut, "2026-11-04T17:00", s.ana)
	manager, path := s.As(models.RoleManager), s.hoursPath()
	form := manager.Get(path).Form(path)
	form["openTo"][2] = "17:00"
	page := manager.Post(path, press(form, "save")).Wants(200).Says("1 appointment would be outside of these hours.", "Wed 4 Nov 2026, 17:00: Noor Haddad")
	if s.location().Hours[2].To != "18:00" {
		t.Error("the hours are saved before anybody agreed")
	}
	manager.Post(path, press(page.Form(path), "confirmed")).Wants(303)
	if s.location().Hours[2].To != "17:00" {
		t.Error("the hours are not saved")
	}
	own := "/admin/settings/resources/" + itoa(s.ana.ID) + "/hours"
	form = manager.Get(own).Form(own)
	form["openFrom"][2], form["openTo"][2] = "9", "12"
	page = manager.Post(own, press(form, "save")).Wants(200).Says("1 appointment would be outside")
	manager.Post(own, press(page.Form(own), "confirmed")).WantsRedirect(strings.TrimSuffix(own, "/hours"))
	manager.Get(strings.TrimSuffix(own, "/hours")).Says("Wednesday", "09:00–12:00")
	form = manager.Get(own).Form(own)
	form["openTo"][2] = "8"
	manager.Post(own, press(form, "save")).Wants(422).Says("Please let it end after it begins.")
	manager.Post(own, press(form, "copy-WE-TH")).Wants(200).Says("The hours are copied.")
}

func TestAppointmentsOutsideByAnotherZoneAreNamedBeforeItIsSaved(t *testing.T) {
	s := openSalon(t)
	s.book(s.haircut, "2026-11-04T09:30")
	manager := s.As(models.RoleManager)
	path := locationsPath + "/" + itoa(s.house.ID)
	form := manager.Get(path).Form(path)
	form.Set("timeZone", "Europe/London")
	manager.Post(path, form).Wants(200).Says("1 appointment would be outside of these hours.", "Wed 4 Nov 2026, 09:30: Noor Haddad", "Nothing is saved yet")
	zone := func() string {
		location, err := models.FindLocation(s.DB.Read(t.Context()), models.Everywhere(), s.house.ID)
		if err != nil {
			t.Fatal(err)
		}
		return location.TimeZone
	}
	if zone() != "Europe/Berlin" {
		t.Errorf("it is in %s", zone())
	}
	form.Set("do", "confirmed")
	manager.Post(path, form).WantsRedirect(locationsPath)
	if zone() != "Europe/London" {
		t.Errorf("it is in %s", zone())
	}
}

func TestHoursThatSomebodyElseSavedAreNotOverwrittenUnseen(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), s.hoursPath()
	form := manager.Get(path).Form(path)
	s.Write(func(tx *models.Tx) error {
		location := s.house
		return location.SetHours(tx, models.OpeningHours{Hours: models.Hours{{Day: "MO", From: "10:00", To: "11:00"}}})
	})
	page := manager.Post(path, press(form, "save")).Wants(409).Says("Somebody else changed this in the meantime")
	manager.Post(path, press(page.Form(path), "save")).Wants(303)
	if len(s.location().Hours) != 7 {
		t.Error("the second try is not saved")
	}
}

func TestHolidaysAreReadFromLinesAndFilesBeforeTheyAreSaved(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), s.hoursPath()
	form := manager.Get(path).Form(path)
	manager.Post(path, press(form, "read")).Wants(422).Says("Please paste some lines, or choose a file.")
	form.Set("paste", "soon\n2026-12-24,9-12")
	manager.Post(path, press(form, "read")).Wants(422).Says("Line 1: please begin with a date")
	manager.Post(path, press(form, "save")).Wants(422).Says("These lines are not in the list yet.")
	form.Set("paste", "24.12.2026;9-12\n25.12.2026 to 26.12.2026;closed;Christmas")
	page := manager.Post(path, press(form, "read")).Wants(200).Says("3 rows are read.")
	form = page.Form(path)
	many := press(form, "read")
	many.Set("paste", "2027-01-01 to 2027-12-31,closed\n2028-01-01 to 2028-01-31,closed")
	manager.Post(path, many).Wants(200).Says("396 rows are read.")
	many.Set("paste", "2027-01-01 to 2027-12-31,closed\n2028-01-01 to 2028-02-02,closed")
	manager.Post(path, many).Wants(422).Says(models.TooManyDays)
	form.Set("paste", "2026-12-24,closed")
	form = manager.Post(path, press(form, "read")).Wants(200).Says("1 row is read; they replace 1 of before.").Form(path)
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	for name, values := range press(form, "read") {
		for _, value := range values {
			if err := writer.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	file, err := writer.CreateFormFile("file", "holidays.ics")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:New Year\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	request := manager.Request(http.MethodPost, path, &body)
	request.Header.Set("Content-Type", writer.FormDataContentType())
	form = manager.Do(request).Wants(200).Says("1 row is read.").Form(path)
	if len(s.location().Overrides) > 0 {
		t.Error("days are saved before anybody said so")
	}
	manager.Post(path, press(form, "save")).Wants(303)
	if days := s.location().Overrides; len(days) != 4 || !days[0].Closed || days[3].Date.Year != 2027 || days[2].Name != "Christmas" || days[3].Name != "New Year" {
		t.Errorf("the days are %v", days)
	}
	form = manager.Get(path).Form(path)
	form["specialName"][3] = strings.Repeat("New Year ", 12)
	manager.Post(path, press(form, "save")).Wants(422).Says("Please give this day a shorter name")
	form["specialName"][3] = " New  Year’s Day "
	manager.Post(path, press(form, "save")).Wants(303)
	if name := s.location().Overrides[3].Name; name != "New Year’s Day" {
		t.Errorf("its name is %q", name)
	}
}

func TestADayWhoseClocksChangeIsToldToWhoIsOpenThen(t *testing.T) {
	s := openSalon(t)
	manager, path := s.As(models.RoleManager), s.hoursPath()
	manager.Get(path).Hides("the clocks go")
	form := manager.Get(path).Form(path)
	form["openFrom"][6], form["openTo"][6] = "0", "24"
	manager.Post(path, press(form, "preview")).Wants(200).Says("On Sun 28 Mar 2027 the clocks go forward from 02:00 to 03:00", "On Sun 31 Oct 2027 the clocks go back from 03:00 to 02:00")
}
