package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// held keeps an answer until it is whole: what fails on the way goes to the one error door instead, and nothing of it out.
type held struct {
	context echo.Context
	raw     []byte // the request's body
	status  int
	body    bytes.Buffer
	failure error
}

type heldKey struct{}

func heldFrom(ctx context.Context) *held { return ctx.Value(heldKey{}).(*held) }

// readAddress refuses what no database takes: an id that cannot be one is not there.
func (h *held) readAddress() error {
	for _, id := range h.context.ParamValues() {
		if strings.ContainsFunc(id, isNoIDLetter) {
			return models.ErrNotFound
		}
	}
	invalid := models.Invalid{}
	query := h.context.QueryParams()
	for name, values := range query {
		query[name] = []string{strings.Join(values, ",")} // what comes twice is meant twice
		for _, value := range values {
			if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) {
				invalid.Add(name, "Please send text in UTF-8 without control characters.")
			}
		}
	}
	if len(invalid) > 0 {
		return invalidRefusal(invalid, http.MethodGet)
	}
	return nil
}

func isNoIDLetter(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
}

// readBody takes the whole body in and refuses what is no JSON in readable text.
func (h *held) readBody() error {
	request := h.context.Request()
	raw, err := io.ReadAll(request.Body)
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return err
	}
	if err != nil {
		return &web.Refusal{Status: http.StatusBadRequest, Detail: "The body ended before it was whole. Please send it again."}
	}
	h.raw = raw
	request.Body = io.NopCloser(bytes.NewReader(raw))
	if len(raw) == 0 {
		return nil
	}
	if kind := request.Header.Get("Content-Type"); kind != "" {
		media, _, err := mime.ParseMediaType(kind)
		if err != nil || media != "application/json" && !strings.HasSuffix(media, "+json") {
			return &web.Refusal{Status: http.StatusUnsupportedMediaType, Detail: "Please send JSON, with Content-Type: application/json."}
		}
		request.Header.Set("Content-Type", "application/json")
	}
	if !utf8.Valid(raw) || !json.Valid(raw) {
		return &web.Refusal{Status: http.StatusBadRequest, Detail: "The body is no JSON in UTF-8. Please check its quotes, commas and brackets."}
	}
	return nil
}

// refuse notes why there is no answer. What it returns is for huma alone.
func (h *held) refuse(err error) error {
	h.failure = h.worded(err)
	return huma.NewError(http.StatusInternalServerError, "held back")
}

// worded gives errors of the domain the words and places that programs get.
func (h *held) worded(err error) error {
	var invalid models.Invalid
	var sentence models.Sentence
	var booked *models.StillBooked
	switch {
	case errors.As(err, &booked):
		return stillBooked(booked)
	case errors.As(err, &invalid):
		return invalidRefusal(invalid, h.context.Request().Method)
	case errors.As(err, &sentence):
		return &web.Refusal{Status: http.StatusConflict, Detail: string(sentence)}
	case errors.Is(err, models.ErrStale):
		return &web.Refusal{
			Status: http.StatusConflict, Code: "stale",
			Detail: "Somebody else changed this in the meantime. Please read it again and decide anew.",
		}
	case errors.Is(err, models.ErrOtherBody):
		return &web.Refusal{
			Status: http.StatusConflict, Code: "idempotency-key-reused",
			Detail: "This Idempotency-Key came before with another body. Please send a new key with a new request.",
		}
	}
	return err
}

// finish lets the answer out, or the error.
func (h *held) finish() error {
	if h.failure != nil {
		header := h.context.Response().Header()
		header.Del("Content-Type")
		header.Del("Location")
		return h.failure
	}
	h.context.Response().WriteHeader(h.status)
	_, err := h.context.Response().Write(h.body.Bytes())
	return err
}

type humaContext huma.Context

// heldContext is huma's view of a held answer.
type heldContext struct {
	humaContext
	held *held
}

// hold is huma's first middleware.
func hold(ctx huma.Context, next func(huma.Context)) {
	next(heldContext{ctx, heldFrom(ctx.Context())})
}

func (c heldContext) Unwrap() huma.Context { return c.humaContext }

func (c heldContext) SetStatus(status int) { c.held.status = status }

func (c heldContext) Status() int { return c.held.status }

func (c heldContext) BodyWriter() io.Writer { return &c.held.body }

// refusals catches what huma itself finds wrong with a request.
func refusals(ctx huma.Context, _ string, body any) (any, error) {
	model, ours := body.(*huma.ErrorModel)
	if c, isHeld := ctx.(heldContext); ours && isHeld && c.held.failure == nil {
		c.held.failure = refusalOf(model)
	}
	return body, nil
}
