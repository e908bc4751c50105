package app_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"anteroom/app/apptest"
)

func TestLongAnswersAreCompressedAndShortOnesGoOutAsTheyAre(t *testing.T) {
	w := apptest.Start(t)
	ask := func(method, path, encoding string) *http.Response {
		request := httptest.NewRequest(method, path, nil)
		request.Header.Set("Accept-Encoding", encoding)
		answer := httptest.NewRecorder()
		w.App.ServeHTTP(answer, request)
		return answer.Result()
	}
	read := func(body io.Reader) string {
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}

	long := ask(http.MethodGet, "/login", "br, gzip")
	unpacked, err := gzip.NewReader(long.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text := read(unpacked); long.Header.Get("Content-Encoding") != "gzip" || !strings.HasSuffix(strings.TrimSpace(text), "</html>") {
		t.Errorf("a page comes whole and compressed: %v, %d bytes", long.Header, len(text))
	}
	if plain := ask(http.MethodGet, "/login", ""); plain.Header.Get("Content-Encoding") != "" || !strings.Contains(read(plain.Body), "</html>") {
		t.Errorf("who does not take gzip gets the page as it is: %v", plain.Header)
	}
	if short := ask(http.MethodGet, "/robots.txt", "gzip"); short.Header.Get("Content-Encoding") != "" || !strings.Contains(read(short.Body), "Disallow: /admin") {
		t.Errorf("a short answer is not compressed: %v", short.Header)
	}
	for _, answer := range []*http.Response{long, ask(http.MethodGet, "/robots.txt", "gzip")} {
		if answer.Header.Get("Vary") != "Accept-Encoding" || answer.StatusCode != http.StatusOK {
			t.Errorf("caches are told: %v", answer.Header)
		}
	}
	if away := ask(http.MethodGet, "/favicon.ico", "gzip"); away.StatusCode != http.StatusFound || away.Header.Get("Content-Encoding") != "" || away.Header.Get("Location") == "" {
		t.Errorf("a redirect stays one: %d %v", away.StatusCode, away.Header)
	}
	if wrong := ask(http.MethodGet, "/signup/nowhere", "gzip"); wrong.StatusCode != http.StatusNotFound || !strings.Contains(read(wrong.Body), "</html>") {
		t.Errorf("an error has its page: %d", wrong.StatusCode)
	}
}
