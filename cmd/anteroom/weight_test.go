package main_test

import (
	"slices"
	"strings"
	"time"
)

// budgets are kilobytes on the wire, of public pages, of staff's, and of pages that follow a line.
var budgets = map[string][3]int{"Document": {12, 15, 8}, "Stylesheet": {10, 12, 10}, "Script": {4, 40, 6}}

func (b *tab) weigh(link string) {
	b.t.Helper()
	hasCome := func(w *weight) bool { return w.kind == "Document" && w.bytes > 0 }
	for late := time.Now().Add(patience); time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		b.mu.Lock()
		has := slices.ContainsFunc(b.log, hasCome)
		b.mu.Unlock()
		if has {
			break
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	sums := map[string]int{}
	for _, w := range b.log {
		sums[w.kind] += w.bytes
	}
	audience := 0
	switch {
	case strings.HasPrefix(link, "/admin"):
		audience = 1
	case strings.HasPrefix(link, "/p/"), strings.HasPrefix(link, "/display/"), strings.Contains(link, "/kiosk"):
		audience = 2
	}
	for kind, limits := range budgets {
		limit := limits[audience]
		if sums[kind] > limit<<10 {
			b.t.Errorf("%s: %d bytes of kind %s, at most %d KB", link, sums[kind], kind, limit)
		}
	}
	if !slices.ContainsFunc(b.log, hasCome) {
		b.t.Errorf("%s weighs nothing", link)
	}
}
