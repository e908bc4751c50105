package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"anteroom/app/web"
	"anteroom/models"
)

var (
	proof  = regexp.MustCompile("`([\\w/]+_test\\.go):((?:Test|Fuzz)\\w+)`")
	inline = regexp.MustCompile(`(?i)<style|\sstyle="|<script(?:\s+type="[^"]*")?>|<[^>]+\son[a-z]+="|href="javascript:`)
)

func TestEveryPromiseOfSecurityNamesATestThatIsThere(t *testing.T) {
	text, err := os.ReadFile("../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	proofs := proof.FindAllStringSubmatch(string(text), -1)
	if len(proofs) < 40 {
		t.Errorf("only %d proofs are named", len(proofs))
	}
	for _, named := range proofs {
		source, err := os.ReadFile(filepath.Join("..", named[1]))
		if err != nil || !strings.Contains(string(source), "func "+named[2]+"(") {
			t.Errorf("%s has no %s (%v)", named[1], named[2], err)
		}
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| what") && !proof.MatchString(line) {
			t.Errorf("promised without proof: %s", line)
		}
	}
}

func TestNoPageHoldsInlineScriptsOrStyles(t *testing.T) {
	w := openTown(t, models.SQLite)
	for _, route := range w.App.Routes() {
		if route.Method != "GET" || route.Streams || route.Audience == web.ForOps {
			continue
		}
		page := w.As(models.RoleAdmin).Get(w.address(route, of(w.north)))
		if !strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") {
			continue
		}
		if found := inline.FindString(page.Body); found != "" {
			t.Errorf("%s holds %.80q", route.Path, found)
		}
		if policy := page.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "script-src 'self'") {
			t.Errorf("%s: policy %q", route.Path, policy)
		}
	}
}
