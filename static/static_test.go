package static

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path, encoding string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
	r.URL.Path = path
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w
}

func weigh(t *testing.T, names ...string) int {
	t.Helper()
	sum := 0
	for _, name := range names {
		answer := get(t, Path(name), "br, gzip")
		if answer.Code != http.StatusOK {
			t.Fatalf("%s answers %d", name, answer.Code)
		}
		sum += answer.Body.Len()
	}
	return sum
}

// headerBytes come before each sheet on the wire, where the tests in the browser count them as well.
const headerBytes = 605

func TestPagesStayWithinTheirBudget(t *testing.T) {
	for _, c := range []struct {
		what  string
		limit int
		files []string
	}{
		{"style of public pages", 10 << 10, []string{"app.css", "public.css"}},
		{"style of the calendar", 12 << 10, []string{"app.css", "staff.css", "calendar.css"}},
		{"style of lists, people and settings", 12 << 10, []string{"app.css", "staff.css", "records.css"}},
		{"style of the board", 12 << 10, []string{"app.css", "staff.css", "today.css"}},
		{"style of hours", 12 << 10, []string{"app.css", "staff.css", "records.css", "hours.css"}},
		{"style of settings of lists", 12 << 10, []string{"app.css", "staff.css", "records.css", "lists.css"}},
		{"scripts of public pages", 4 << 10, []string{"app.js"}},
		{"scripts of live public pages", 6 << 10, []string{"app.js", "follow.js"}},
		{"scripts of staff pages", 24 << 10, []string{"app.js", "htmx.js", "staff.js"}},
		{"scripts of the board", 24 << 10, []string{"app.js", "htmx.js", "staff.js", "today.js"}},
		{"scripts of the calendar", 24 << 10, []string{"app.js", "htmx.js", "staff.js", "calendar.js"}},
		{"scripts where lists are reordered", 40 << 10, []string{"app.js", "htmx.js", "staff.js", "sortable.js"}},
	} {
		bytes := weigh(t, c.files...)
		if strings.HasSuffix(c.files[0], ".css") {
			bytes += headerBytes * len(c.files)
		}
		if bytes > c.limit {
			t.Errorf("%s: %d bytes gzipped, %d at most", c.what, bytes, c.limit)
		}
	}
}

func TestAFileIsKeptForEverUnderTheNameOfItsContent(t *testing.T) {
	path := Path("app.css")
	if !regexp.MustCompile(`^/static/app\.[0-9a-f]{10}\.css$`).MatchString(path) || path != load("app.css", parts["app.css"]).path {
		t.Errorf("the path is %q", path)
	}
	answer := get(t, path, "")
	for name, want := range map[string]string{
		"Content-Type":           "text/css; charset=utf-8",
		"Cache-Control":          "public, max-age=31536000, immutable",
		"X-Content-Type-Options": "nosniff",
		"Content-Encoding":       "",
		"Vary":                   "Accept-Encoding",
	} {
		if got := answer.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestCompressedAndPlainAreTheSame(t *testing.T) {
	for name := range parts {
		plain := get(t, Path(name), "gzip;q=0").Body.String()
		zipped, err := gzip.NewReader(get(t, Path(name), "gzip").Body)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		unzipped, err := io.ReadAll(zipped)
		if err != nil || string(unzipped) != plain {
			t.Errorf("%s differs when compressed: %v", name, err)
		}
	}
}

func TestOtherAddressesAreNotFound(t *testing.T) {
	for _, path := range []string{"/static/", "/static/app.css", "/static/app.0000000000.css", "/static/../go.mod", "app.css"} {
		if code := get(t, path, "").Code; code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, code)
		}
	}
}

func TestAFileNobodyMadeStopsTheProgram(t *testing.T) {
	for _, name := range []string{"nothing.css", Path("app.css")} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Path(%q) did not panic", name)
				}
			}()
			Path(name)
		}()
	}
}

func TestNothingIsAskedOfAThirdParty(t *testing.T) {
	address := regexp.MustCompile(`(?i)(url\(|import\s+)["']?(https?:)?//`)
	for name, sources := range parts {
		if found := address.FindString(string(load(name, sources).plain)); found != "" && !strings.Contains(name, "htmx") {
			t.Errorf("%s asks for %s", name, found)
		}
	}
}

// What stands between quotes is said to people: leaving white space out leaves it alone.
func TestNoWordOfAStyleSheetIsSqueezed(t *testing.T) {
	quoted := regexp.MustCompile(`"[^"]*"`)
	for name, sources := range parts {
		served := string(load(name, sources).plain)
		for _, path := range sources {
			text, err := fs.ReadFile(source, path)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(path, ".css") {
				continue
			}
			for _, word := range quoted.FindAllString(regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(text), ""), -1) {
				if !strings.Contains(served, word) {
					t.Errorf("%s says %s otherwise", path, word)
				}
			}
		}
	}
}

func TestAScriptLosesItsCommentLinesAlone(t *testing.T) {
	script := "// What it does.\n//   data-x  a word\n(() => {\n  const a = \"https://example.org\"; // where\n\n  // Then\n  go(a);\n})();\n"
	if got, want := string(squeezeScript([]byte(script))), "(() => {\nconst a = \"https://example.org\"; // where\ngo(a);\n})();\n"; got != want {
		t.Errorf("it becomes %q, want %q", got, want)
	}
}
