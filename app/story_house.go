package app

import (
	"slices"
	"time"

	"anteroom/models"
)

// storyHouse is where Linden House works, and with whom and what: two houses with hours, the staff behind the users, rooms and things.
type storyHouse struct {
	linden, garden *models.Location
	staff          map[string]int64 // resources by name
}

// buildHouse gives the story its locations, services and resources. Its users become the first members of staff.
func buildHouse(tx *models.Tx, users ...*models.User) error {
	account, err := models.FindAccount(tx)
	if err != nil {
		return err
	}
	h := &storyHouse{staff: map[string]int64{}}
	if err := h.open(tx, account); err != nil {
		return err
	}
	if err := h.hire(tx, users); err != nil {
		return err
	}
	return h.offer(tx)
}

// open makes the houses. The days that are unlike their weekdays lie ahead of the day of the story, so that each demo shows some.
func (h *storyHouse) open(tx *models.Tx, account *models.Account) (err error) {
	today := models.DateIn(models.TxNow(tx).Time, account.Zone())
	week := weekdays(models.WeekDays()[:5], "07:30", "17:30")
	h.linden, err = openHouse(tx, models.LocationSettings{
		Name: "Linden House", TimeZone: account.TimeZone, Address: "Lindenstraße 8\n10969 Berlin", Phone: "030 90182010",
	}, models.OpeningHours{
		Hours: append(slices.Clone(week), models.OpenTime{Day: "SA", From: "09:00", To: "13:00"}), Breaks: weekdays(models.WeekDays()[:5], "12:30", "13:15"),
		Overrides: models.Overrides{{Date: workday(today, 9), Closed: true}, {Date: workday(today, 13), From: "07:30", To: "12:00"}},
	})
	if err != nil {
		return err
	}
	h.garden, err = openHouse(tx, models.LocationSettings{
		Name: "Garden House", TimeZone: account.TimeZone, Address: "Gartenweg 3\n10969 Berlin", Phone: "030 90182011",
	}, models.OpeningHours{Hours: weekdays([]string{"TU", "TH"}, "08:00", "14:00"), Overrides: models.Overrides{{Date: workday(today, 9), Closed: true}}})
	if err != nil {
		return err
	}
	return h.linden.OpenQueue(tx)
}

func openHouse(tx *models.Tx, settings models.LocationSettings, open models.OpeningHours) (*models.Location, error) {
	location, err := models.CreateLocation(tx, settings)
	if err != nil {
		return nil, err
	}
	return location, location.SetHours(tx, open)
}

// hire puts the people, the rooms and the things to work.
func (h *storyHouse) hire(tx *models.Tx, users []*models.User) error {
	both, linden := []int64{h.linden.ID, h.garden.ID}, []int64{h.linden.ID}
	resources := []models.Resource{
		{Name: "Leyla Aydin", Kind: models.StaffMember, Email: "leyla@linden.example", LocationIDs: both, Hours: weekdays([]string{"TU", "TH"}, "08:00", "14:00")},
		{Name: "Blue room", Kind: models.Room, LocationIDs: linden},
		{Name: "Office", Kind: models.Room, LocationIDs: linden},
		{Name: "Garden shed", Kind: models.Room, LocationIDs: []int64{h.garden.ID}},
		{Name: "Vision tester", Kind: models.Equipment, LocationIDs: both},
	}
	for _, user := range users {
		resources = append(resources, models.Resource{Name: user.Name, Kind: models.StaffMember, Email: user.Email, UserID: &user.ID, LocationIDs: linden})
	}
	for i := range resources {
		resource := &resources[i]
		resource.IsActive, resource.Capacity = true, 1
		if err := resource.Save(tx); err != nil {
			return err
		}
		h.staff[resource.Name] = resource.ID
	}
	return nil
}

// offer names what families come for.
func (h *storyHouse) offer(tx *models.Tx) error {
	const minute, hour, day = 60, 60 * 60, 24 * 60 * 60
	both, linden := []int64{h.linden.ID, h.garden.ID}, []int64{h.linden.ID}
	for _, service := range []models.Service{
		{
			Name: "Settling-in visit", Description: "An hour in the group, together with a parent.", Duration: hour, BufferBefore: 10 * minute, BufferAfter: 15 * minute,
			MinimumNotice: day, MaximumNotice: 60 * day, CancelNotice: day, RescheduleNotice: 12 * hour, LocationIDs: linden,
			ResourceIDs: h.those("Ana Castillo", "Ben Okafor", "Blue room"),
		},
		{
			Name: "Office consultation", Description: "Contracts, fees and subsidies, with time for your questions.", Duration: 30 * minute, BufferAfter: 5 * minute,
			MinimumNotice: 2 * hour, MaximumNotice: 30 * day, CancelNotice: 2 * hour, RescheduleNotice: 2 * hour, Price: "25.00", Currency: "EUR",
			LocationIDs: linden, ResourceIDs: h.those("Ana Castillo", "Ben Okafor", "Office"),
		},
		{
			Name: "Open morning", Description: "See the house, meet the team, play in the garden: five families at a time.", Duration: 90 * minute, BufferAfter: 30 * minute,
			MinimumNotice: 12 * hour, MaximumNotice: 90 * day, CancelNotice: day, Capacity: 5, Price: "5.00", Currency: "EUR",
			LocationIDs: both, ResourceIDs: h.those("Leyla Aydin"),
		},
		{
			Name: "Vision and hearing check", Description: "For children of three and older. We look at each request first.", Duration: 45 * minute, BufferBefore: 5 * minute,
			BufferAfter: 10 * minute, MinimumNotice: 2 * day, MaximumNotice: 60 * day, CancelNotice: 2 * day, RescheduleNotice: 2 * day, ManualConfirm: true,
			LocationIDs: linden, ResourceIDs: h.those("Ana Castillo", "Leyla Aydin", "Vision tester"),
		},
		{
			Name: "Front desk", Description: "Papers, keys and quick questions: come as you are.", Duration: 10 * minute, MaximumNotice: 7 * day,
			LocationIDs: linden, ResourceIDs: h.those("Ana Castillo", "Ben Okafor"),
		},
	} {
		service.IsPublic = true
		if err := service.Save(tx); err != nil {
			return err
		}
	}
	return nil
}

func (h *storyHouse) those(names ...string) (ids []int64) {
	for _, name := range names {
		ids = append(ids, h.staff[name])
	}
	return ids
}

func weekdays(days []string, from, to string) (hours models.Hours) {
	for _, day := range days {
		hours = append(hours, models.OpenTime{Day: day, From: from, To: to})
	}
	return hours
}

// workday is the day so many days later, or the Monday after it.
func workday(today models.Date, later int) models.Date {
	date := today.AddDays(later)
	for date.Weekday() == time.Saturday || date.Weekday() == time.Sunday {
		date = date.AddDays(1)
	}
	return date
}
