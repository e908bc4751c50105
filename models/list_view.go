package models

import (
	"net/url"
	"strings"
)

// A ListView is a state of a list's page that somebody gave a name: which people, in which order.
type ListView struct {
	ID         int64
	WaitlistID int64
	UserID     int64
	Name       string
	Query      string // of the page's address, such as "tab=offered&priority=2"
	Shared     bool   // everybody who sees the list sees it
	CreatedAt  Instant
}

// mostListViews bounds how many views somebody has of one list.
const mostListViews = 30

// ListViews are a user's own views of a list and those that others share, by name.
func ListViews(tx *Tx, list *Waitlist, userID int64) ([]ListView, error) {
	var views []ListView
	return views, tx.Where("waitlist_id = ? AND (user_id = ? OR shared)", list.ID, userID).Order("name, id").Find(&views).Error
}

// FindListView finds a view that a user may change: their own, and for those who manage lists every shared one.
func FindListView(tx *Tx, list *Waitlist, id int64, user *User) (*ListView, error) {
	view := new(ListView)
	err := found(tx.Where("id = ? AND waitlist_id = ?", id, list.ID).Take(view).Error)
	if err != nil {
		return nil, err
	}
	if !view.MayChange(user) {
		return nil, ErrNotFound
	}
	return view, nil
}

// MayChange holds for whoever made the view, and for those who manage lists where it is shared.
func (v *ListView) MayChange(user *User) bool {
	return v.UserID == user.ID || v.Shared && user.Role.Covers(RoleManager)
}

// Save creates or changes the view after checking it, an Invalid naming what is wrong.
func (v *ListView) Save(tx *Tx) error {
	invalid := Invalid{}
	var err error
	v.Name, err = CleanLine(v.Name, 60)
	if err := invalid.Check("name", err); err != nil {
		return err
	}
	if v.Name == "" {
		invalid.Add("name", "Please give the view a name.")
	}
	if _, err := url.ParseQuery(v.Query); err != nil || len(v.Query) > 2000 {
		invalid.Add("name", "This filter is too long to be kept. Please leave something out.")
	}
	var others []ListView
	if err := tx.Where("waitlist_id = ? AND user_id = ? AND id <> ?", v.WaitlistID, v.UserID, v.ID).Find(&others).Error; err != nil {
		return err
	}
	for i := range others {
		if strings.EqualFold(others[i].Name, v.Name) {
			invalid.Add("name", "There is a view of this name already. Please choose another one.")
		}
	}
	if len(others) >= mostListViews {
		invalid.Add("name", "There are 30 views of this list already. Please delete one of them first.")
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	if v.ID == 0 {
		v.CreatedAt = TxNow(tx)
	}
	return tx.Save(v).Error
}

// Remove forgets the view.
func (v *ListView) Remove(tx *Tx) error { return tx.Delete(v).Error }
