package models

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// KindAccount names the account in the audit log.
const KindAccount Kind = "account"

const (
	longestName   = 100
	longestKey    = 60
	longestSignup = 4000
)

// AccountSettings are what an admin may say about the account.
type AccountSettings struct {
	Name             string
	TimeZone         string
	Country          string
	Language         string
	AddedDateKey     string
	RequestedDateKey string
	NightAt          string
	SignupText       string
	EmbedOrigins     string // one origin a line, or with spaces between
	KeptBodies       int    // days, as the next
	KeptDeliveries   int
}

// Settings are the account's own, to be changed and given back to Change.
func (a *Account) Settings() AccountSettings {
	return AccountSettings{
		Name: a.Name, TimeZone: a.TimeZone, Country: a.Country, Language: a.Language, AddedDateKey: a.AddedDateKey,
		RequestedDateKey: a.RequestedDateKey, NightAt: a.NightAt, SignupText: a.SignupText, EmbedOrigins: a.EmbedOrigins,
		KeptBodies: a.KeptBodies, KeptDeliveries: a.KeptDeliveries,
	}
}

// Change keeps the settings, or says what is wrong with them. Another country counts for phones from their next change on.
func (a *Account) Change(tx *Tx, s AccountSettings) error {
	if err := s.clean(); err != nil {
		return err
	}
	if err := lockAsRead(tx, "accounts", a.ID, a.Version); err != nil {
		return err
	}
	a.Name, a.TimeZone, a.Country, a.Language = s.Name, s.TimeZone, s.Country, s.Language
	a.AddedDateKey, a.RequestedDateKey, a.NightAt, a.SignupText = s.AddedDateKey, s.RequestedDateKey, s.NightAt, s.SignupText
	a.EmbedOrigins, a.KeptBodies, a.KeptDeliveries = s.EmbedOrigins, s.KeptBodies, s.KeptDeliveries
	a.Version++
	if err := tx.Omit("first_steps").Save(a).Error; err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.account = nil
	return Record(tx, "account.changed", Subject{KindAccount, a.ID}, nil)
}

func (s *AccountSettings) clean() error {
	invalid := Invalid{}
	s.Name = cleaned(invalid, "name", CleanLine, s.Name, longestName)
	if s.Name == "" {
		invalid.Add("name", "Please write the name of your organisation.")
	}
	invalid.Add("timeZone", wrongZone(s.TimeZone))
	s.Country = strings.ToUpper(strings.TrimSpace(s.Country))
	if region, err := language.ParseRegion(s.Country); err != nil || len(s.Country) != 2 || !region.IsCountry() {
		invalid.Add("country", "Please choose a country.")
	}
	if tag, err := language.Parse(s.Language); err != nil || tag == language.Und {
		invalid.Add("language", "Please choose a language.")
	}
	if at, err := ParseClock(s.NightAt); err != nil || at == 24*time.Hour {
		invalid.Add("nightAt", "Please write a time like 03:00.")
	}
	s.SignupText = cleaned(invalid, "signupText", CleanText, s.SignupText, longestSignup)
	origins, err := ParseOrigins(s.EmbedOrigins)
	if err := invalid.Check("embedOrigins", err); err != nil {
		return err
	}
	s.EmbedOrigins = strings.Join(origins, " ")
	s.checkKept(invalid)
	s.AddedDateKey = dateKey(invalid, "addedDateKey", s.AddedDateKey)
	s.RequestedDateKey = dateKey(invalid, "requestedDateKey", s.RequestedDateKey)
	if strings.EqualFold(s.AddedDateKey, s.RequestedDateKey) {
		invalid.Add("requestedDateKey", "Please choose two different words: integrators tell the two dates apart by them.")
	}
	return invalid.Err()
}

// dateKey is what a date of an entry is called in webhooks, beside Name and Position.
func dateKey(invalid Invalid, name, key string) string {
	key = cleaned(invalid, name, CleanLine, key, longestKey)
	switch {
	case key == "":
		invalid.Add(name, "Please write what this date is called in webhooks.")
	case strings.EqualFold(key, "Name"), strings.EqualFold(key, "Position"):
		invalid.Add(name, fmt.Sprintf("Webhooks call something else “%s”. Please choose another word.", key))
	}
	return key
}

// wrongZone is a sentence where a name is no zone of the IANA's list.
func wrongZone(name string) string {
	if zone, err := time.LoadLocation(name); err != nil || name == "" || zone == time.Local {
		return "Please choose a time zone like Europe/Berlin."
	}
	return ""
}
