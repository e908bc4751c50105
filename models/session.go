package models

import (
	"encoding/json"
	"strings"
	"time"
)

// How long a session lives without being used, and at most.
const (
	sessionIdle  = 12 * time.Hour
	sessionLife  = 7 * 24 * time.Hour
	sessionSteps = 10 * time.Minute // a used session is written again after this long, not at every request
)

// Session is one browser in which a user is logged in. Only the hash of its token is kept.
type Session struct {
	ID        int64
	TokenHash string
	UserID    int64
	Address   string
	Agent     string
	Flash     string // JSON: what the next page tells, once
	CreatedAt Instant
	SeenAt    Instant

	User User
}

// StartSession logs a user in and returns the token for the cookie.
func StartSession(tx *Tx, user *User, address, agent string) (token string, err error) {
	if !user.Active() {
		return "", ErrNotFound
	}
	if err := dropOldSessions(tx); err != nil {
		return "", err
	}
	token = NewToken()
	session := &Session{
		TokenHash: HashToken(token), UserID: user.ID, Address: address, Agent: cut(strings.ToValidUTF8(agent, ""), 200),
		CreatedAt: TxNow(tx), SeenAt: TxNow(tx),
	}
	if err := tx.Omit("User").Create(session).Error; err != nil {
		return "", err
	}
	return token, user.record(tx, "login.succeeded")
}

// FindSession finds the living session of a token, with its user as they are now.
func FindSession(tx *Tx, token string, now time.Time) (*Session, error) {
	if token == "" {
		return nil, ErrNotFound
	}
	return livingSession(tx.Where("token_hash = ?", HashToken(token)), tx, now)
}

// FindSessionByID finds a living session again, for what lasts longer than a request.
func FindSessionByID(tx *Tx, id int64, now time.Time) (*Session, error) {
	return livingSession(tx.Where("id = ?", id), tx, now)
}

func livingSession(query, tx *Tx, now time.Time) (*Session, error) {
	session := new(Session)
	if err := found(query.Take(session).Error); err != nil {
		return nil, err
	}
	if err := found(tx.Where("id = ?", session.UserID).Take(&session.User).Error); err != nil {
		return nil, err
	}
	if !session.alive(now) || !session.User.Active() {
		return nil, ErrNotFound
	}
	if session.User.AllLocations {
		return session, nil
	}
	return session, tx.Model(&session.User).Association("Locations").Find(&session.User.Locations)
}

func (s *Session) alive(now time.Time) bool {
	return now.Sub(s.CreatedAt.Time) < sessionLife && now.Sub(s.SeenAt.Time) < sessionIdle
}

// NeedsTouch says that the last use was noted long enough ago to be noted again.
func (s *Session) NeedsTouch(now time.Time) bool {
	return now.Sub(s.SeenAt.Time) >= sessionSteps
}

// TouchSession notes that a session was used.
func TouchSession(tx *Tx, id int64) error {
	return tx.Exec("UPDATE sessions SET seen_at = ? WHERE id = ?", TxNow(tx), id).Error
}

// SetFlash keeps what the session's next page tells; nothing to tell clears it.
func SetFlash(tx *Tx, id int64, flashes any) error {
	text := ""
	if flashes != nil {
		data, err := json.Marshal(flashes)
		if err != nil {
			return err
		}
		text = string(data)
	}
	return tx.Exec("UPDATE sessions SET flash = ? WHERE id = ?", text, id).Error
}

// EndSession logs one browser out.
func EndSession(tx *Tx, id int64) error {
	return tx.Exec("DELETE FROM sessions WHERE id = ?", id).Error
}

// EndSessions logs the user out everywhere but in the session to keep; 0 keeps none.
func (u *User) EndSessions(tx *Tx, keep int64) error {
	return tx.Exec("DELETE FROM sessions WHERE user_id = ? AND id <> ?", u.ID, keep).Error
}

// Sessions are the user's living sessions, the last used first.
func (u *User) Sessions(tx *Tx, now time.Time) ([]Session, error) {
	var sessions []Session
	return sessions, tx.Where("user_id = ? AND created_at > ? AND seen_at > ?", u.ID,
		At(now.Add(-sessionLife)), At(now.Add(-sessionIdle))).Order("seen_at DESC, id").Find(&sessions).Error
}

func dropOldSessions(tx *Tx) error {
	now := TxNow(tx)
	return tx.Exec("DELETE FROM sessions WHERE created_at <= ? OR seen_at <= ?",
		At(now.Add(-sessionLife)), At(now.Add(-sessionIdle))).Error
}

func cut(text string, length int) string {
	runes := []rune(text)
	if len(runes) > length {
		return string(runes[:length])
	}
	return text
}
