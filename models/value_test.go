package models

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// weekdays are the choices of the tests' fields.
func weekdays() []string { return []string{"Monday", "Tuesday", "Wednesday"} }

func TestAnAnswerIsStoredInOneWay(t *testing.T) {
	for _, c := range []struct {
		fieldType FieldType
		input     []string
		want      string
	}{
		{TypeText, []string{" Needs  a\nramp "}, "Needs a ramp"},
		{TypeArea, []string{"one\r\ntwo "}, "one\ntwo"},
		{TypeNumber, []string{"+012.50"}, "12.5"},
		{TypeNumber, []string{"3,5"}, "3.5"},
		{TypeNumber, []string{"0,125"}, "0.125"},
		{TypeNumber, []string{"-0.0"}, "0"},
		{TypeDate, []string{"8/9/2021"}, "2021-08-09"},
		{TypeDate, []string{"2021-08-09"}, "2021-08-09"},
		{TypePhone, []string{" (202)  555-0143 "}, "(202) 555-0143"},
		{TypeEmail, []string{" ana@example.com"}, "ana@example.com"},
		{TypeChoice, []string{"", "tuesday"}, "Tuesday"},
		{TypeMultiChoice, []string{"Wednesday", " monday ", "Wednesday"}, "Monday,Wednesday"},
		{TypeMultiChoice, []string{"Wednesday,Tuesday"}, "Tuesday,Wednesday"},
		{TypeMultiChoice, nil, ""},
		{TypeCheckbox, []string{"", "on"}, "Yes"},
		{TypeCheckbox, []string{"No"}, ""},
		{TypeCheckbox, nil, ""},
	} {
		rule := ValueRule{Type: c.fieldType, Choices: weekdays(), Country: "US"}
		if got, err := ParseValue(rule, c.input); err != nil || got != c.want {
			t.Errorf("%s %q is stored as %q, %v, want %q", c.fieldType, c.input, got, err, c.want)
		}
	}
}

func TestAWrongAnswerIsAskedBackInASentence(t *testing.T) {
	for _, c := range []struct {
		fieldType FieldType
		input     string
	}{
		{TypeText, strings.Repeat("x", 501)},
		{TypeText, "a\x00b"},
		{TypeNumber, "1,234"},
		{TypeNumber, "1.234,5"},
		{TypeNumber, "1e3"},
		{TypeNumber, "--1"},
		{TypeNumber, "1."},
		{TypeNumber, "1234567890123456"},
		{TypeDate, "31/8/2021"},
		{TypePhone, "later"},
		{TypeEmail, "ana"},
		{TypeChoice, "Sunday"},
		{TypeChoice, "Monday,Tuesday"},
		{TypeMultiChoice, "Monday,Sunday"},
		{TypeCheckbox, "perhaps"},
	} {
		got, err := ParseValue(ValueRule{Type: c.fieldType, Choices: weekdays(), Country: "US"}, []string{c.input})
		if sentence := Sentence(""); !errors.As(err, &sentence) || !strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%s %q gave %q, %v", c.fieldType, c.input, got, err)
		}
	}
	for _, fieldType := range FieldTypes() {
		if _, err := ParseValue(ValueRule{Type: fieldType, Choices: weekdays(), Required: true}, []string{" "}); err == nil {
			t.Errorf("a required %s was left out", fieldType)
		}
	}
}

func TestAnAnswerIsWordedForItsReader(t *testing.T) {
	for _, c := range []struct {
		fieldType       FieldType
		stored, webhook string
		api             any
	}{
		{TypeText, "ramp", "ramp", "ramp"},
		{TypeText, "", "", ""},
		{TypePhone, "", "", ""},
		{TypeDate, "2021-08-09", "8/9/2021", "2021-08-09"},
		{TypeDate, "", "", nil},
		{TypeNumber, "12.5", "12.5", json.Number("12.5")},
		{TypeNumber, "", "", nil},
		{TypeChoice, "Monday", "Monday", "Monday"},
		{TypeMultiChoice, "Tuesday,Wednesday", "Tuesday,Wednesday", []string{"Tuesday", "Wednesday"}},
		{TypeMultiChoice, "", "", []string{}},
		{TypeCheckbox, "Yes", "Yes", true},
		{TypeCheckbox, "", "No", false},
	} {
		if got := WebhookValue(c.fieldType, c.stored); got != c.webhook {
			t.Errorf("%s %q goes out as %q, want %q", c.fieldType, c.stored, got, c.webhook)
		}
		got := APIValue(c.fieldType, c.stored)
		if !reflect.DeepEqual(got, c.api) {
			t.Errorf("%s %q is answered as %#v, want %#v", c.fieldType, c.stored, got, c.api)
		}
		back, err := FromAPI(ValueRule{Type: c.fieldType, Choices: weekdays()}, got)
		if err != nil || back != c.stored {
			t.Errorf("%s %#v comes back as %q, %v", c.fieldType, got, back, err)
		}
	}
}

func TestTheAPITakesTheJSONOfEachType(t *testing.T) {
	for _, c := range []struct {
		fieldType  FieldType
		body, want string
		ok         bool
	}{
		{TypeNumber, `1e3`, "1000", true},
		{TypeNumber, `"2.50"`, "2.5", true},
		{TypeNumber, `1e300`, "", false},
		{TypeNumber, `true`, "", false},
		{TypeDate, `"2021-08-09"`, "2021-08-09", true},
		{TypeDate, `""`, "", true},
		{TypeDate, `"8/9/2021"`, "", false},
		{TypeMultiChoice, `["Tuesday","Monday"]`, "Monday,Tuesday", true},
		{TypeMultiChoice, `["Tuesday",5]`, "", false},
		{TypeMultiChoice, `{"a":1}`, "", false},
		{TypeCheckbox, `"yes"`, "Yes", true},
		{TypeCheckbox, `1`, "", false},
		{TypeText, `5`, "", false},
		{TypeText, `["a"]`, "", false},
		{TypeText, `null`, "", true},
	} {
		for _, exact := range []bool{false, true} {
			decoder := json.NewDecoder(strings.NewReader(c.body))
			if exact {
				decoder.UseNumber()
			}
			var value any
			if err := decoder.Decode(&value); err != nil {
				t.Fatal(err)
			}
			got, err := FromAPI(ValueRule{Type: c.fieldType, Choices: weekdays()}, value)
			if got != c.want || (err == nil) != c.ok {
				t.Errorf("%s %s gave %q, %v, want %q", c.fieldType, c.body, got, err, c.want)
			}
		}
	}
}

func TestChoicesAreFewDistinctAndWithoutCommas(t *testing.T) {
	got, err := ParseChoices([]string{" Monday ", "", "Tuesday"})
	if want := []string{"Monday", "Tuesday"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
	for _, wrong := range [][]string{nil, {" "}, {"a,b"}, {"Monday", "monday"}, {strings.Repeat("x", 101)}} {
		if got, err := ParseChoices(wrong); err == nil {
			t.Errorf("%q became %q", wrong, got)
		}
	}
}

func FuzzParseValue(f *testing.F) {
	for _, seed := range []string{"", "Yes", "1,5", "8/9/2021", "Monday,Tuesday", "ana@example.com", "\x00", "+1 202 555 0143", "-0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, fieldType := range FieldTypes() {
			rule := ValueRule{Type: fieldType, Choices: weekdays(), Country: "US"}
			stored, err := ParseValue(rule, []string{text})
			if err != nil {
				continue
			}
			if again, err := ParseValue(rule, []string{stored}); err != nil || again != stored {
				t.Errorf("%s %q reads as %q, %v", fieldType, stored, again, err)
			}
			if back, err := FromAPI(rule, APIValue(fieldType, stored)); err != nil || back != stored {
				t.Errorf("%s %q comes back from the API as %q, %v", fieldType, stored, back, err)
			}
			_ = WebhookValue(fieldType, stored)
		}
	})
}
