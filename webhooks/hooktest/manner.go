package hooktest

import (
	"bytes"
	"compress/gzip"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// Manner is how a receiver answers. It ends when closing is closed.
type Manner func(w http.ResponseWriter, req *http.Request, closing <-chan struct{})

// Status answers with a code and a short text.
func Status(code int) Manner {
	return func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		w.WriteHeader(code)
		if code != http.StatusNoContent && code != http.StatusNotModified {
			io.WriteString(w, http.StatusText(code))
		}
	}
}

// Text answers 200 with a body.
func Text(body string) Manner {
	return func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) { io.WriteString(w, body) }
}

// RetryAfter answers with a code and that header as given.
func RetryAfter(code int, value string) Manner {
	return func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		w.Header().Set("Retry-After", value)
		w.WriteHeader(code)
	}
}

// Redirect answers with a code and a Location.
func Redirect(code int, to string) Manner {
	return func(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		w.Header().Set("Location", to)
		w.WriteHeader(code)
	}
}

// After waits, then answers in another manner.
func After(wait time.Duration, then Manner) Manner {
	return func(w http.ResponseWriter, req *http.Request, closing <-chan struct{}) {
		select {
		case <-time.After(wait):
			then(w, req, closing)
		case <-req.Context().Done():
		case <-closing:
		}
	}
}

// Hang never answers.
func Hang(_ http.ResponseWriter, req *http.Request, closing <-chan struct{}) {
	select {
	case <-req.Context().Done():
	case <-closing:
	}
}

// HangAfterHeaders sends 200 and its headers, and never the body.
func HangAfterHeaders(w http.ResponseWriter, req *http.Request, closing <-chan struct{}) {
	w.Header().Set("Content-Length", "10")
	w.WriteHeader(http.StatusOK)
	http.NewResponseController(w).Flush()
	Hang(w, req, closing)
}

// Drip sends one byte per interval without end.
func Drip(interval time.Duration) Manner {
	return func(w http.ResponseWriter, req *http.Request, closing <-chan struct{}) {
		for {
			if _, err := w.Write([]byte("x")); err != nil {
				return
			}
			http.NewResponseController(w).Flush()
			select {
			case <-time.After(interval):
			case <-req.Context().Done():
				return
			case <-closing:
				return
			}
		}
	}
}

// Endless sends a body without end as fast as it can.
func Endless(w http.ResponseWriter, req *http.Request, closing <-chan struct{}) {
	chunk := bytes.Repeat([]byte("endless "), 1024)
	for {
		select {
		case <-req.Context().Done():
			return
		case <-closing:
			return
		default:
		}
		if _, err := w.Write(chunk); err != nil {
			return
		}
	}
}

// Reset breaks the connection off before answering.
func Reset(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	reset(w, "")
}

// ResetInBody breaks off in the middle of a 200's body.
func ResetInBody(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	reset(w, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
}

// ResetAfter answers 200 whole and then resets.
func ResetAfter(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	reset(w, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone")
}

// Rubbish answers with something that is not HTTP.
func Rubbish(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	conn := hijack(w)
	defer conn.Close()
	io.WriteString(conn, "the cat sat on the mat\r\n\r\n")
}

// Switch answers 101 and then says nothing more.
func Switch(w http.ResponseWriter, _ *http.Request, closing <-chan struct{}) {
	conn := hijack(w)
	defer conn.Close()
	io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
	select {
	case <-closing:
	case <-time.After(patience):
	}
}

// HugeHeaders answers 200 with ten megabytes of headers.
func HugeHeaders(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	conn := hijack(w)
	defer conn.Close()
	io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
	line := "X-Filler: " + strings.Repeat("f", 1000) + "\r\n"
	for range 10_000 {
		if _, err := io.WriteString(conn, line); err != nil {
			return
		}
	}
}

// GzipBomb answers 200 with 20 KB that unpack to 20 MB.
func GzipBomb(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	w.Header().Set("Content-Encoding", "gzip")
	packer := gzip.NewWriter(w)
	defer packer.Close()
	zeros := make([]byte, 1<<20)
	for range 20 {
		packer.Write(zeros)
	}
}

// BadUTF8 answers 200 with bytes that are no text.
func BadUTF8(w http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
	w.Write([]byte("caf\xe9 \x00 \xff\xfe ok"))
}

func reset(w http.ResponseWriter, before string) {
	conn := hijack(w)
	io.WriteString(conn, before)
	if before != "" {
		time.Sleep(20 * time.Millisecond) // a reset drops what the other side has not read
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}

func hijack(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return conn
}

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
