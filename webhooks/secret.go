package webhooks

import (
	"time"

	"anteroom/models"
)

// oldSecretLasts is how long the secret before a rotation signs as well.
const oldSecretLasts = 24 * time.Hour

// secretsOf are the secrets that sign now, the newest first.
func (s *Sender) secretsOf(endpoint *models.Endpoint, now time.Time) ([]string, error) {
	newest, err := s.config.Keyring.Open(endpoint.Secret, secretOwner(endpoint))
	if err != nil {
		return nil, err
	}
	if endpoint.OldSecret == "" || endpoint.OldSecretUntil == nil || !now.Before(endpoint.OldSecretUntil.Time) {
		return []string{newest}, nil
	}
	old, err := s.config.Keyring.Open(endpoint.OldSecret, secretOwner(endpoint))
	if err != nil {
		return nil, err
	}
	return []string{newest, old}, nil
}

func secretOwner(endpoint *models.Endpoint) string {
	return "endpoint " + endpoint.PublicID + " secret"
}

func oauthOwner(endpoint *models.Endpoint) string { return "endpoint " + endpoint.PublicID + " oauth" }
