package models

import "time"

// TokenPurpose is what a one-time link opens.
type TokenPurpose string

// The purposes. An invite and a reset both lead to choosing a password; a login link of the demo leads straight in.
const (
	TokenSetup  TokenPurpose = "setup"
	TokenInvite TokenPurpose = "invite"
	TokenReset  TokenPurpose = "reset"
	TokenLogin  TokenPurpose = "login"
)

// lifetime is how long a link of this purpose works.
func (p TokenPurpose) lifetime() time.Duration {
	switch p {
	case TokenInvite:
		return 7 * 24 * time.Hour
	case TokenSetup:
		return 24 * time.Hour
	}
	return 2 * time.Hour
}

// OneTimeToken is the hash of a link that works once.
type OneTimeToken struct {
	ID        int64
	TokenHash string
	Purpose   TokenPurpose
	UserID    *int64
	CreatedAt Instant
	ExpiresAt Instant
}

// NewSetupToken makes the link of a first start; those of earlier starts stop working.
func NewSetupToken(tx *Tx) (token string, err error) {
	if err := tx.Exec("DELETE FROM one_time_tokens WHERE purpose = ?", TokenSetup).Error; err != nil {
		return "", err
	}
	return newOneTimeToken(tx, TokenSetup, nil)
}

// NewLink makes a link with which the user chooses a password; the user's earlier links stop working.
func (u *User) NewLink(tx *Tx) (token string, err error) {
	if err := u.dropTokens(tx); err != nil {
		return "", err
	}
	purpose := TokenReset
	if u.PasswordHash == "" {
		purpose = TokenInvite
	}
	if token, err = newOneTimeToken(tx, purpose, &u.ID); err != nil {
		return "", err
	}
	return token, u.record(tx, "user."+string(purpose))
}

// NewLoginLink makes a link that logs the user in without a password. Only the demo makes one.
func (u *User) NewLoginLink(tx *Tx) (token string, err error) {
	return newOneTimeToken(tx, TokenLogin, &u.ID)
}

// FindOneTimeToken finds a link that still works.
func FindOneTimeToken(tx *Tx, token string, now time.Time, purposes ...TokenPurpose) (*OneTimeToken, error) {
	if token == "" {
		return nil, ErrNotFound
	}
	row := new(OneTimeToken)
	err := found(tx.Where("token_hash = ? AND purpose IN ? AND expires_at > ?", HashToken(token), purposes, At(now)).Take(row).Error)
	return row, err
}

// Use takes the link away: of two who use it at once, one gets ErrNotFound.
func (t *OneTimeToken) Use(tx *Tx) error {
	result := tx.Exec("DELETE FROM one_time_tokens WHERE id = ?", t.ID)
	if result.Error == nil && result.RowsAffected == 0 {
		return ErrNotFound
	}
	return result.Error
}

func newOneTimeToken(tx *Tx, purpose TokenPurpose, userID *int64) (string, error) {
	token := NewToken()
	row := &OneTimeToken{
		TokenHash: HashToken(token), Purpose: purpose, UserID: userID,
		CreatedAt: TxNow(tx), ExpiresAt: At(TxNow(tx).Add(purpose.lifetime())),
	}
	return token, tx.Create(row).Error
}

func (u *User) dropTokens(tx *Tx) error {
	return tx.Exec("DELETE FROM one_time_tokens WHERE user_id = ?", u.ID).Error
}
