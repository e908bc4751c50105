package app

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
)

// shortestPacked is from how many bytes on an answer is compressed: below it the bytes saved are not worth a packet.
const shortestPacked = 1024

// compress shrinks pages and answers of the API; streams and what is compressed already pass as they are. Nothing is spent on short
// answers: to make a compressor ready costs as much as several queries.
func compress() func(route web.Route) echo.MiddlewareFunc {
	packers := &sync.Pool{New: func() any { return gzip.NewWriter(io.Discard) }}
	return func(route web.Route) echo.MiddlewareFunc {
		return func(next echo.HandlerFunc) echo.HandlerFunc {
			if route.Streams || route.Audience == web.ForOps || strings.HasPrefix(route.Path, "/static/") {
				return next
			}
			return func(c echo.Context) (err error) {
				response := c.Response()
				response.Header().Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
				if !strings.Contains(c.Request().Header.Get(echo.HeaderAcceptEncoding), "gzip") {
					return next(c)
				}
				packed := &packedAnswer{ResponseWriter: response.Writer, packers: packers}
				response.Writer = packed
				defer func() {
					response.Writer = packed.ResponseWriter
					if failed := packed.finish(); err == nil {
						err = failed
					}
				}()
				return next(c)
			}
		}
	}
}

// packedAnswer holds an answer back until it is long enough to be compressed, or over.
type packedAnswer struct {
	http.ResponseWriter
	packers *sync.Pool
	packer  *gzip.Writer // nil while the answer is short
	status  int          // 0 = not said
	held    []byte
}

func (p *packedAnswer) WriteHeader(status int) {
	p.Header().Del(echo.HeaderContentLength)
	p.status = status
}

func (p *packedAnswer) Write(bytes []byte) (int, error) {
	if p.packer != nil {
		return p.packer.Write(bytes)
	}
	p.held = append(p.held, bytes...)
	if len(p.held) < shortestPacked {
		return len(bytes), nil
	}
	return len(bytes), p.pack()
}

// Flush sends what there is; how much more will come nobody knows.
func (p *packedAnswer) Flush() {
	if p.packer == nil && p.pack() != nil {
		return
	}
	if p.packer.Flush() == nil {
		_ = http.NewResponseController(p.ResponseWriter).Flush()
	}
}

// Unwrap is for http.ResponseController.
func (p *packedAnswer) Unwrap() http.ResponseWriter { return p.ResponseWriter }

func (p *packedAnswer) pack() error {
	p.describe()
	p.Header().Set(echo.HeaderContentEncoding, "gzip")
	p.sendStatus()
	p.packer = p.packers.Get().(*gzip.Writer)
	p.packer.Reset(p.ResponseWriter)
	_, err := p.packer.Write(p.held)
	return err
}

func (p *packedAnswer) finish() error {
	if p.packer != nil {
		err := p.packer.Close()
		p.packers.Put(p.packer)
		return err
	}
	if len(p.held) > 0 {
		p.describe()
	}
	p.sendStatus()
	if len(p.held) == 0 {
		return nil
	}
	_, err := p.ResponseWriter.Write(p.held)
	return err
}

func (p *packedAnswer) describe() {
	if p.Header().Get(echo.HeaderContentType) == "" {
		p.Header().Set(echo.HeaderContentType, http.DetectContentType(p.held))
	}
}

func (p *packedAnswer) sendStatus() {
	if p.status != 0 {
		p.ResponseWriter.WriteHeader(p.status)
	}
}
