package api_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The examples of docs/api.md are run as a reader would run them, one after the other.
func TestTheExamplesForIntegratorsWork(t *testing.T) {
	w, receiver := startHearing(t)
	guide, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	script := "set -euo pipefail\ncurl() { command curl --noproxy '*' --fail-with-body --silent --show-error \"$@\"; }\n"
	examples := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(guide), -1)
	if len(examples) < 10 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, example := range examples {
		script += example[1] + "echo\n"
	}
	shell := exec.CommandContext(t.Context(), "bash", "-c", script)
	shell.Env = []string{
		"PATH=" + os.Getenv("PATH"), "ANTEROOM_URL=" + w.URL, "RECEIVER_URL=" + receiver.URL(),
		"ANTEROOM_KEY=" + strings.TrimPrefix(w.admin.Header.Get("Authorization"), "Bearer "),
	}
	output, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	var heard []string
	for _, one := range receiver.Wait(t, 2) {
		heard = append(heard, one.Header.Get("anteroom-event"))
	}
	if got := strings.Join(heard, " "); got != "DeletePerson DeletePerson" {
		t.Errorf("heard %s", got)
	}
	if bodies := receiver.Bodies(); !strings.Contains(bodies[0], "Noah") || strings.Contains(bodies[1], "Mila") {
		t.Errorf("bodies %v", bodies)
	}
}
