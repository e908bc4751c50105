package webhooks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"anteroom/models"
)

// OAuth is how an endpoint's token is had: client credentials (RFC 6749, section 4.4).
type OAuth struct {
	TokenURL     string `json:"tokenUrl"`
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret,omitempty"`
	Scope        string `json:"scope,omitempty"`
	Audience     string `json:"audience,omitempty"`
}

// tokens keeps one token per endpoint until it expires or is refused.
type tokens struct {
	client  *http.Client
	keyring *Keyring

	mu   sync.Mutex
	kept map[int64]keptToken
}

type keptToken struct {
	settings string // sealed, as in the row: other settings, other token
	token    *oauth2.Token
}

func newTokens(client *http.Client, keyring *Keyring) *tokens {
	return &tokens{client: client, keyring: keyring, kept: map[int64]keptToken{}}
}

// get returns the endpoint's token and whether it was had just now. An answer with a Failure says why there is none.
func (t *tokens) get(ctx context.Context, endpoint *models.Endpoint) (token string, isFresh bool, failed Answer) {
	t.mu.Lock()
	kept, known := t.kept[endpoint.ID]
	t.mu.Unlock()
	if known && kept.settings == endpoint.OAuth && kept.token.Valid() {
		return kept.token.AccessToken, false, Answer{}
	}
	settings, err := openOAuth(t.keyring, endpoint)
	if err != nil {
		return "", false, Answer{Failure: FailedSecret, Err: err}
	}
	fetched, err := t.fetch(ctx, settings)
	if err != nil {
		return "", false, Answer{Failure: failureOfToken(err), Err: err}
	}
	t.mu.Lock()
	t.kept[endpoint.ID] = keptToken{endpoint.OAuth, fetched}
	t.mu.Unlock()
	return fetched.AccessToken, true, Answer{}
}

func (t *tokens) fetch(ctx context.Context, settings OAuth) (*oauth2.Token, error) {
	config := clientcredentials.Config{
		ClientID: settings.ClientID, ClientSecret: settings.ClientSecret, TokenURL: settings.TokenURL,
		Scopes: strings.Fields(settings.Scope),
	}
	if settings.Audience != "" {
		config.EndpointParams = url.Values{"audience": {settings.Audience}}
	}
	return config.Token(context.WithValue(ctx, oauth2.HTTPClient, t.client))
}

func (t *tokens) drop(endpoint *models.Endpoint) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.kept, endpoint.ID)
}

// failureOfToken keeps a refused address final and a stop uncounted; all else is the token's.
func failureOfToken(err error) Failure {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return FailedGuard
	}
	if errors.Is(err, context.Canceled) {
		return FailedStop
	}
	return FailedToken
}

func openOAuth(keyring *Keyring, endpoint *models.Endpoint) (OAuth, error) {
	var settings OAuth
	text, err := keyring.Open(endpoint.OAuth, oauthOwner(endpoint))
	if err != nil {
		return OAuth{}, err
	}
	if err := json.Unmarshal([]byte(text), &settings); err != nil {
		return OAuth{}, fmt.Errorf("read the OAuth settings: %w", err)
	}
	return settings, nil
}
