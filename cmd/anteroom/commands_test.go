package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the real binary, built once for this package's tests.
var program string

func TestMain(m *testing.M) {
	directory, err := os.MkdirTemp("", "anteroom-test-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(directory, "anteroom")
	build := exec.CommandContext(context.Background(), "go", "build", "-o", program, ".")
	if output, err := build.CombinedOutput(); err != nil {
		panic(string(output))
	}
	shared.profile = filepath.Join(directory, "chromium")
	code := m.Run()
	if err := shared.close(); err != nil {
		panic(err)
	}
	for late := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) { // what is left of the browser may write for a moment yet
		if err = os.RemoveAll(directory); err == nil || time.Now().After(late) {
			break
		}
	}
	if err != nil {
		panic(err)
	}
	os.Exit(code)
}

// place is a directory with a database of its own, and the variables for it.
type place struct {
	t         *testing.T
	directory string
	variables []string
}

func newPlace(t *testing.T, variables ...string) *place {
	return &place{t, t.TempDir(), append([]string{"ANTEROOM_ADDR=127.0.0.1:0", "PATH=" + os.Getenv("PATH")}, variables...)}
}

// command is the program, not started yet. It outlives the test's context: browsers are closed before their server.
func (p *place) command(arguments ...string) *exec.Cmd {
	command := exec.CommandContext(context.WithoutCancel(p.t.Context()), program, arguments...)
	command.Dir, command.Env = p.directory, p.variables
	return command
}

// run runs a command to its end.
func (p *place) run(stdin string, arguments ...string) (stdout, stderr string, code int) {
	p.t.Helper()
	command := p.command(arguments...)
	var out, errs bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(stdin), &out, &errs
	err := command.Run()
	if failed := new(exec.ExitError); err != nil && !errors.As(err, &failed) {
		p.t.Fatal(err)
	}
	return out.String(), errs.String(), command.ProcessState.ExitCode()
}

func TestAWrongUseIsOneLineAndAFastExit(t *testing.T) {
	for name, c := range map[string]struct{ variable, argument string }{
		"url": {variable: "ANTEROOM_URL=foo"}, "addr": {variable: "ANTEROOM_ADDR=nowhere"}, "database": {variable: "ANTEROOM_DATABASE=mysql:x"},
		"zone": {variable: "ANTEROOM_TIMEZONE=Mars/Base"}, "rate": {variable: "ANTEROOM_RATE_API=fast"}, "network": {variable: "ANTEROOM_TRUSTED_PROXIES=me"},
		"wait": {variable: "ANTEROOM_WEBHOOK_WAIT=soon"}, "retry": {variable: "ANTEROOM_WEBHOOK_RETRY=1s,never"}, "secret": {variable: "ANTEROOM_SECRET=short"},
		"log": {variable: "ANTEROOM_LOG=loud"}, "postgres": {variable: "ANTEROOM_DATABASE=postgres://localhost/x"}, "command": {argument: "dance"}, "flag": {argument: "--dance"},
		"folder": {variable: "ANTEROOM_DATABASE=sqlite:/nowhere/at/all.db"},
	} {
		t.Run(name, func(t *testing.T) {
			var arguments []string
			if c.argument != "" {
				arguments = []string{c.argument}
			}
			for late := time.Now().Add(patience); ; { // on a busy machine one of many
				start := time.Now()
				stdout, stderr, code := newPlace(t, c.variable).run("", arguments...)
				if code == 0 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "anteroom: ") {
					t.Fatalf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
				}
				took := time.Since(start)
				if took <= 2*time.Second {
					break
				}
				if time.Now().After(late) {
					t.Fatalf("took %s", took)
				}
			}
		})
	}
}

// served is a running server.
type served struct {
	command *exec.Cmd
	place   *place
	url     string
	link    string // what it prints for whoever starts it
}

// serve starts the server and reads the link to set it up.
func (p *place) serve() *served {
	return p.start("serve", regexp.MustCompile(`http://\S+/setup\?token=\S+`))
}

// start starts a serving command on a port that is free and reads what it prints until the link.
func (p *place) start(name string, link *regexp.Regexp) *served {
	p.t.Helper()
	address := freeAddress(p.t)
	p.variables = append(p.variables, "ANTEROOM_ADDR="+address, "ANTEROOM_URL=http://"+address)
	command := p.command(name)
	stdout, err := command.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	s := &served{command: command, place: p, url: "http://" + address}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if s.link = link.FindString(lines.Text()); s.link != "" {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	return s
}

// freeAddress has a port below those that a system gives to whoever asks for any: nobody else takes it before the program does.
func freeAddress(t testing.TB) string {
	t.Helper()
	for range 1000 {
		address := fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(20_000))
		listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", address)
		if err == nil {
			_ = listener.Close()
			return address
		}
	}
	t.Fatal("no port is free")
	return ""
}

func TestTheFirstStartPrintsASetupLinkAndKeepsItsFilesToItself(t *testing.T) {
	p := newPlace(t)
	s := p.serve()
	if s.link == "" {
		t.Fatal("no setup link")
	}
	if status := fetch(t, s.link); status != http.StatusOK {
		t.Errorf("the setup link answers %d", status)
	}
	files, err := filepath.Glob(filepath.Join(p.directory, "anteroom.db*"))
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	if _, stderr, code := p.run("", "serve"); code == 0 || !strings.Contains(stderr, "another server") {
		t.Errorf("a second server: exit %d, %q", code, stderr)
	}
	if stdout, stderr, code := p.run("", "apikey", "list"); code != 0 {
		t.Errorf("a command beside the server: %q %q", stdout, stderr)
	}
	if err := s.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.command.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestCommandsMakeUsersAndKeysBeforeSetup(t *testing.T) {
	p := newPlace(t)
	stdout, stderr, code := p.run("", "apikey", "create", "--name", "Billing", "--scope", "write")
	if code != 0 || !regexp.MustCompile(`^anteroom_[\w-]{43}\n$`).MatchString(stdout) {
		t.Fatalf("%q %q %d", stdout, stderr, code)
	}
	if _, _, code := p.run("", "apikey", "create", "--name", "Billing"); code == 0 {
		t.Error("two keys of one name")
	}
	if _, _, code := p.run("", "apikey", "revoke", "--name", "Billing"); code != 0 {
		t.Error("the key is not revoked")
	}
	if stdout, _, _ := p.run("", "apikey", "list"); !strings.Contains(stdout, "Billing") {
		t.Errorf("list %q", stdout)
	}
	if _, stderr, code := p.run("password1234\n", "user", "add", "--email", "ana@linden.example", "--role", "admin", "--password-stdin"); code == 0 {
		t.Errorf("a common password is taken: %q", stderr)
	}
	if _, stderr, code := p.run("violet harbour pencil snow\n", "user", "add", "--email", "ana@linden.example", "--role", "admin", "--password-stdin"); code != 0 {
		t.Fatal(stderr)
	}
	if stdout, _, code := p.run("", "user", "password", "--email", "ana@linden.example"); code != 0 || !strings.Contains(stdout, "/welcome?token=") {
		t.Errorf("%q %d", stdout, code)
	}
	if _, stderr, code := p.run("", "user", "add", "--email", "ben@linden.example", "--role", "owner"); code == 0 {
		t.Errorf("an unknown role: %q", stderr)
	}
	if stdout, _, code := p.run("", "migrate", "--status"); code != 0 || !strings.Contains(stdout, "needs") {
		t.Errorf("%q %d", stdout, code)
	}
}

func TestRoutesAreListedAsJSON(t *testing.T) {
	p := newPlace(t)
	stdout, stderr, code := p.run("", "routes", "--json")
	var routes []struct {
		Method, Path, Audience, Policy string
		ChangesState                   *bool
	}
	if err := json.Unmarshal([]byte(stdout), &routes); err != nil || code != 0 {
		t.Fatal(err, stderr)
	}
	for _, route := range routes {
		if route.Policy == "" || route.ChangesState == nil || !strings.Contains("public portal staff api ops", route.Audience) {
			t.Errorf("%+v", route)
		}
		if *route.ChangesState != (route.Method != http.MethodGet) {
			t.Errorf("%+v", route)
		}
	}
	if files, _ := os.ReadDir(p.directory); len(files) != 0 {
		t.Errorf("listing routes leaves %v behind", files)
	}
}

func fetch(t *testing.T, address string) int {
	t.Helper()
	if _, err := url.Parse(address); err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
