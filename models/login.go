package models

import "time"

// LoginFailure is one wrong login, counted for an account and for an address.
type LoginFailure struct {
	ID  int64
	Key string
	At  Instant
}

// Throttle is how many wrong logins are borne in a window; 0 bears any number.
type Throttle struct {
	Count  int
	Window time.Duration
}

// TryLogin counts a try before its password is compared, so that many at once count like many in a row. With a wait
// it was not counted: the account or the address has to wait that long. What it does depends on what was typed alone,
// so an unknown account waits as long as a known one, and nobody for longer than the window.
func TryLogin(tx *Tx, throttle Throttle, email, address string) (wait time.Duration, err error) {
	if throttle.Count == 0 {
		return 0, nil
	}
	now := TxNow(tx)
	if err := tx.Exec("DELETE FROM login_failures WHERE at <= ?", At(now.Add(-throttle.Window))).Error; err != nil {
		return 0, err
	}
	for _, key := range loginKeys(email, address) {
		if err := oneAtATime(tx, key); err != nil {
			return 0, err
		}
		var failures []LoginFailure
		if err := tx.Where("key = ?", key).Order("at DESC, id DESC").Limit(throttle.Count).Find(&failures).Error; err != nil {
			return 0, err
		}
		if len(failures) == throttle.Count {
			wait = max(wait, failures[len(failures)-1].At.Add(throttle.Window).Sub(now.Time))
		}
	}
	if wait > 0 {
		return wait, nil
	}
	for _, key := range loginKeys(email, address) {
		if err := tx.Create(&LoginFailure{Key: key, At: now}).Error; err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// LoginSucceeded forgets the account's wrong tries and the one counted for the address; the other ones of the address stay.
func LoginSucceeded(tx *Tx, email, address string) error {
	keys := loginKeys(email, address)
	if err := tx.Exec("DELETE FROM login_failures WHERE key = ?", keys[0]).Error; err != nil {
		return err
	}
	return tx.Exec("DELETE FROM login_failures WHERE id = (SELECT MAX(id) FROM login_failures WHERE key = ?)", keys[1]).Error
}

// LoginFailed writes down a wrong password; user is nil where the account is unknown.
func LoginFailed(tx *Tx, user *User) error {
	if user == nil {
		return Record(tx, "login.failed", Subject{}, nil)
	}
	return Record(tx, "login.failed", Subject{KindUser, user.ID}, nil)
}

func loginKeys(email, address string) []string {
	return []string{"account:" + HashToken(NormalEmail(email)+"@"), "address:" + address}
}
