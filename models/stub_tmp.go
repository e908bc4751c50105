package models

// Delete this file when value.go and normal.go land: it only lets the rest compile.

type FieldType string

const (
	TypeText        FieldType = "text"
	TypeDate        FieldType = "date"
	TypeChoice      FieldType = "choice"
	TypePhone       FieldType = "phone"
	TypeEmail       FieldType = "email"
	TypeMultiChoice FieldType = "multichoice"
)

func NormalName(a ...string) string          { return "" }
func NormalEmail(a string) string            { return a }
func NormalPhone(a, c string) (string, bool) { return a, true }
func SearchWords(v ...string) []string       { return v }
func QueryWords(v string) []string           { return []string{v} }
