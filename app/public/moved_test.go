package public_test

import (
	"net/http"
	"testing"

	"anteroom/models"
)

func TestAnOldLinkLeadsToWhereTheListIsNow(t *testing.T) {
	h := open(t)
	list := h.list("Toddlers", ages(18, 36))
	h.Write(func(tx *models.Tx) error {
		now, err := models.FindWaitlist(tx, models.Everywhere(), list.Slug)
		if err != nil {
			return err
		}
		now.Name = "Small ones"
		_, err = now.Save(tx)
		return err
	})
	for from, to := range map[string]string{
		"/signup/toddlers?from=mail": "/signup/small-ones?from=mail", "/signup/toddlers/embed": "/signup/small-ones/embed",
	} {
		page := h.visitor.Get(from).Wants(http.StatusMovedPermanently)
		if page.Location != to {
			t.Errorf("%s leads to %s, want %s", from, page.Location, to)
		}
		h.visitor.Get(to).Wants(http.StatusOK)
	}
	h.visitor.Get("/signup/nowhere").Wants(http.StatusNotFound)
	h.visitor.Post("/signup/toddlers", nil).Wants(http.StatusNotFound)
}
