package webhooks

import (
	"fmt"
	"maps"
	"slices"
)

// Message is one body for receivers. Bare is what stays of it after an erasure: the same envelope with ids alone.
type Message struct {
	Type string // such as "AddPerson"
	Body []byte
	Bare []byte
}

// Dialect words events as one product's receivers know them. No messages = that product has no word for the event.
type Dialect struct {
	Name   string
	Encode func(Event) ([]Message, error)
}

// dialects is filled by the init of each dialect's file.
var dialects = map[string]Dialect{}

func register(dialect Dialect) { dialects[dialect.Name] = dialect }

// Dialects lists the names, the standard one first.
func Dialects() []string {
	names := slices.Sorted(maps.Keys(dialects))
	slices.SortStableFunc(names, func(a, b string) int {
		switch standardDialect {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	return names
}

func dialectNamed(name string) (Dialect, error) {
	dialect, known := dialects[name]
	if !known {
		return Dialect{}, fmt.Errorf("no dialect is called %q", name)
	}
	return dialect, nil
}
