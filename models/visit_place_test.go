package models_test

import (
	"errors"
	"testing"
	"time"

	"anteroom/models"
)

func TestALinkToAPlaceShowsItForADayAndOpensNothing(t *testing.T) {
	eachSalon(t, func(s *salon) {
		visit, token := s.join("Ida"), ""
		var made time.Time
		s.write(func(tx *models.Tx) (err error) {
			made = models.TxNow(tx).Time
			token, err = visit.LinkPlace(tx, "what was said")
			return err
		})
		read := s.db.Read(t.Context())
		for after, isShown := range map[time.Duration]bool{0: true, 24 * time.Hour: true, 24*time.Hour + time.Microsecond: false} {
			found, said, err := models.FindVisitByPlace(read, token, made.Add(after))
			if isShown && (err != nil || found.ID != visit.ID || said != "what was said") || !isShown && !errors.Is(err, models.ErrNotFound) {
				t.Errorf("after %s: %+v, %q, %v", after, found, said, err)
			}
		}
		if len(token) != len(visit.Token) {
			t.Errorf("%q and %q tell by their length which is which", token, visit.Token)
		}
		if _, err := models.FindVisitByToken(read, token); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("it opens the visit: %v", err)
		}
		for _, other := range []string{visit.Token, "", models.HashToken(token)} {
			if _, _, err := models.FindVisitByPlace(read, other, made); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%q shows a place: %v", other, err)
			}
		}
		s.write(func(tx *models.Tx) error { return visit.Delete(tx) })
		if _, _, err := models.FindVisitByPlace(read, token, made); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("of a visit that is gone: %v", err)
		}
	})
}
