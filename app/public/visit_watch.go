package public

import (
	"encoding/json"

	"anteroom/models"
)

const watchSealed = "a link that shows a place in line"

// watch is what was typed for such a link.
type watch struct {
	FirstName string
	LastName  string
	Phone     string
	Email     string
	Party     int
}

// watchLink leads somebody who is in line already, as far as a name and a phone number can tell, to a page like everybody's, by a link like
// everybody's. It shows the place in line for a day, with what they typed themselves, and opens nothing: a stranger can know a name and a number.
func (p pages) watchLink(tx *models.Tx, visit *models.Visit, said models.NewVisit) (string, error) {
	text, err := json.Marshal(watch{said.FirstName, said.LastName, said.Phone, said.Email, said.PartySize})
	if err != nil {
		return "", err
	}
	return visit.LinkPlace(tx, p.Keyring.Seal(string(text), watchSealed))
}

func (p pages) watched(tx *models.Tx, token string) (*models.Visit, error) {
	visit, sealed, err := models.FindVisitByPlace(tx, token, p.Now())
	if err != nil {
		return nil, err
	}
	text, err := p.Keyring.Open(sealed, watchSealed)
	if err != nil {
		return nil, models.ErrNotFound
	}
	var w watch
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return nil, err
	}
	visit.FirstName, visit.LastName, visit.Phone, visit.Email, visit.PartySize = w.FirstName, w.LastName, w.Phone, w.Email, w.Party
	isCalled := visit.HasTag(models.TagAlerted)
	visit.StartsAt, visit.Tags = nil, nil // that they booked, and whether they are in the house, is no business of strangers
	if isCalled {
		visit.Tags = models.Texts{string(models.TagAlerted)}
	}
	return visit, nil
}
