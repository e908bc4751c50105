package public_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

func TestWhatFillsInTheTrapIsThankedAndNotKept(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	answer := h.sign("/signup/toddlers", with(ida(), "firstName", "Wilhelmina", "website", "https://spam.example")).Wants(303)
	h.visitor.Get(answer.Location).Wants(200).Says("Thank you").Hides("Wilhelmina")
	if people := h.people(); len(people) != 0 {
		t.Error("a bot got in")
	}
}

func TestNobodyFillsInAFormInASecond(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	quick := h.visitor.Post("/signup/toddlers", fill(h.visitor.Get("/signup/toddlers"), ida())).Wants(422).Says("very quick")
	h.later(3 * time.Second)
	for _, forged := range []string{"", "1", "s1.x.y", strconv.FormatInt(h.clock().UnixMilli()-99999, 10)} {
		h.visitor.Post("/signup/toddlers", fill(quick, with(ida(), "opened", forged))).Wants(422).Says("very quick")
	}
	h.visitor.Post("/signup/toddlers", fill(quick, ida())).Wants(303)
	h.later(25 * time.Hour)
	h.visitor.Post("/signup/toddlers", fill(quick, with(ida(), "firstName", "Ella"))).Wants(422).Says("open for a long time")
}

func TestAFormMayBeSentSoOftenFromOneAddress(t *testing.T) {
	h := open(t, apptest.With(func(c *app.Config) { c.RatePublic = web.Rate{Count: 3, Window: time.Minute} }))
	h.list("Toddlers", ages(18, 36))
	form := fill(h.visitor.Get("/signup/toddlers"), ida())
	for range 3 {
		h.visitor.Post("/signup/toddlers", form).Wants(422)
	}
	refused := h.visitor.Post("/signup/toddlers", form).Wants(http.StatusTooManyRequests)
	if seconds, err := strconv.Atoi(refused.Header.Get("Retry-After")); err != nil || seconds < 1 || seconds > 20 {
		t.Errorf("come again in %q", refused.Header.Get("Retry-After"))
	}
	refused.Says("Please try again in " + refused.Header.Get("Retry-After") + " s.")
	h.visitor.Get("/signup/toddlers").Wants(200)
}

func TestHostileFormsAreAnsweredKindly(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	send := func(body, kind string) int {
		request := h.visitor.Request(http.MethodPost, "/signup/toddlers", strings.NewReader(body))
		request.Header.Set("Content-Type", kind)
		return h.visitor.Do(request).Status
	}
	const form = "application/x-www-form-urlencoded"
	for name, test := range map[string]struct {
		body, kind string
		want       int
	}{
		"nothing":           {"", form, 422},
		"a NUL byte":        {"firstName=Ida%00", form, 400},
		"bytes of no text":  {"firstName=%ff%fe", form, 400},
		"a broken escape":   {"firstName=%zz", form, 400},
		"JSON":              {"{}", "application/json", 400},
		"no kind":           {"firstName=Ida", "", 400},
		"ten megabytes":     {"note=" + strings.Repeat("x", 10<<20), form, 413},
		"a million people":  {"people=1000000", form, 422},
		"no number":         {"people=-9e99", form, 422},
		"removing nobody":   {"people=2&remove=99999999999999999999", form, 200},
		"a broken boundary": {"--x", "multipart/form-data; boundary=x", 400},
		"forged columns":    {"id=1&role=admin&position=1&priority=P1&firstName=Ida", form, 422},
	} {
		if got := send(test.body, test.kind); got != test.want {
			t.Errorf("%s: %d, want %d", name, got, test.want)
		}
	}
	for _, path := range []string{"/signup/%00", "/signup/%ff", "/signup/999999999999999999999", "/signup/thanks/x", "/signup/thanks/s1.a.b"} {
		if page := h.visitor.Get(path); page.Status != http.StatusNotFound && page.Status != http.StatusBadRequest {
			t.Errorf("%s: %d", path, page.Status)
		}
	}
	if len(h.people()) != 0 {
		t.Error("somebody was added")
	}
}

func TestEightPeopleAreAFamilyAndNineAreNot(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	page := h.visitor.Get("/signup/toddlers")
	for range 12 {
		page = h.visitor.Post("/signup/toddlers", fill(page, with(ida(), "add", "1"))).Wants(200)
	}
	page.Says("Child 8").Hides("Child 9", "Add another child")
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	if _, err := writer.Write([]byte(page.Body)); err != nil || writer.Close() != nil {
		t.Fatal(err)
	}
	if packed.Len() > 12<<10 {
		t.Errorf("the largest form weighs %d bytes", packed.Len())
	}
}

// Every type of field is asked, and every answer arrives in the form that is stored.
func TestTheAccountsOwnFieldsAreAskedInTheirOrder(t *testing.T) {
	h := open(t)
	h.list("Toddlers", ages(18, 36))
	typed, want := ida(), map[string]string{}
	h.Write(func(tx *models.Tx) error {
		for _, f := range []struct{ kind, typed, stored string }{
			{"text", " Nut  allergy ", "Nut allergy"},
			{"area", "a\r\nb", "a\nb"},
			{"number", "12,50", "12.5"},
			{"date", "2026-12-24", "2026-12-24"},
			{"phone", "030 99", "030 99"},
			{"email", "a@b.example", "a@b.example"},
			{"choice", "Two", "Two"},
			{"multichoice", "Two|One", "One,Two"},
			{"checkbox", "on", "Yes"},
		} {
			settings := models.FieldSettings{Label: "Own " + f.kind, Type: models.FieldType(f.kind), OnSignup: true, Required: true}
			if settings.Type.HasChoices() {
				settings.Choices = []string{"One", "Two"}
			}
			field, err := models.CreateField(tx, settings)
			if err != nil {
				return err
			}
			typed["field-"+strconv.FormatInt(field.ID, 10)], want[strconv.FormatInt(field.ID, 10)] = f.typed, f.stored
		}
		return nil
	})
	page := h.visitor.Get("/signup/toddlers")
	if first, last := strings.Index(page.Body, "Own text"), strings.Index(page.Body, "Own checkbox"); first < 0 || last < first {
		t.Error("the fields are not in their order")
	}
	h.sign("/signup/toddlers", ida()).Wants(422)
	h.sign("/signup/toddlers", typed).Wants(303)
	for _, answer := range h.people()[0].Answers {
		if id := strconv.FormatInt(answer.FieldID, 10); want[id] != answer.Value {
			t.Errorf("field %s keeps %q, want %q", id, answer.Value, want[id])
		}
	}
}

// FuzzSignupForm sends what no browser would: never an error of ours, and nothing stored that is not clean.
func FuzzSignupForm(f *testing.F) {
	for _, seed := range []string{
		"firstName=Ida&lastName=Brandt&email=j@example.com&contactName=J&birthdate-day=2&birthdate-month=8&birthdate-year=2024",
		"people=2&firstName=%E2%80%AEIda&lastName=%F0%9F%91%B6&phone=0301234&contactName=x&birthdate=2024-08-02&firstName-2=%0B&note=%0D%0A%E2%80%A8",
		"add=1&people=8", "remove=0&people=9", "lists=1&requestedDate=0000-00-00", "people=1&birthdate-year=99999999999999999999",
		"list=1&list=2&seen=lists-1&days=Monday&days=Mon,day", "=&=&&&%3D",
	} {
		f.Add(seed)
	}
	h := open(f)
	h.list("Toddlers", ages(18, 36))
	h.list("Everybody")
	page := h.visitor.Get("/signup/toddlers")
	h.later(time.Minute)
	f.Fuzz(func(t *testing.T, body string) {
		h.T, h.visitor.T = t, t
		defer func() { h.T, h.visitor.T = f, f }()
		for _, path := range []string{"/signup/toddlers", "/signup", "/signup/everybody"} {
			form, err := url.ParseQuery(body)
			if err != nil {
				form = url.Values{"note": {body}}
			}
			for name, values := range fill(page, nil) {
				if _, typed := form[name]; !typed {
					form[name] = values
				}
			}
			form.Set("once", web.NewOnceKey())
			if answer := h.visitor.Post(path, form); answer.Status >= 500 {
				t.Fatalf("%d for %q", answer.Status, body)
			}
		}
		for _, person := range h.people() {
			for _, text := range []string{person.FirstName, person.LastName, person.Email, person.Phone} {
				if clean, err := models.CleanLine(text, 500); err != nil || clean != text {
					t.Fatalf("stored %q", text)
				}
			}
			for _, note := range person.Notes {
				if clean, err := models.CleanText(note.Text, models.LongestNote); err != nil || clean != note.Text {
					t.Fatalf("stored %q", note.Text)
				}
			}
		}
		h.Write(func(tx *models.Tx) error {
			for _, person := range h.people() {
				if err := person.Remove(tx); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
