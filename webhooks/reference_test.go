package webhooks_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// testdata/reference.json has of each sample that the four products publish its keys and the types of their values, nothing else.
// A golden of the same kind has them all. A null there says nothing of the type; ngrams are always empty, as webhooks.md says, and a
// question is not bound to services here.
func TestGoldensHaveTheKeysAndTypesOfTheirReferences(t *testing.T) {
	var references map[string]map[string]string
	readJSON(t, filepath.Join("testdata", "reference.json"), &references)
	empty := []string{"before.ngrams[]", "after.ngrams[]", "data.ngrams[]", "fields[].serviceIds[]"}
	for golden, keys := range references {
		var body any
		readJSON(t, filepath.Join("testdata", filepath.FromSlash(golden)+".json"), &body)
		found := map[string][]string{}
		gatherTypes(body, "", found)
		for key, types := range keys {
			allowed := strings.Split(types, "|")
			if len(found[key]) == 0 && !slices.Contains(empty, key) {
				t.Errorf("%s has no %s", golden, key)
			}
			for _, kind := range found[key] {
				if !slices.Contains(allowed, kind) && !slices.Contains(allowed, "null") {
					t.Errorf("%s: %s is %s, where the reference has %s", golden, key, kind, types)
				}
			}
		}
	}
	if len(references) != 7 {
		t.Errorf("%d references", len(references))
	}
}

// readJSON reads the first of the bodies that a file holds.
func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := json.NewDecoder(file).Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// gatherTypes notes the type of each value under its path: "data.Notes[].Text".
func gatherTypes(value any, path string, found map[string][]string) {
	below := func(key string) string { return strings.TrimPrefix(path+"."+key, ".") }
	kind := "null"
	switch value := value.(type) {
	case bool:
		kind = "boolean"
	case float64:
		kind = "number"
	case string:
		kind = "string"
	case []any:
		kind = "array"
		for _, one := range value {
			gatherTypes(one, path+"[]", found)
		}
	case map[string]any:
		kind = "object"
		for key, one := range value {
			gatherTypes(one, below(key), found)
		}
	}
	found[path] = append(found[path], kind)
}
