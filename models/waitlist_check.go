package models

import (
	"fmt"
	"strconv"
	"strings"
)

// check says what is wrong with the list, field by field.
func (w *Waitlist) check(tx *Tx) error {
	invalid := Invalid{}
	w.Description = cleaned(invalid, "description", CleanText, w.Description, 2000)
	if w.Name = cleaned(invalid, "name", CleanLine, w.Name, 100); w.Name == "" {
		invalid.Add("name", "Please give the list a name.")
	}
	w.Range().Check(invalid)
	if w.AgeAt == "" {
		w.AgeAt = AgeAtToday
	}
	if !w.AgeAt.Known() {
		invalid.Add("ageAt", "Please choose whether ages count today, at the requested date or at a cut-off date.")
	}
	if w.AgeAt == AgeAtCutoff && !w.CutoffDate.Valid() {
		invalid.Add("cutoffDate", "Please give the date at which ages count.")
	}
	if w.Capacity != nil && *w.Capacity < 1 {
		invalid.Add("capacity", "Please give a number of at least 1, or leave this empty for no limit.")
	}
	if w.ConfirmDays < 0 || w.ConfirmDays > 3650 {
		invalid.Add("confirmDays", "Please give a number of days, or 0 to never ask.")
	}
	if w.GraceDays < 0 || w.GraceDays > 3650 {
		invalid.Add("graceDays", "Please give a number of days.")
	}
	if err := w.checkName(tx, invalid); err != nil {
		return err
	}
	if err := w.checkLocation(tx, invalid); err != nil {
		return err
	}
	if err := w.checkNext(tx, invalid); err != nil {
		return err
	}
	return invalid.Err()
}

func (w *Waitlist) checkName(tx *Tx, invalid Invalid) error {
	var taken int64
	err := tx.Model(&Waitlist{}).Where("lower(name) = lower(?) AND id <> ?", w.Name, w.ID).Count(&taken).Error
	if taken > 0 {
		invalid.Add("name", "There is a list of this name. Please choose another name.")
	}
	return err
}

func (w *Waitlist) checkLocation(tx *Tx, invalid Invalid) error {
	if w.LocationID == nil {
		return nil
	}
	var known int64
	err := tx.Model(&Location{}).Where("id = ? AND archived_at IS NULL", *w.LocationID).Count(&known).Error
	if known == 0 {
		invalid.Add("locationId", "Please choose one of the locations.")
	}
	return err
}

// checkNext follows the lists that people age into: the way has to end.
func (w *Waitlist) checkNext(tx *Tx, invalid Invalid) error {
	if w.NextWaitlistID == nil {
		return nil
	}
	lists, err := listsByID(tx)
	if err != nil {
		return err
	}
	lists[w.ID] = w
	path := []string{w.Name}
	for next := w.NextWaitlistID; next != nil; {
		list := lists[*next]
		if list == nil || list.ArchivedAt != nil {
			invalid.Add("nextWaitlistId", "Please choose one of the lists.")
			return nil
		}
		path = append(path, list.Name)
		if list == w {
			invalid.Add("nextWaitlistId", "People would go round in a circle: "+strings.Join(path, " → ")+". Please choose another next list.")
			return nil
		}
		next = list.NextWaitlistID
	}
	return nil
}

// listsByID has every list, deleted ones included.
func listsByID(tx *Tx) (map[int64]*Waitlist, error) {
	var lists []Waitlist
	if err := tx.Session(fresh()).Find(&lists).Error; err != nil {
		return nil, err
	}
	byID := map[int64]*Waitlist{}
	for i := range lists {
		byID[lists[i].ID] = &lists[i]
	}
	return byID, nil
}

// Delete takes the list out of use. While people are in line or another list leads here it is refused with a Sentence that says so.
// A list that nobody was ever on vanishes; another one is kept, under a name that is free for a new list, for the history of its people.
func (w *Waitlist) Delete(tx *Tx) error {
	tx = tx.Session(fresh())
	if err := lockList(tx, w.ID); err != nil {
		return err
	}
	if _, err := w.lockAsRead(tx); err != nil {
		return err
	}
	if err := Settle(tx); err != nil {
		return err
	}
	active, err := w.Active(tx)
	if err != nil {
		return err
	}
	if active > 0 {
		return Sentence(fmt.Sprintf("%s still has %s in line. Please move or remove them first.", w.Name, counted(active, "person", "people")))
	}
	var leading []string
	if err := tx.Model(&Waitlist{}).Where("next_waitlist_id = ? AND archived_at IS NULL", w.ID).Order("rank").Pluck("name", &leading).Error; err != nil {
		return err
	}
	if len(leading) > 0 {
		return Sentence(fmt.Sprintf("%s is the next list of %s. Please choose another next list there first.", w.Name, strings.Join(leading, ", ")))
	}
	var ever int64
	if err := tx.Model(&Entry{}).Where("waitlist_id = ?", w.ID).Count(&ever).Error; err != nil {
		return err
	}
	if err := w.record(tx, "waitlist.deleted"); err != nil {
		return err
	}
	if ever == 0 {
		return w.vanish(tx)
	}
	return w.archive(tx)
}

func (w *Waitlist) vanish(tx *Tx) error {
	if err := tx.Exec("UPDATE waitlists SET next_waitlist_id = NULL WHERE next_waitlist_id = ?", w.ID).Error; err != nil {
		return err
	}
	return tx.Delete(&Waitlist{}, w.ID).Error
}

func (w *Waitlist) archive(tx *Tx) (err error) {
	now := TxNow(tx)
	name, slug := w.Name+" (deleted)", w.Slug+"-deleted"
	if name, err = freeName(tx, "name", name, " ", w.ID); err != nil {
		return err
	}
	if slug, err = freeName(tx, "slug", slug, "-", w.ID); err != nil {
		return err
	}
	w.Name, w.Slug, w.ArchivedAt, w.NextWaitlistID = name, slug, &now, nil
	w.SettingsVersion++
	return tx.Model(&Waitlist{}).Where("id = ?", w.ID).
		Select("name", "slug", "archived_at", "next_waitlist_id", "settings_version").Updates(w).Error
}

// freeName is a name or slug that no other list has: the wanted one, or that with a number behind.
func freeName(tx *Tx, column, wanted, gap string, id int64) (string, error) {
	for n := 1; ; n++ {
		name := wanted
		if n > 1 {
			name += gap + strconv.Itoa(n)
		}
		var taken int64
		if err := tx.Raw("SELECT COUNT(*) FROM waitlists WHERE "+column+" = ? AND id <> ?", name, id).Scan(&taken).Error; err != nil || taken == 0 {
			return name, err
		}
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
