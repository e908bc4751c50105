package webhooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// Catcher is a receiver for trying things out: it prints each request and whether its signature holds.
type Catcher struct {
	out    io.Writer
	secret string
	now    func() time.Time
	mu     sync.Mutex
}

// NewCatcher prints to out. Without a secret it checks no signature and says so.
func NewCatcher(out io.Writer, secret string, now func() time.Time) *Catcher {
	return &Catcher{out: out, secret: secret, now: now}
}

// ServeHTTP answers 200 to a POST whose signature holds or is not checked, else 401.
func (c *Catcher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "This receiver takes POST requests.", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "The body could not be read.", http.StatusBadRequest)
		return
	}
	verdict, status := "signature not checked", http.StatusOK
	if c.secret != "" {
		verdict = "signature holds"
		if err := Verify(c.secret, r.Header, body, 5*time.Minute, c.now()); err != nil {
			verdict, status = "SIGNATURE DOES NOT HOLD: "+err.Error(), http.StatusUnauthorized
		}
	}
	c.print(r, body, verdict)
	w.WriteHeader(status)
}

func (c *Catcher) print(r *http.Request, body []byte, verdict string) {
	var text bytes.Buffer
	fmt.Fprintf(&text, "\n%s  %s  %s\n", c.now().Format(time.TimeOnly), r.Header.Get("Anteroom-Event"), verdict)
	for _, name := range []string{"Webhook-Id", "Anteroom-Attempt", "Anteroom-Sequence", "Anteroom-Previous"} {
		if value := r.Header.Get(name); value != "" {
			fmt.Fprintf(&text, "  %s: %s\n", name, value)
		}
	}
	if err := json.Indent(&text, body, "  ", "  "); err != nil {
		fmt.Fprintf(&text, "  %q", body)
	}
	text.WriteByte('\n')
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = c.out.Write(text.Bytes())
}
