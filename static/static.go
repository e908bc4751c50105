// Package static holds what a browser loads beside the HTML: style sheets, scripts and the icon.
//
// Files are embedded and served under a name that carries a hash of their content, so that a browser
// may keep them for ever: Path("app.css") is "/static/app.3f9a1c20b7.css".
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Prefix is where Handler expects to be mounted.
const Prefix = "/static/"

// parts says which source files, in this order, make each file that is served.
var parts = map[string][]string{
	"app.css": {
		"css/tokens.css", "css/base.css", "css/buttons.css", "css/forms.css", "css/parts.css", "css/lines.css",
		"css/print.css",
	},
	"public.css":   {"css/public.css", "css/portal.css", "css/book.css"},
	"staff.css":    {"css/staff.css", "css/tables.css", "css/places.css"},
	"records.css":  {"css/waitlists.css", "css/settings.css", "css/hooks.css"},
	"calendar.css": {"css/calendar.css", "css/calendar_rows.css"},
	"calendar.js":  {"calendar.js"},
	"hours.css":    {"css/hours.css"},
	"lists.css":    {"css/lists.css"},
	"today.css":    {"css/today.css"},
	"docs.css":     {"css/docs.css"},
	"app.js":       {"app.js"},
	"follow.js":    {"follow.js"},
	"book.js":      {"book.js"},
	"staff.js":     {"staff.js", "live.js"},
	"htmx.js":      {"vendor/htmx.min.js"},
	"today.js":     {"today.js"},
	"sortable.js":  {"vendor/sortable.min.js"},
	"favicon.svg":  {"favicon.svg"},
}

type file struct {
	path    string
	kind    string
	plain   []byte
	gzipped []byte
}

var files = sync.OnceValue(func() map[string]file {
	all := map[string]file{}
	for name, sources := range parts {
		f := load(name, sources)
		all[name], all[f.path] = f, f
	}
	return all
})

// Path gives the address of a file by its plain name. An unknown name is the programmer's slip, so it panics.
func Path(name string) string {
	f, ok := files()[name]
	if !ok || strings.HasPrefix(name, Prefix) {
		panic(fmt.Sprintf("static: there is no file %q", name))
	}
	return f.path
}

// Handler serves the fingerprinted paths and answers 404 to every other one.
func Handler() http.Handler {
	return http.HandlerFunc(serve)
}

func serve(w http.ResponseWriter, r *http.Request) {
	f, ok := files()[r.URL.Path]
	if !ok || !strings.HasPrefix(r.URL.Path, Prefix) {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are possible here.", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := f.plain
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = f.gzipped
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// A browser that went away is no news.
	_, _ = w.Write(body)
}

func load(name string, sources []string) file {
	var plain bytes.Buffer
	for _, s := range sources {
		text, err := fs.ReadFile(source, s)
		if err != nil {
			panic(fmt.Sprintf("static: %s is made of %s: %v", name, s, err))
		}
		switch {
		case path.Ext(s) == ".css":
			text = squeeze(text)
		case path.Dir(s) == ".":
			text = squeezeScript(text)
		}
		plain.Write(text)
		plain.WriteByte('\n')
	}
	sum := sha256.Sum256(plain.Bytes())
	ext := path.Ext(name)
	return file{
		path:    Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext,
		kind:    mime.TypeByExtension(ext),
		plain:   plain.Bytes(),
		gzipped: compress(plain.Bytes()),
	}
}

func compress(plain []byte) []byte {
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = zip.Write(plain)
	}
	if err == nil {
		err = zip.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("static: compressing: %v", err))
	}
	return out.Bytes()
}

func acceptsGzip(header string) bool {
	for coding := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if name == "gzip" && strings.ReplaceAll(weight, " ", "") != "q=0" {
			return true
		}
	}
	return false
}
