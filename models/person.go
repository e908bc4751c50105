package models

import "gorm.io/gorm"

// Person is somebody known: a child, a customer. ID is the PersonId of webhooks; PublicID is the string id,
// GUID the PersonGUID. None of the three opens the person's portal.
type Person struct {
	ID          int64 `gorm:"primaryKey;autoIncrement:false"`
	PublicID    string
	GUID        string `gorm:"column:guid"`
	FamilyID    int64
	FirstName   string
	LastName    string
	NormalName  string // "last first", folded: for order and duplicates
	Birthdate   Date   // one that lies ahead is the due date of an unborn child
	Phone       string
	NormalPhone string // E.164 where the number could be read
	Email       string
	NormalEmail string
	PriorityID  *int64
	Source      string // "staff", "online", "api", "import"
	Version     int64
	CreatedAt   Instant
	UpdatedAt   Instant

	Answers []Answer
	Notes   []Note
	Entries []Entry
}

func (*Person) announces() {}

// Name is the full name, or a word where there is none.
func (p *Person) Name() string {
	return fullName(p.FirstName, p.LastName)
}

func fullName(first, last string) string {
	switch {
	case first == "" && last == "":
		return "No name"
	case first == "":
		return last
	case last == "":
		return first
	}
	return first + " " + last
}

// BeforeSave keeps the forms that search and duplicates compare.
func (p *Person) BeforeSave(tx *gorm.DB) error {
	account, err := accountOf(tx)
	if err != nil {
		return err
	}
	p.NormalName = NormalName(p.LastName, p.FirstName)
	p.NormalEmail = NormalEmail(p.Email)
	p.NormalPhone, _ = NormalPhone(p.Phone, account.Country)
	p.UpdatedAt = TxNow(tx)
	p.Version++
	return nil
}

// BeforeCreate numbers the person, founds a family where none was named and marks the person as new, before the hooks of
// answers, notes and entries that come along could ask for what was.
func (p *Person) BeforeCreate(tx *gorm.DB) (err error) {
	tx = tx.Session(fresh())
	isNumbered := p.ID != 0
	if !isNumbered {
		if p.ID, err = nextNumbers(tx, "person", 1); err != nil {
			return err
		}
	}
	if p.PublicID == "" {
		p.PublicID, p.GUID = NewPublicID(), NewGUID()
	}
	if p.CreatedAt.IsZero() {
		p.CreatedAt = TxNow(tx)
	}
	if p.FamilyID == 0 {
		family, err := newFamily(tx, p.ID, isNumbered)
		if err != nil {
			return err
		}
		p.FamilyID = family.ID
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.customers[p.ID] = p.PublicID
	return markCreated(tx, KindPerson, p.ID)
}

// BeforeUpdate touches the person.
func (p *Person) BeforeUpdate(tx *gorm.DB) error {
	return Touch(tx, KindPerson, p.ID)
}

// AfterUpdate moves the person's entries where the priority changed.
func (p *Person) AfterUpdate(tx *gorm.DB) error {
	return rerank(tx.Session(fresh()), "e.person_id = ?", p.ID)
}

// BeforeDelete touches the person and closes the gaps their entries leave.
func (p *Person) BeforeDelete(tx *gorm.DB) error {
	if err := Touch(tx, KindPerson, p.ID); err != nil {
		return err
	}
	tx = tx.Session(fresh())
	var entries []Entry
	if err := tx.Where("person_id = ? AND ended_at IS NULL", p.ID).Find(&entries).Error; err != nil {
		return err
	}
	for _, entry := range entries {
		if err := markList(tx, entry.WaitlistID, entry.key()); err != nil {
			return err
		}
	}
	return p.removeVisits(tx)
}
