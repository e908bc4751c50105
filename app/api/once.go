package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"anteroom/app/web"
	"anteroom/models"
)

// OnceKey lets a create be sent again without happening again.
type OnceKey struct {
	Key string `header:"Idempotency-Key" maxLength:"255" doc:"Any text that is new for each create, such as a UUID. The same key with the same body gives the same answer for 24 hours; with another body, 409."`
}

// created is the answer to a create.
type created[T any] struct {
	Status   int
	Location string `header:"Location" doc:"Where the new thing is."`
	Body     T
}

// located is what a create makes: it has an id, by which it stands below the address that made it.
type located interface{ id() string }

// sealer keeps an answer unreadable where it is stored.
type sealer interface {
	Seal(plain, owner string) string
	Open(sealed, owner string) (string, error)
}

// create runs do in a Write and keeps its answer under the request's key, in the same commit.
func create[T located](ctx context.Context, a *api, once OnceKey, do func(tx *models.Tx) (T, error)) (*created[T], error) {
	return createSealed(ctx, a, once, plain{}, do)
}

// createSealed is create for answers that hold a secret.
func createSealed[T located](ctx context.Context, a *api, once OnceKey, seal sealer, do func(tx *models.Tx) (T, error)) (*created[T], error) {
	var out *created[T]
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		made := &created[T]{Status: http.StatusCreated}
		key := keyOf(ctx, once)
		known, err := key.find(tx, seal, &made.Body)
		if err != nil {
			return err
		}
		if !known {
			if made.Body, err = do(tx); err != nil {
				return err
			}
			if err := key.keep(tx, seal, made.Body); err != nil {
				return err
			}
		}
		made.Location = heldFrom(ctx).context.Request().URL.Path + "/" + made.Body.id()
		out = made
		return nil
	})
	return out, err
}

// usedKey is a request's Idempotency-Key with whose it is and what was sent.
type usedKey struct {
	owner, key string
	body       []byte
}

func keyOf(ctx context.Context, once OnceKey) usedKey {
	request := heldFrom(ctx)
	owner := "nobody"
	if who := web.PrincipalOf(ctx); who.IsKey() {
		owner = "key:" + strconv.FormatInt(who.Key.ID, 10)
	}
	return usedKey{owner: owner, key: once.Key, body: append([]byte(request.context.Request().URL.Path+"\n"), request.raw...)}
}

// keyHeader is where the key stands in a request, as errors name it.
const keyHeader = "header.Idempotency-Key"

func (k usedKey) find(tx *models.Tx, seal sealer, body any) (known bool, err error) {
	if k.key == "" {
		return false, nil
	}
	if _, err := models.CleanLine(k.key, 255); err != nil {
		return false, models.Invalid{keyHeader: "Please send a key of letters, digits and signs, 255 characters at most."}
	}
	found, err := models.FindAnswer(tx, k.owner, k.key, k.body)
	if err != nil || found == nil {
		return false, err
	}
	text, err := seal.Open(found.Answer, k.owner+" "+k.key)
	if err != nil {
		return false, err
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	if err := decoder.Decode(body); err != nil {
		return false, errors.Join(errors.New("a kept answer cannot be read"), err)
	}
	return true, nil
}

func (k usedKey) keep(tx *models.Tx, seal sealer, body any) error {
	if k.key == "" {
		return nil
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return models.KeepAnswer(tx, k.owner, k.key, k.body, http.StatusCreated, seal.Seal(string(text), k.owner+" "+k.key))
}

// plain keeps answers as they are.
type plain struct{}

func (plain) Seal(text, _ string) string          { return text }
func (plain) Open(text, _ string) (string, error) { return text, nil }
