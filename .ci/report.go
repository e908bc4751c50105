// Command report reads `go test -json` and prints what go test itself would: the closing line of each package,
// and everything said by the tests that did not pass. A skipped test counts as a failure: it proves nothing.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is one line of `go test -json`; `go doc test2json` describes it.
type event struct {
	Action, Package, Test, Output string
}

// line is what a test said; the package itself speaks as the test "".
type line struct{ test, text string }

type run struct {
	said   []line
	passed map[string]bool
}

func main() {
	failed := false
	runs := map[string]*run{}
	events := json.NewDecoder(os.Stdin)
	for {
		var e event
		if err := events.Decode(&e); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			fmt.Fprintln(os.Stderr, "report: this is not the output of go test -json:", err)
			os.Exit(2)
		}
		r := runs[e.Package]
		if r == nil {
			r = &run{passed: map[string]bool{}}
			runs[e.Package] = r
		}
		switch {
		case e.Action == "build-output":
			fmt.Print(e.Output)
		case e.Action == "build-fail":
			failed = true
		case e.Action == "output":
			r.said = append(r.said, line{e.Test, e.Output})
		case e.Test != "":
			r.passed[e.Test] = e.Action == "pass"
			failed = failed || e.Action == "fail" || e.Action == "skip"
		case e.Action == "pass" || e.Action == "fail" || e.Action == "skip":
			failed = failed || e.Action == "fail"
			r.print(e.Action == "fail")
			delete(runs, e.Package)
		}
	}
	for _, r := range runs {
		r.print(true)
	}
	if failed {
		fmt.Println("FAIL: a test failed or was skipped")
		os.Exit(1)
	}
}

func (r *run) print(failed bool) {
	for _, l := range r.said {
		isClosing := strings.HasPrefix(l.text, "ok ") || strings.HasPrefix(l.text, "? ")
		isNoise := strings.HasPrefix(l.text, "=== ")
		if l.test == "" && (failed || isClosing) || l.test != "" && !r.passed[l.test] && !isNoise {
			fmt.Print(l.text)
		}
	}
}
