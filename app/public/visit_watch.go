package public

import (
	"encoding/json"
	"time"

	"anteroom/models"
)

const (
	watchSealed = "a link that shows a place in line"
	watchKept   = 24 * time.Hour
)

// watch is what such a link holds: whose place it shows, since when, and what was typed for it.
type watch struct {
	Visit     string
	At        int64 // Unix seconds
	FirstName string
	LastName  string
	Phone     string
	Email     string
	Party     int
}

// watchLink leads somebody who is in line already, as far as a name and a phone number can tell, to a page like everybody's. It shows the
// place in line for a day, with what they typed themselves, and opens nothing: a stranger can know a name and a number.
func (p pages) watchLink(visit *models.Visit, said models.NewVisit) (string, error) {
	text, err := json.Marshal(watch{visit.PublicID, p.Now().Unix(), said.FirstName, said.LastName, said.Phone, said.Email, said.PartySize})
	return p.Keyring.Seal(string(text), watchSealed), err
}

func (p pages) watched(tx *models.Tx, token string) (*models.Visit, error) {
	text, err := p.Keyring.Open(token, watchSealed)
	if err != nil {
		return nil, models.ErrNotFound
	}
	var w watch
	if err := json.Unmarshal([]byte(text), &w); err != nil || p.Now().Sub(time.Unix(w.At, 0)) > watchKept {
		return nil, models.ErrNotFound
	}
	visit, err := models.FindVisit(tx, models.Everywhere(), w.Visit)
	if err != nil {
		return nil, err
	}
	visit.FirstName, visit.LastName, visit.Phone, visit.Email, visit.PartySize = w.FirstName, w.LastName, w.Phone, w.Email, w.Party
	return visit, nil
}
