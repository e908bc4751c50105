package app

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/views"
)

// tellProgram words a problem as RFC 9457 has it. What is not there and what is not the key's answer alike.
func tellProgram(c echo.Context, err error, what views.Problem) error {
	answer := web.Problem{
		Type: "about:blank", Title: http.StatusText(what.Status), Status: what.Status, Detail: detailFor(what), Reference: what.Reference,
	}
	if errors.Is(err, errNoKey) {
		c.Response().Header().Set("WWW-Authenticate", "Bearer")
	}
	var refusal *web.Refusal
	if errors.As(err, &refusal) {
		answer.Detail, answer.Code, answer.Errors = refusal.Detail, refusal.Code, refusal.Errors
	}
	body, err := json.Marshal(answer)
	if err == nil && refusal != nil && len(refusal.More) > 0 {
		body, err = withMembers(body, refusal.More)
	}
	if err != nil {
		return err
	}
	return c.Blob(what.Status, "application/problem+json", body)
}

// withMembers adds members of its own to one kind of problem, as RFC 9457 allows.
func withMembers(body []byte, more map[string]any) ([]byte, error) {
	members := map[string]any{}
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, err
	}
	for name, value := range more {
		members[name] = value
	}
	return json.Marshal(members)
}

func detailFor(what views.Problem) string {
	switch what.Status {
	case http.StatusUnauthorized:
		return "Please send a key: Authorization: Bearer KEY."
	case http.StatusForbidden:
		return "This key's scope does not include this."
	case http.StatusNotFound:
		return "There is nothing here."
	case http.StatusMethodNotAllowed:
		return "This address does not take this method. The header Allow says which it takes."
	case http.StatusRequestEntityTooLarge:
		return "The body is larger than is accepted."
	case http.StatusTooManyRequests:
		return "There were too many requests. Please wait as long as Retry-After says."
	case http.StatusServiceUnavailable:
		return "The server is busy and nothing was saved. Please wait as long as Retry-After says and send it again."
	case http.StatusInsufficientStorage:
		return "The server's disk is full and nothing was saved."
	}
	return what.Text
}
