package models

// Starter is what a new account says it runs; it decides what it begins with.
type Starter string

// The kinds.
const (
	StartCare         Starter = "care"         // groups by age, each leading to the next
	StartSingle       Starter = "single"       // one list for everybody
	StartLine         Starter = "line"         // a location with a line for whoever comes by
	StartAppointments Starter = "appointments" // a location with a service to book
	StartMix          Starter = "mix"          // both of them
	StartEmpty        Starter = "empty"        // nothing yet
)

// Starters lists the kinds in the order people are offered them.
func Starters() []Starter {
	return []Starter{StartLine, StartAppointments, StartMix, StartCare, StartSingle, StartEmpty}
}

// Begin makes what this kind of account usually has. The owner is the first who serves. A house that a program has furnished before stays as
// it is: it knew better.
func (s Starter) Begin(tx *Tx, account *Account, owner *User) error {
	if isBare, err := isBare(tx); err != nil || !isBare {
		return err
	}
	switch s {
	case StartCare:
		return startCare(tx)
	case StartSingle:
		_, err := (&Waitlist{Name: "Waitlist", AgeAt: AgeAtToday, IsPublic: true, IsOpen: true, ShowPlace: true, GraceDays: 14}).Save(tx)
		return err
	case StartLine:
		return startPlace(tx, account, owner, true, nil)
	case StartAppointments:
		return startPlace(tx, account, owner, false, &Service{Name: "Appointment"})
	case StartMix:
		return startPlace(tx, account, owner, true, &Service{Name: "Visit"})
	}
	return nil
}

// isBare holds for an account without a location, a list or a priority.
func isBare(tx *Tx) (bool, error) {
	for _, kind := range []any{&Location{}, &Waitlist{}, &Priority{}} {
		var some []int64
		if err := tx.Model(kind).Limit(1).Pluck("id", &some).Error; err != nil || len(some) > 0 {
			return false, err
		}
	}
	return true, nil
}

// startPlace makes a location with working hours where the owner serves: in a line, by appointment, or both.
func startPlace(tx *Tx, account *Account, owner *User, line bool, service *Service) error {
	location, err := CreateLocation(tx, LocationSettings{Name: account.Name, TimeZone: account.TimeZone})
	if err != nil {
		return err
	}
	week := Hours{}
	for _, day := range WeekDays()[:5] {
		week = append(week, OpenTime{Day: day, From: "09:00", To: "17:00"})
	}
	if err := location.SetHours(tx, OpeningHours{Hours: week}); err != nil {
		return err
	}
	if line {
		if err := location.OpenQueue(tx); err != nil {
			return err
		}
	}
	server := &Resource{
		Name: owner.Name, Kind: StaffMember, Email: owner.Email, UserID: &owner.ID, Capacity: 1, IsActive: true,
		LocationIDs: []int64{location.ID},
	}
	if err := server.Save(tx); err != nil || service == nil {
		return err
	}
	const minute, hour, day = 60, 60 * 60, 24 * 60 * 60
	service.IsPublic, service.Duration, service.Capacity = true, 30*minute, 1
	service.MinimumNotice, service.MaximumNotice, service.CancelNotice, service.RescheduleNotice = 2*hour, 60*day, 2*hour, 2*hour
	service.LocationIDs, service.ResourceIDs = []int64{location.ID}, []int64{server.ID}
	return service.Save(tx)
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
