package webhooks_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"anteroom/webhooks"
)

// TestSnippetsBelieveUsAndNobodyElse runs each program that pages show where its language is on this machine.
func TestSnippetsBelieveUsAndNobodyElse(t *testing.T) {
	snippets, err := webhooks.Snippets()
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	for _, snippet := range snippets {
		t.Run(snippet.Language, func(t *testing.T) {
			for _, secret := range []string{webhooks.NewSecret(), "a secret of Linden House"} {
				believes := startSnippet(t, snippet, secret)
				if believes == nil {
					t.Logf("%s is not on this machine", snippet.Language)
					return
				}
				runs++
				now := time.Now()
				fresh := snippetRequest([]string{webhooks.NewSecret(), secret}, now)
				wants(t, believes, "a signed request", fresh, true)
				changed := fresh
				changed.Body = []byte(`{"test":false}`)
				wants(t, believes, "a changed body", changed, false)
				wants(t, believes, "another's signature", snippetRequest([]string{webhooks.NewSecret()}, now), false)
				wants(t, believes, "an old request", snippetRequest([]string{secret}, now.Add(-time.Hour)), false)
			}
		})
	}
	if runs == 0 {
		t.Error("no snippet was run")
	}
}

// signedRequest is a request in plain values, so that a test can falsify one of them.
type signedRequest struct {
	ID, At, Signature string
	Body              []byte
}

func snippetRequest(secrets []string, at time.Time) signedRequest {
	body := []byte(`{"test":true,"name":"Zoë 🐣"}`)
	return signedRequest{ID: "msg_1", At: strconv.FormatInt(at.Unix(), 10), Signature: webhooks.Sign(secrets, "msg_1", at, body), Body: body}
}

func wants(t *testing.T, believes func(signedRequest) bool, what string, request signedRequest, want bool) {
	t.Helper()
	if got := believes(request); got != want {
		t.Errorf("%s: believed is %v, want %v", what, got, want)
	}
}

// startSnippet returns how to ask the program, nil where its language is missing.
func startSnippet(t *testing.T, snippet webhooks.Snippet, secret string) func(signedRequest) bool {
	t.Helper()
	dir := t.TempDir()
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(snippet.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(snippet.File)
	port := freePort(t)
	switch snippet.Language {
	case "Go":
		write("receiver.go")
		build := exec.CommandContext(t.Context(), "go", "build", "-o", "receiver", "receiver.go")
		build.Dir = dir
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return serveSnippet(t, dir, secret, port, filepath.Join(dir, "receiver"))
	case "Node":
		return serveSnippet(t, dir, secret, port, "node", snippet.File)
	case "Python":
		return serveSnippet(t, dir, secret, port, "python3", snippet.File)
	case "PHP":
		return serveSnippet(t, dir, secret, port, "php", "-S", "127.0.0.1:"+port, snippet.File)
	}
	return scriptSnippet(t, dir, secret, snippet.File)
}

func scriptSnippet(t *testing.T, dir, secret, file string) func(signedRequest) bool {
	for _, needed := range []string{"bash", "openssl"} {
		if _, err := exec.LookPath(needed); err != nil {
			return nil
		}
	}
	return func(request signedRequest) bool {
		script := exec.CommandContext(t.Context(), "bash", file, request.ID, request.At, request.Signature)
		script.Dir, script.Env, script.Stdin = dir, append(os.Environ(), "WEBHOOK_SECRET="+secret), bytes.NewReader(request.Body)
		return script.Run() == nil
	}
}

func serveSnippet(t *testing.T, dir, secret, port, name string, arguments ...string) func(signedRequest) bool {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		return nil
	}
	ctx, stop := context.WithCancel(t.Context())
	server := exec.CommandContext(ctx, name, arguments...)
	server.Dir, server.Env = dir, append(os.Environ(), "WEBHOOK_SECRET="+secret, "PORT="+port)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = server.Wait()
	})
	url := "http://127.0.0.1:" + port + "/"
	waitFor(t, "127.0.0.1:"+port)
	return func(request signedRequest) bool {
		t.Helper()
		post, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(request.Body))
		if err != nil {
			t.Fatal(err)
		}
		post.Header.Set("webhook-id", request.ID)
		post.Header.Set("webhook-timestamp", request.At)
		post.Header.Set("webhook-signature", request.Signature)
		answer, err := http.DefaultClient.Do(post)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusNoContent
	}
}

// freePort finds one below those that a system gives to whoever asks for any: nobody else takes it before the program does.
func freePort(t *testing.T) string {
	t.Helper()
	for range 1000 {
		port := strconv.Itoa(10_000 + rand.IntN(20_000))
		listener, err := net.Listen("tcp", "127.0.0.1:"+port)
		if err == nil {
			listener.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return ""
}

func waitFor(t *testing.T, address string) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			conn.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nothing listens on %s", address)
}
