package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors is the house from the roof down. A package imports packages of the floors below its own, never of its
// own floor: neighbours do not know each other. A room may have a helper for tests inside, models/modelstest say.
var floors = [][]string{
	{"cmd/anteroom"},
	{"app"},
	{"app/admin", "app/public", "app/api", "app/jobs"},
	{"app/web", "app/notify"},
	{"views", "webhooks"},
	{"models"},
	{"migrations", "static"},
}

// keepers says which rooms alone may import a part that is not ours.
var keepers = map[string]func(room string) bool{
	"gorm.io/":                  func(room string) bool { return room == "models" || room == "models/modelstest" },
	"github.com/labstack/echo/": func(room string) bool { return room == "app" || strings.HasPrefix(room, "app/") },
	"github.com/chromedp/":      func(string) bool { return false },
	"testing":                   isForTests,
}

func TestImportsOnlyFlowDown(t *testing.T) {
	for _, file := range sources(t) {
		from := floorOf(file.room)
		for _, imported := range file.imports() {
			room, isOurs := strings.CutPrefix(imported, "anteroom/")
			helpsRoom := isForTests(file.room) && room == path.Dir(file.room)
			if isOurs && floorOf(room) <= from && !helpsRoom {
				t.Errorf("%s imports %s: imports only flow down", file.path, imported)
			}
			if isOurs && isForTests(room) && !isForTests(file.room) {
				t.Errorf("%s imports %s, which is for tests", file.path, imported)
			}
			if room == "static" && !servesPages(file.room) {
				t.Errorf("%s imports %s: assets are for pages and the server", file.path, imported)
			}
		}
	}
}

func TestEveryPackageHasARoom(t *testing.T) {
	for _, file := range sources(t) {
		if floorOf(file.room) < 0 {
			t.Errorf("%s: no room of the house is called %q", file.path, file.room)
		}
	}
}

func TestPartsStayInTheRoomsThatKeepThem(t *testing.T) {
	for _, file := range sources(t) {
		for _, imported := range file.imports() {
			for part, keeps := range keepers {
				if strings.HasPrefix(imported, part) && !keeps(file.room) {
					t.Errorf("%s imports %s: not a part for this room", file.path, imported)
				}
			}
		}
	}
}

func TestTheTreeHasTheRoomsOfTheHouseAlone(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"app", "bin", "cmd", "docs", "migrations", "models", "static", "tmp", "views", "webhooks"}
	for _, entry := range entries {
		if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(known, entry.Name()) {
			t.Errorf("the directory %s belongs to no room", entry.Name())
		}
	}
}

// A second client would be a second way out, past the guard that keeps requests from private addresses.
func TestOneClientGoesOut(t *testing.T) {
	shortcuts := []string{"Get", "Head", "Post", "PostForm", "DefaultClient", "DefaultTransport"}
	built := map[string][]string{}
	for _, file := range sources(t) {
		if isForTests(file.room) {
			continue
		}
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			if name := file.httpName(node); slices.Contains(shortcuts, name) {
				t.Errorf("%s uses http.%s: requests go out through the guarded client of webhooks", file.path, name)
			}
			if name := file.httpName(made(node)); name == "Client" || name == "Transport" {
				built[name] = append(built[name], file.path)
				if file.room != "webhooks" {
					t.Errorf("%s makes an http.%s: the guarded client of webhooks is the only one", file.path, name)
				}
			}
			return true
		})
	}
	for name, places := range built {
		if len(places) > 1 {
			t.Errorf("http.%s is made more than once: %v", name, places)
		}
	}
}

// made answers the type that a node makes a value of: T{…}, new(T) or var x T.
func made(node ast.Node) ast.Node {
	switch n := node.(type) {
	case *ast.CompositeLit:
		return n.Type
	case *ast.ValueSpec:
		return n.Type
	case *ast.CallExpr:
		if function, ok := n.Fun.(*ast.Ident); ok && function.Name == "new" {
			return n.Args[0]
		}
	}
	return nil
}

// root is the repository, seen from this package.
const root = "../.."

type source struct {
	path, room string
	syntax     *ast.File
}

// sources are the Go files of the program; tests may reach wherever they need to.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && base != ".." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "tmp") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		found = append(found, source{relative, path.Dir(relative), syntax})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatal("no sources found: the test looks in the wrong place")
	}
	return found
}

// floorOf answers the index of a room's floor, -1 where no floor has it. A helper for tests is on its room's floor.
func floorOf(room string) int {
	if isForTests(room) {
		room = path.Dir(room)
	}
	return slices.IndexFunc(floors, func(floor []string) bool { return slices.Contains(floor, room) })
}

func isForTests(room string) bool { return strings.HasSuffix(room, "test") }

func servesPages(room string) bool {
	return room == "views" || room == "app" || path.Dir(room) == "app"
}

func (s source) imports() []string {
	var paths []string
	for _, spec := range s.syntax.Imports {
		if imported, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, imported)
		}
	}
	return paths
}

// httpName answers X for http.X in a file that imports net/http, else nothing.
func (s source) httpName(node ast.Node) string {
	selector, ok := node.(*ast.SelectorExpr)
	if !ok || !slices.Contains(s.imports(), "net/http") {
		return ""
	}
	if from, ok := selector.X.(*ast.Ident); !ok || from.Name != "http" {
		return ""
	}
	return selector.Sel.Name
}
