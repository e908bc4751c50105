package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"anteroom/models"
)

// storyGuest is somebody who comes to the front desk on the day of the story. Times are minutes ago; 0 = not yet.
type storyGuest struct {
	first, last, service string
	party                int
	joined               int
	called, served, done int
	by, source, note     string
}

var storyGuests = []storyGuest{
	{"Petra", "Lindqvist", "front-desk", 1, 214, 212, 211, 203, "Ana Castillo", "STAFF", ""},
	{"Marco", "Rossi", "front-desk", 1, 205, 203, 201, 190, "Ana Castillo", "STAFF", ""},
	{"Akua", "Mensah", "front-desk", 2, 196, 192, 190, 171, "Ben Okafor", "ONLINE", ""},
	{"Soo", "Park", "office-consultation", 1, 188, 171, 170, 141, "Ben Okafor", "STAFF", ""},
	{"Julia", "Schmidt", "front-desk", 1, 180, 176, 175, 166, "Ana Castillo", "KIOSK", ""},
	{"Femke", "Janssen", "front-desk", 1, 168, 164, 163, 152, "Ana Castillo", "ONLINE", ""},
	{"Bruno", "Silva", "front-desk", 1, 157, 150, 150, 139, "Ana Castillo", "STAFF", ""},
	{"Claire", "Dubois", "front-desk", 1, 149, 140, 139, 128, "Ben Okafor", "STAFF", ""},
	{"Linh", "Nguyen", "front-desk", 1, 137, 134, 133, 121, "Ana Castillo", "ONLINE", ""},
	{"Hanna", "Berg", "front-desk", 1, 129, 127, 126, 117, "Ben Okafor", "STAFF", ""},
	{"Yuki", "Tanaka", "front-desk", 1, 118, 115, 114, 103, "Ben Okafor", "KIOSK", ""},
	{"Karin", "Andersson", "front-desk", 1, 101, 97, 0, 82, "Ben Okafor", "ONLINE", ""},
	{"Daria", "Ivanova", "front-desk", 1, 88, 84, 83, 74, "Ana Castillo", "STAFF", ""},
	{"Omar", "Hassan", "office-consultation", 2, 71, 40, 38, 0, "Ana Castillo", "STAFF", "Brings the papers for the subsidy."},
	{"Ines", "Costa", "front-desk", 1, 46, 14, 13, 0, "Ben Okafor", "ONLINE", ""},
	{"Samir", "Haddad", "front-desk", 1, 41, 11, 0, 0, "Ben Okafor", "ONLINE", ""},
	{"Lucia", "Ruiz", "front-desk", 1, 33, 2, 0, 0, "Ana Castillo", "STAFF", ""},
	{"Katrin", "Brandt", "front-desk", 1, 26, 0, 0, 0, "", "KIOSK", "Picks up the key of the shed."},
	{"Johanna", "van der Aalst-Okonkwo", "front-desk", 3, 19, 0, 0, 0, "", "ONLINE", "Twins in the pram: please call them to the ramp at the garden gate, not to the stairs."},
	{"Tomasz", "Nowak", "front-desk", 1, 12, 0, 0, 0, "", "STAFF", ""},
	{"Miriam", "Weiss", "office-consultation", 1, 7, 0, 0, 0, "", "ONLINE", ""},
	{"Ravi", "Iyer", "front-desk", 1, 2, 0, 0, 0, "", "KIOSK", ""},
}

// storyBooking is an appointment so many days and minutes ahead, or at the next free time of that day.
type storyBooking struct {
	first, last, service string
	days, ahead          int
	request, here        bool
	source               string
}

var storyBookings = []storyBooking{
	{"Elif", "Yildiz", "office-consultation", 0, 12, false, true, "ONLINE"},
	{"Noah", "Fischer", "settling-in-visit", 0, 35, false, false, "STAFF"},
	{"Amina", "Diallo", "office-consultation", 0, 75, false, false, "ONLINE"},
	{"Greta", "Holm", "vision-and-hearing-check", 0, 110, true, false, "ONLINE"},
	{"Pavel", "Dvorak", "office-consultation", 0, 150, false, false, "STAFF"},
	{"Ida", "Brandt", "settling-in-visit", 1, 9 * 60, false, false, "STAFF"},
	{"Thijs", "Janssen", "office-consultation", 1, 10 * 60, false, false, "ONLINE"},
	{"Chiara", "Rossi", "office-consultation", 2, 9 * 60, false, false, "ONLINE"},
	{"Mila", "Ivanova", "vision-and-hearing-check", 2, 11 * 60, false, false, "PORTAL"},
	{"Oskar", "Berg", "settling-in-visit", 3, 14 * 60, false, false, "STAFF"},
	{"Layla", "Hassan", "vision-and-hearing-check", 3, 9 * 60, true, false, "ONLINE"},
	{"Minh", "Nguyen", "settling-in-visit", 4, 10 * 60, false, false, "ONLINE"},
	{"Hugo", "Dubois", "open-morning", 5, 8 * 60, false, false, "ONLINE"},
	{"Emil", "Schmidt", "open-morning", 5, 8 * 60, false, false, "ONLINE"},
}

// storyDay tells the day of the story at one house, each step at its time.
type storyDay struct {
	db       *models.DB
	now      time.Time
	location int64
	staff    map[string]models.By
	resource map[string]*models.Resource
}

// tellToday fills the board: who was served, who is being served, who waits, who is booked. It is an open day, so that the house is at work at
// whatever hour the story is told.
func tellToday(ctx context.Context, db *models.DB, users ...*models.User) error {
	day := &storyDay{db: db, now: db.Now(), staff: map[string]models.By{}, resource: map[string]*models.Resource{}}
	for _, user := range users {
		day.staff[user.Name] = models.By{Kind: models.ByUser, Name: user.Name, UserID: &user.ID}
	}
	if err := day.begin(ctx, users[0].Name); err != nil {
		return err
	}
	for _, booking := range storyBookings {
		if err := day.book(ctx, booking); err != nil {
			return fmt.Errorf("the appointment of %s %s: %w", booking.first, booking.last, err)
		}
	}
	return day.receive(ctx)
}

// at runs a step of somebody, so many minutes ago.
func (d *storyDay) at(ctx context.Context, ago int, by string, do func(tx *models.Tx) error) error {
	ctx = models.WithClock(ctx, d.now.Add(-time.Duration(ago)*time.Minute))
	who, isStaff := d.staff[by]
	if !isStaff {
		who = models.By{Kind: models.ByOnline, Name: "online"}
	}
	return d.db.Write(models.WithBy(ctx, who), do)
}

func (d *storyDay) begin(ctx context.Context, owner string) error {
	return d.at(ctx, 240, owner, func(tx *models.Tx) error {
		location, err := models.FindLocationByPublicID(tx, models.Everywhere(), "linden-house")
		if err != nil {
			return err
		}
		d.location = location.ID
		resources, err := models.Resources(tx, models.Everywhere())
		for i := range resources {
			d.resource[resources[i].Name] = &resources[i]
		}
		if err != nil {
			return err
		}
		open := location.Opening()
		today := models.DateIn(d.now, location.Zone())
		open.Overrides = append(slices.Clone(open.Overrides), models.Override{Date: today, From: "00:00", To: "24:00"})
		return location.SetHours(tx, open)
	})
}

func (d *storyDay) book(ctx context.Context, b storyBooking) error {
	var visit *models.Visit
	err := d.at(ctx, 239, doorOf(b.source), func(tx *models.Tx) error {
		location, err := models.FindLocation(tx, models.Everywhere(), d.location)
		if err != nil {
			return err
		}
		wish, err := d.wish(tx, b.first, b.last, b.service, b.source)
		if err != nil {
			return err
		}
		if wish.Date, err = d.freeTime(tx, location, b); err != nil || wish.Date == "" {
			return err
		}
		make := location.Book
		if b.request {
			make = location.Request
		}
		visit, err = make(tx, wish)
		return err
	})
	if err != nil || visit == nil || !b.here {
		return err
	}
	return d.at(ctx, 4, "Ana Castillo", visit.Arrive)
}

// doorOf names who makes a visit of a source: staff write it down, others come by themselves.
func doorOf(source string) string {
	if source == "STAFF" {
		return "Ben Okafor"
	}
	return ""
}

// freeTime is the first free start of a booking's day from its minute on, "" where there is none.
func (d *storyDay) freeTime(tx *models.Tx, location *models.Location, b storyBooking) (string, error) {
	service, err := models.FindService(tx, models.Everywhere(), b.service)
	if err != nil {
		return "", err
	}
	day, from := models.DateIn(d.now, location.Zone()).AddDays(b.days), d.now
	if b.days > 0 {
		from = day.In(location.Zone())
	}
	times, err := models.Availability(tx, models.AvailabilityQuery{
		Location: location, Services: []models.Service{*service}, PartySize: 1, ForStaff: true, Now: models.TxNow(tx), Limit: 1,
		From: from.Add(time.Duration(b.ahead) * time.Minute), Until: day.AddDays(1).In(location.Zone()),
	})
	if err != nil || len(times) == 0 {
		return "", err
	}
	return times[0].Wall.Text, nil
}

func (d *storyDay) wish(tx *models.Tx, first, last, service, source string) (models.NewVisit, error) {
	wish := models.NewVisit{FirstName: first, LastName: last, Phone: storyPhone(last), PartySize: 1, Source: source, ForStaff: true}
	found, err := models.FindService(tx, models.Everywhere(), service)
	if err != nil {
		return wish, err
	}
	wish.ServiceIDs = []int64{found.ID}
	people, err := models.FindByContact(tx, models.Everywhere(), wish.Phone, "")
	for i := range people {
		if people[i].LastName == last {
			wish.PersonID = &people[i].ID
		}
	}
	return wish, err
}

// receive tells what happened at the desk, in the order in which it did.
func (d *storyDay) receive(ctx context.Context) error {
	var steps []storyStep
	for _, guest := range storyGuests {
		steps = append(steps, d.stepsOf(guest)...)
	}
	slices.SortStableFunc(steps, func(a, b storyStep) int { return b.ago - a.ago })
	for _, step := range steps {
		if err := d.at(ctx, step.ago, step.by, step.do); err != nil {
			return fmt.Errorf("%s: %w", step.who, err)
		}
	}
	return nil
}

type storyStep struct {
	ago     int
	by, who string
	do      func(tx *models.Tx) error
}

func (d *storyDay) stepsOf(g storyGuest) []storyStep {
	var name string // of the visit
	on := func(take func(v *models.Visit, tx *models.Tx) error) func(tx *models.Tx) error {
		return func(tx *models.Tx) error {
			v, err := models.FindVisit(tx, models.Everywhere(), name)
			if err != nil {
				return err
			}
			return take(v, tx)
		}
	}
	steps := []storyStep{{g.joined, doorOf(g.source), g.last, func(tx *models.Tx) error {
		location, err := models.FindLocation(tx, models.Everywhere(), d.location)
		if err != nil {
			return err
		}
		wish, err := d.wish(tx, g.first, g.last, g.service, g.source)
		if err != nil {
			return err
		}
		wish.PartySize, wish.Notes = g.party, g.note
		v, err := location.Join(tx, wish)
		if err == nil {
			name = v.PublicID
		}
		return err
	}}}
	if g.called > 0 {
		steps = append(steps, storyStep{g.called, g.by, g.last, on((*models.Visit).Call)})
	}
	if g.served > 0 {
		steps = append(steps, storyStep{g.served, g.by, g.last, on(func(v *models.Visit, tx *models.Tx) error { return v.Serve(tx, d.resource[g.by]) })})
	}
	switch {
	case g.done > 0 && g.served > 0:
		steps = append(steps, storyStep{g.done, g.by, g.last, on((*models.Visit).Complete)})
	case g.done > 0:
		steps = append(steps, storyStep{g.done, g.by, g.last, on((*models.Visit).NoShow)})
	}
	return steps
}
