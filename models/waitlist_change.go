package models

import "reflect"

// Save creates or changes the list after checking it, an Invalid naming what is wrong. Where a change of its ages, its reference date or
// its next list puts people out of range, they move at once as the nightly run would move them: see Preview for who that will be. A list that
// is saved as it is stays as it is.
func (w *Waitlist) Save(tx *Tx) ([]Move, error) {
	tx = tx.Session(fresh())
	if w.ID == 0 {
		return nil, w.create(tx)
	}
	old, err := w.lockAsRead(tx)
	if err != nil {
		return nil, err
	}
	if err := w.check(tx); err != nil {
		return nil, err
	}
	if err := w.name(tx, old); err != nil {
		return nil, err
	}
	if err := leaveSlug(tx, KindWaitlist, w.ID, old.Slug, w.Slug); err != nil {
		return nil, err
	}
	if w.ConfirmDays != old.ConfirmDays {
		now := TxNow(tx)
		w.ConfirmSince = &now
	}
	if w.isAs(old) {
		return nil, nil
	}
	w.SettingsVersion++
	if err := tx.Omit("version", "public_id", "created_at", "rank").Save(w).Error; err != nil {
		return nil, err
	}
	if err := lockList(tx, w.ID); err != nil {
		return nil, err
	}
	if err := w.record(tx, "waitlist.changed"); err != nil || w.agesLike(old) {
		return nil, err
	}
	return w.applyAges(tx)
}

// KindWaitlist names a list in the audit log.
const KindWaitlist Kind = "waitlist"

func (w *Waitlist) record(tx *Tx, action string) error {
	return Record(tx, action, Subject{KindWaitlist, w.ID}, map[string]string{"list": w.Name, "ages": w.Range().String()})
}

func (w *Waitlist) create(tx *Tx) error {
	if err := w.check(tx); err != nil {
		return err
	}
	if err := w.name(tx, new(Waitlist)); err != nil {
		return err
	}
	var last int
	if err := tx.Raw("SELECT COALESCE(MAX(rank), 0) FROM waitlists").Scan(&last).Error; err != nil {
		return err
	}
	now := TxNow(tx)
	w.PublicID, w.Rank, w.Version, w.SettingsVersion, w.CreatedAt, w.ConfirmSince = NewPublicID(), last+1, 1, 1, now, &now
	if err := tx.Create(w).Error; err != nil {
		return err
	}
	return w.record(tx, "waitlist.created")
}

// isAs says that nothing which Save keeps differs between the two.
func (w *Waitlist) isAs(old *Waitlist) bool {
	kept := *w
	kept.Version, kept.PublicID, kept.CreatedAt, kept.Rank, kept.addressed = old.Version, old.PublicID, old.CreatedAt, old.Rank, false
	return reflect.DeepEqual(&kept, old)
}

// agesLike says that nobody's fit can differ between the two.
func (w *Waitlist) agesLike(old *Waitlist) bool {
	return same(w.MinMonths, old.MinMonths) && same(w.MaxMonths, old.MaxMonths) && w.AgeAt == old.AgeAt &&
		w.CutoffDate == old.CutoffDate && same(w.NextWaitlistID, old.NextWaitlistID) && same(w.LocationID, old.LocationID)
}

func same[T comparable](a, b *T) bool {
	return a == b || (a != nil && b != nil && *a == *b)
}

// name keeps the slug while the list's name stays: links to a list live in mails and on paper.
func (w *Waitlist) name(tx *Tx, old *Waitlist) error {
	if w.Slug != "" && w.Slug == old.Slug && (w.Name == old.Name || w.addressed) {
		return nil
	}
	wanted := slugOf(w.Slug, "list")
	if wanted == "" || (w.Slug == old.Slug && w.Name != old.Name) {
		wanted = slugOf(w.Name, "list")
	}
	if wanted == "" {
		wanted = "list"
	}
	slug, err := freeName(tx, "slug", wanted, "-", w.ID)
	w.Slug = slug
	return err
}

// OrderWaitlists puts the lists in the order of the ids; lists that are not named come behind.
func OrderWaitlists(tx *Tx, ids []int64) error {
	tx = tx.Session(fresh())
	lists, err := Waitlists(tx, Everywhere())
	if err != nil {
		return err
	}
	places, err := ordered(ids, lists, func(w *Waitlist) int64 { return w.ID })
	if err != nil {
		return err
	}
	for i := range lists {
		place := places[lists[i].ID]
		if lists[i].Rank == place {
			continue
		}
		if err := tx.Model(&Waitlist{}).Where("id = ?", lists[i].ID).Update("rank", place).Error; err != nil {
			return err
		}
		if err := lockList(tx, lists[i].ID); err != nil {
			return err
		}
	}
	return nil
}
