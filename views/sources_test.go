package views

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func sources(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.templ")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	more, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range append(names, more...) {
		if strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	return texts
}

func TestNoPageHasStylesOrScriptsInItself(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<[^>]*\s(style|on[a-z]+)\s*=|<style|<script[^>]*>[^<]|templ\.Raw|templ\.SafeURL|javascript:`)
	for name, text := range sources(t) {
		if found := inline.FindString(text); found != "" {
			t.Errorf("%s has %q, which the content security policy refuses", name, found)
		}
	}
}

func TestEveryIconThatIsAskedForExists(t *testing.T) {
	asked := regexp.MustCompile(`(?:@Icon(?:Alone)?\(|Icon:\s*)"([^"]+)"[^+]`)
	for name, text := range sources(t) {
		for _, match := range asked.FindAllStringSubmatch(text, -1) {
			var out strings.Builder
			if err := Icon(match[1]).Render(context.Background(), &out); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(out.String(), "<path") && !strings.Contains(out.String(), "<circle") {
				t.Errorf("%s asks for the icon %q, which icon.templ does not draw", name, match[1])
			}
		}
	}
}
