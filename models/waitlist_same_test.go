package models_test

import (
	"testing"

	"anteroom/models"
)

func TestAListThatIsSavedAsItIsStaysAsItIs(t *testing.T) {
	eachHouse(t, func(h *house) {
		made := h.list("Toddlers", aged(12, 36), func(w *models.Waitlist) { w.Capacity = ptr(20) })
		save := func(change func(w *models.Waitlist)) (*models.Waitlist, []models.Audit) {
			h.write(func(tx *models.Tx) error {
				list, err := models.FindWaitlist(tx, models.Everywhere(), made.PublicID)
				if err != nil {
					return err
				}
				change(list)
				_, err = list.Save(tx)
				return err
			})
			tx := h.db.Read(h.Context())
			list, err := models.FindWaitlist(tx, models.Everywhere(), made.PublicID)
			if err != nil {
				h.Fatal(err)
			}
			var audits []models.Audit
			if err := tx.Find(&audits, "action = ?", "waitlist.changed").Error; err != nil {
				h.Fatal(err)
			}
			return list, audits
		}
		list, audits := save(func(w *models.Waitlist) { w.Capacity, w.MaxMonths = ptr(20), ptr(36) })
		if list.Version != 1 || list.SettingsVersion != 1 || len(audits) > 0 {
			h.Errorf("the versions are %d and %d, noted are %+v", list.Version, list.SettingsVersion, audits)
		}
		list, audits = save(func(w *models.Waitlist) { w.ShowPlace = true })
		if list.Version != 2 || !list.ShowPlace || len(audits) != 1 {
			h.Errorf("the version is %d, the place is shown: %t, noted are %+v", list.Version, list.ShowPlace, audits)
		}
	})
}
