package models

import (
	"time"
)

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

// LoginWait is how long this account or this address has to wait before the next try; 0 = none. It depends on what
// was typed alone, so an unknown account waits as long as a known one.
func LoginWait(tx *Tx, throttle Throttle, email, address string, now time.Time) (time.Duration, error) {
	if throttle.Count == 0 {
		return 0, nil
	}
	var wait time.Duration
	for _, key := range loginKeys(email, address) {
		var failures []LoginFailure
		err := tx.Where("key = ? AND at > ?", key, At(now.Add(-throttle.Window))).
			Order("at DESC, id DESC").Limit(throttle.Count).Find(&failures).Error
		if err != nil {
			return 0, err
		}
		if len(failures) == throttle.Count {
			wait = max(wait, failures[len(failures)-1].At.Add(throttle.Window).Sub(now))
		}
	}
	return wait, nil
}

// LoginFailed counts a wrong login. Nobody is locked out for longer than the window.
func LoginFailed(tx *Tx, throttle Throttle, email, address string) error {
	now := TxNow(tx)
	if err := tx.Exec("DELETE FROM login_failures WHERE at <= ?", At(now.Add(-throttle.Window))).Error; err != nil {
		return err
	}
	for _, key := range loginKeys(email, address) {
		if err := tx.Create(&LoginFailure{Key: key, At: now}).Error; err != nil {
			return err
		}
	}
	return Record(tx, "login.failed", Subject{}, nil)
}

// LoginSucceeded forgets the account's wrong logins; those of the address still count.
func LoginSucceeded(tx *Tx, email string) error {
	return tx.Exec("DELETE FROM login_failures WHERE key = ?", loginKeys(email, "")[0]).Error
}

func loginKeys(email, address string) []string {
	return []string{"account:" + HashToken(NormalEmail(email)+"@"), "address:" + address}
}
