package models

import (
	"errors"
	"time"

	"gorm.io/gorm"
)

// Account is the one organisation of an installation. Its row exists once setup is done.
type Account struct {
	ID               int64
	PublicID         string
	Name             string
	TimeZone         string // IANA name
	Country          string // ISO 3166, for phone numbers and the order of dates in files
	Language         string
	AddedDateKey     string // what AddedDate is called in webhook bodies
	RequestedDateKey string
	NightAt          string // "HH:MM" local time of the nightly run
	SignupText       string
	EmbedOrigins     string // who may show the sign-up in a frame: origins with spaces between
	KeptBodies       int    // days for which the bodies and tries of webhooks are kept
	KeptDeliveries   int    // and the deliveries
	FirstSteps       bool   // an admin is still reminded of what a new account needs
	Version          int64
	Changes          int64 `gorm:"->;default:0"` // of what known.go remembers
	CreatedAt        Instant

	zone *time.Location
}

// Zone is the account's time zone, UTC where the machine no longer knows its name.
func (a *Account) Zone() *time.Location {
	if a.zone != nil && a.zone.String() == a.TimeZone {
		return a.zone
	}
	return zoneNamed(a.TimeZone)
}

func zoneNamed(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// FindAccount returns the account, or ErrNotFound before setup. Inside a Write it is asked for once.
func FindAccount(tx *Tx) (*Account, error) {
	w, err := writingOf(tx)
	if err != nil {
		return loadAccount(tx)
	}
	kept, err := w.keptAccount(tx)
	if err != nil {
		return nil, err
	}
	account := *kept
	return &account, nil
}

// accountOf is the account as the current Write knows it, to read alone.
func accountOf(tx *Tx) (*Account, error) {
	w, err := writingOf(tx)
	if err != nil {
		return nil, err
	}
	return w.keptAccount(tx)
}

func (w *writing) keptAccount(tx *Tx) (*Account, error) {
	if w.account == nil {
		account, err := loadAccount(tx)
		if err != nil {
			return nil, err
		}
		w.account = account
	}
	return w.account, nil
}

func loadAccount(tx *Tx) (*Account, error) {
	account := new(Account)
	if err := tx.Session(fresh()).Where("id = 1").Take(account).Error; err != nil {
		return nil, found(err)
	}
	if db := databaseOf(tx); db != nil {
		account.zone = db.zoneOf(account.TimeZone)
	}
	return account, nil
}

// found turns GORM's word for a missing row into ours.
func found(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrNotFound
	}
	return err
}
