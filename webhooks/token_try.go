package webhooks

import (
	"context"
	"errors"
	"net/http"
	"time"

	"golang.org/x/oauth2"

	"anteroom/models"
)

// TriedToken is what came of asking for a token. The token itself goes nowhere.
type TriedToken struct {
	Failure Failure   // "" when one was had
	Status  int       // of the token server's refusal, 0 without an answer
	Reason  string    // the word that the token server gave for it, such as invalid_client
	Expires time.Time // zero when the token server does not say
}

// TryToken asks for a token as a form describes it. An empty client secret is the endpoint's own; endpoint is nil while it is new.
func (s *Sender) TryToken(ctx context.Context, endpoint *models.Endpoint, settings OAuth) (TriedToken, error) {
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	if endpoint == nil {
		endpoint = new(models.Endpoint)
	}
	invalid := models.Invalid{}
	s.checkOAuth(ctx, settings, invalid)
	if err := invalid.Err(); err != nil {
		return TriedToken{}, err
	}
	settings, err := s.completeOAuth(settings, endpoint)
	if err != nil {
		return TriedToken{}, err
	}
	token, err := s.tokens.fetch(ctx, settings)
	if err == nil {
		return TriedToken{Expires: token.Expiry}, nil
	}
	tried := TriedToken{Failure: failureOf(err)}
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		tried.Failure, tried.Status, tried.Reason = FailedToken, refused.Response.StatusCode, keepText([]byte(refused.ErrorCode))
		if tried.Status == http.StatusOK && tried.Reason == "" {
			tried.Failure = FailedAnswer
		}
	}
	return tried, nil
}
