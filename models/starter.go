package models

// Starter is what a new account says it runs; it decides which lists it begins with.
type Starter string

// The kinds.
const (
	StartCare   Starter = "care"   // groups by age, each leading to the next
	StartSingle Starter = "single" // one list for everybody
	StartEmpty  Starter = "empty"  // nothing yet
)

// Known says that the kind is one of the three.
func (s Starter) Known() bool { return s == StartCare || s == StartSingle || s == StartEmpty }

// CreateLists makes the lists and priorities that this kind of account usually has.
func (s Starter) CreateLists(tx *Tx) error {
	switch s {
	case StartCare:
		return startCare(tx)
	case StartSingle:
		_, err := (&Waitlist{Name: "Waitlist", AgeAt: AgeAtToday, IsPublic: true, IsOpen: true, ShowPlace: true, GraceDays: 14}).Save(tx)
		return err
	}
	return nil
}

func startCare(tx *Tx) error {
	for _, priority := range []struct {
		name     string
		siblings bool
	}{{"Siblings", true}, {"Staff and community", false}, {"Everybody else", false}} {
		if _, err := CreatePriority(tx, priority.name, priority.siblings); err != nil {
			return err
		}
	}
	var next *int64
	for _, group := range []struct {
		name     string
		min, max int
	}{{"Preschool", 36, 72}, {"Toddlers", 18, 36}, {"Infants", 0, 18}} {
		list := &Waitlist{
			Name: group.name, MinMonths: &group.min, MaxMonths: &group.max, AgeAt: AgeAtToday, NextWaitlistID: next,
			IsPublic: true, IsOpen: true, ShowPlace: true, GraceDays: 14,
		}
		if _, err := list.Save(tx); err != nil {
			return err
		}
		next = &list.ID
	}
	return orderByAge(tx)
}

// orderByAge puts the youngest first: each list was made after the one it leads to.
func orderByAge(tx *Tx) error {
	var ids []int64
	if err := tx.Model(&Waitlist{}).Order("min_months, id").Pluck("id", &ids).Error; err != nil {
		return err
	}
	return OrderWaitlists(tx, ids)
}
