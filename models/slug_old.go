package models

import "gorm.io/gorm/clause"

// An OldSlug is a name in addresses that something had before: links with it live in mails and on paper.
type OldSlug struct {
	Kind     Kind   `gorm:"primaryKey"`
	Slug     string `gorm:"primaryKey"`
	TargetID int64
}

// leaveSlug remembers the old name in addresses where it changed.
func leaveSlug(tx *Tx, kind Kind, id int64, old, now string) error {
	if old == "" || old == now {
		return nil
	}
	return tx.Session(fresh()).Clauses(clause.OnConflict{UpdateAll: true}).Create(&OldSlug{Kind: kind, Slug: old, TargetID: id}).Error
}

// slugTables are where things with a name in addresses stand.
var slugTables = map[Kind]string{KindWaitlist: "waitlists", KindLocation: "locations", KindService: "services"}

// MovedSlug is the name in addresses that a public waitlist, location or service has now, for one that it had before; "" where nothing had it.
func MovedSlug(tx *Tx, kind Kind, old string) (string, error) {
	var slugs []string
	err := tx.Raw("SELECT t.slug FROM old_slugs o JOIN "+slugTables[kind]+" t ON t.id = o.target_id"+
		" WHERE o.kind = ? AND o.slug = ? AND t.archived_at IS NULL AND t.is_public", kind, old).Scan(&slugs).Error
	if err != nil || len(slugs) == 0 {
		return "", err
	}
	return slugs[0], nil
}
