package models

// Family is people who belong together. Its ID is the family number that webhooks carry as FamilyPersonId:
// the PersonId of the first person created in it, which never changes (reference: WaitlistPlus).
type Family struct {
	ID        int64 `gorm:"primaryKey;autoIncrement:false"`
	PublicID  string
	Contact   string // who signed the family up, where they wait for nothing themselves
	CreatedAt Instant
}

// newFamily founds a family for a person. A person who leaves a family named after them gets the next
// number of the common sequence, which no person ever gets. One just numbered is surely the first of that number.
func newFamily(tx *Tx, personID int64, mayBeTaken bool) (*Family, error) {
	family := &Family{ID: personID, PublicID: NewPublicID(), CreatedAt: TxNow(tx)}
	if !mayBeTaken {
		return family, tx.Create(family).Error
	}
	var taken int64
	if err := tx.Model(&Family{}).Where("id = ?", personID).Count(&taken).Error; err != nil {
		return nil, err
	}
	if taken > 0 {
		var err error
		if family.ID, err = nextNumbers(tx, "person", 1); err != nil {
			return nil, err
		}
	}
	return family, tx.Create(family).Error
}

// Members are the people of a family, eldest id first.
func (f *Family) Members(tx *Tx) ([]Person, error) {
	var people []Person
	return people, tx.Where("family_id = ?", f.ID).Order("id").Find(&people).Error
}
