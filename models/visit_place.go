package models

import (
	"net/http"
	"strings"
	"time"
)

// placeOwner is whose answers links to a place in line are. They are forgotten after a day, and what they say when the visit is erased.
const placeOwner = "place"

// LinkPlace makes a link for somebody who is in line already. Its token looks like that of any visit, shows this one for a day and opens
// nothing. What was said for it is kept beside it as it is given: sealed.
func (v *Visit) LinkPlace(tx *Tx, said string) (token string, err error) {
	token = NewToken()
	return token, KeepAnswer(tx, placeOwner, HashToken(token), nil, http.StatusSeeOther, v.PublicID+" "+said)
}

// FindVisitByPlace finds the visit whose place such a link shows, and what was said for it.
func FindVisitByPlace(tx *Tx, token string, now time.Time) (v *Visit, said string, err error) {
	row := new(IdempotencyKey)
	err = tx.Session(fresh()).Where("owner = ? AND key = ? AND at >= ?", placeOwner, HashToken(token), At(now.Add(-idempotencyKept))).Take(row).Error
	if err != nil {
		return nil, "", found(err)
	}
	id, said, _ := strings.Cut(row.Answer, " ")
	v, err = FindVisit(tx, Everywhere(), id)
	return v, said, err
}
