package views

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestErrorsComeInTheOrderOfTheForm(t *testing.T) {
	wrong := map[string]string{"zone": "Z.", "email": "E.", "": "All of it.", "name": "N.", "agree": "A."}
	want := []FieldError{{"", "All of it."}, {"name", "N."}, {"email", "E."}, {"agree", "A."}, {"zone", "Z."}}
	if diff := cmp.Diff(want, OrderErrors(wrong, "name", "phone", "email")); diff != "" {
		t.Error(diff)
	}
}

func TestADateInThreeBoxesIsJoinedWithoutJudgingIt(t *testing.T) {
	for parts, want := range map[DateParts]string{
		{"2", "8", "2023"}:       "2023-08-02",
		{" 31", "02 ", "2023"}:   "2023-02-31",
		{}:                       "",
		{"", "8", "2023"}:        "2023-08-",
		{"two", "Aug", "twenty"}: "twenty-Aug-two",
	} {
		if got := parts.ISO(); got != want {
			t.Errorf("%+v is %q, want %q", parts, got, want)
		}
	}
	if got := SplitDate("2023-08-02"); got != (DateParts{"2", "8", "2023"}) {
		t.Errorf("2023-08-02 is split into %+v", got)
	}
}

func TestAWrongFieldIsTiedToItsSentence(t *testing.T) {
	var out strings.Builder
	f := Field{Name: "email", Label: "E-mail", Value: `"><script>`, Hint: "H", Error: "Wrong.", Required: true}
	if err := EmailField(f).Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`aria-invalid="true"`, `aria-describedby="f-email-hint f-email-error"`, `id="f-email-error"`, `for="f-email"`,
		`autocomplete="email"`, `type="email"`, " required", "&#34;&gt;&lt;script&gt;",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is missing in %s", want, out.String())
		}
	}
}

func TestAPasswordIsNeverSentBack(t *testing.T) {
	var out strings.Builder
	if err := PasswordField(Field{Name: "password", Value: "correct horse"}).Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "correct horse") {
		t.Error(out.String())
	}
}

func TestTitlesGoFromTheThingToTheHouse(t *testing.T) {
	p := Page{Title: "Ida Brandt – Toddlers", Business: "Linden House", Invalid: true}
	if got, want := p.fullTitle(), "Error: Ida Brandt – Toddlers – Linden House"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
