package webhooks_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTheProgramHasOneHTTPClient reads the source: whatever connects to a stranger must ask the guard.
func TestTheProgramHasOneHTTPClient(t *testing.T) {
	home := filepath.Join("..", "webhooks", "client.go")
	seen := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." || strings.HasSuffix(entry.Name(), "test")) {
			return filepath.SkipDir // packages called …test serve tests, which may talk to themselves
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		for _, use := range clientUses(t, path) {
			if path == home {
				seen++
				continue
			}
			t.Errorf("%s uses http.%s: take webhooks.NewClient", path, use)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Error("the one constructor was not found either: this test no longer looks at the right place")
	}
}

// clientUses lists how a file makes HTTP clients of its own: by value, by the default ones or by net/http's shortcuts.
func clientUses(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	forbidden := []string{"DefaultClient", "DefaultTransport", "Get", "Head", "Post", "PostForm"}
	var uses []string
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CompositeLit:
			if name := httpName(node.Type); name == "Client" || name == "Transport" {
				uses = append(uses, name+"{}")
			}
		case *ast.SelectorExpr:
			if name := httpName(node); slices.Contains(forbidden, name) {
				uses = append(uses, name)
			}
		}
		return true
	})
	return uses
}

func httpName(expression ast.Expr) string {
	selector, ok := expression.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if in, ok := selector.X.(*ast.Ident); !ok || in.Name != "http" {
		return ""
	}
	return selector.Sel.Name
}
