package webhooks

import (
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const maxKeptBytes = 4 << 10

// Answer is what came of one try.
type Answer struct {
	Failure    Failure       // "" when a 2xx arrived whole
	Status     int           // 0 when none arrived
	Header     http.Header   // nil when none arrived
	Text       string        // at most 4 KiB of the body, made valid UTF-8 without control characters
	RetryAfter string        // the header as sent
	Took       time.Duration // from the call until the answer was read
	Err        error         // the cause, for the log alone
}

// Try sends one request by a client of NewClient and reads what comes back, at most 64 KiB of it.
func Try(client *http.Client, req *http.Request) Answer {
	started := time.Now()
	answer := try(client, req)
	answer.Took = time.Since(started)
	return answer
}

func try(client *http.Client, req *http.Request) Answer {
	res, err := client.Do(req)
	if err != nil {
		return Answer{Failure: failureOf(err), Err: err}
	}
	defer res.Body.Close()
	answer := Answer{
		Status:     res.StatusCode,
		Failure:    failureOfStatus(res.StatusCode),
		Header:     res.Header,
		RetryAfter: res.Header.Get("Retry-After"),
	}
	if res.StatusCode == http.StatusSwitchingProtocols {
		return answer // its body is a bare connection, on which no time-out works
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswerBytes))
	answer.Text = keepText(body)
	if err != nil && answer.Failure == "" {
		answer.Failure, answer.Err = failureOf(err), err
	}
	return answer
}

// keepText makes a receiver's bytes storable: valid UTF-8 and no control characters, which PostgreSQL and pages refuse.
func keepText(body []byte) string {
	body = body[:min(len(body), maxKeptBytes)]
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(string(body), string(utf8.RuneError)))
	for len(text) > maxKeptBytes {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}
