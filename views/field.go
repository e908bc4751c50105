package views

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Field is one question of a form, with what was typed and what is wrong with it.
type Field struct {
	Name     string
	Label    string
	Value    string
	Hint     string
	Error    string
	Required bool // without it the label says "(optional)"
	Plain    bool // neither required nor marked optional: settings with a default

	ID           string // "f-" + Name unless given
	Autocomplete string
	InputMode    string
	MaxLength    int
	Width        string // "width-2", "width-4", "width-10", "width-20": how much is expected
	Rows         int
	Before       string // a word in front of the box
	After        string // a unit behind it
	Disabled     bool
	Focus        bool // the cursor starts here
	Attrs        templ.Attributes

	Options []Option
	Values  []string  // the chosen ones, where several are possible
	None    string    // the first line of a select, for no choice
	Across  bool      // choices beside each other
	Parts   DateParts // for DateTriple
}

// Option is one choice.
type Option struct {
	Value    string
	Label    string
	Hint     string
	Disabled bool
}

// DateParts is a date as typed in three boxes.
type DateParts struct {
	Day   string
	Month string
	Year  string
}

// ISO joins the parts as YYYY-MM-DD without judging them; all empty is empty.
func (d DateParts) ISO() string {
	day, month, year := strings.TrimSpace(d.Day), strings.TrimSpace(d.Month), strings.TrimSpace(d.Year)
	if day+month+year == "" {
		return ""
	}
	return year + "-" + twoDigits(month) + "-" + twoDigits(day)
}

// SplitDate is the way back from YYYY-MM-DD.
func SplitDate(iso string) DateParts {
	year, rest, _ := strings.Cut(iso, "-")
	month, day, _ := strings.Cut(rest, "-")
	return DateParts{Day: strings.TrimPrefix(day, "0"), Month: strings.TrimPrefix(month, "0"), Year: year}
}

// FieldError is one line of an error summary; without a Field it is about the whole form.
type FieldError struct {
	Field string
	Text  string
}

// OrderErrors puts what is wrong in the order of the form; fields not named follow by name, "" comes first.
func OrderErrors[M ~map[string]string](wrong M, order ...string) []FieldError {
	var out []FieldError
	rest := slices.DeleteFunc(slices.Sorted(maps.Keys(wrong)), func(name string) bool {
		return name == "" || slices.Contains(order, name)
	})
	for _, name := range slices.Concat([]string{""}, order, rest) {
		if text := wrong[name]; text != "" {
			out = append(out, FieldError{Field: name, Text: text})
		}
	}
	return out
}

func fieldID(name string) string { return "f-" + name }

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return fieldID(f.Name)
}

// optionID gives the first option the field's own id, so that the summary's link lands on it.
func (f Field) optionID(i int) string {
	if i == 0 {
		return f.id()
	}
	return f.id() + "-" + strconv.Itoa(i)
}

func (f Field) chosen(value string) bool {
	return f.Value == value || slices.Contains(f.Values, value)
}

func (f Field) with(autocomplete, inputMode string) Field {
	if f.Autocomplete == "" {
		f.Autocomplete = autocomplete
	}
	if f.InputMode == "" {
		f.InputMode = inputMode
	}
	return f
}

func (f Field) width(class string) Field {
	if f.Width == "" {
		f.Width = class
	}
	return f
}

func (f Field) empty() Field {
	f.Value = ""
	return f
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "4"
	}
	return strconv.Itoa(f.Rows)
}

func (f Field) attrs() templ.Attributes {
	a := templ.Attributes{"id": f.id(), "name": f.Name, "required": f.Required, "disabled": f.Disabled, "autofocus": f.Focus}
	if f.Autocomplete != "" {
		a["autocomplete"] = f.Autocomplete
	}
	if f.InputMode != "" {
		a["inputmode"] = f.InputMode
	}
	if f.MaxLength > 0 {
		a["maxlength"] = strconv.Itoa(f.MaxLength)
	}
	maps.Copy(a, f.described())
	maps.Copy(a, f.Attrs)
	return a
}

func (f Field) partAttrs(part string) templ.Attributes {
	a := templ.Attributes{"id": f.id() + "-" + part, "name": f.Name + "-" + part, "required": f.Required}
	if part == "day" {
		a["id"] = f.id()
	}
	if f.Autocomplete != "" {
		a["autocomplete"] = f.Autocomplete + "-" + part
	}
	if f.Error != "" {
		a["aria-invalid"] = "true"
	}
	return a
}

func (f Field) groupAttrs() templ.Attributes {
	a := f.described()
	delete(a, "aria-invalid")
	return a
}

func (f Field) described() templ.Attributes {
	a, by := templ.Attributes{}, []string{}
	if f.Hint != "" {
		by = append(by, f.id()+"-hint")
	}
	if f.Error != "" {
		by = append(by, f.id()+"-error")
		a["aria-invalid"] = "true"
	}
	if len(by) > 0 {
		a["aria-describedby"] = strings.Join(by, " ")
	}
	return a
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
