package public_test

import (
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// salon is a house with a public location whose queue is open on Mondays to Fridays, 09:00 to 17:00 in Berlin. It is Monday, 10:00.
type salon struct {
	*house
	at      *models.Location
	haircut *models.Service
	mia     *models.Resource
}

func openSalon(t testing.TB, with ...apptest.Option) *salon {
	t.Helper()
	return furnish(open(t, with...))
}

func furnish(h *house) *salon {
	h.T.Helper()
	s := &salon{house: h}
	s.Write(func(tx *models.Tx) (err error) {
		s.at, err = models.CreateLocation(tx, models.LocationSettings{
			Name: "Harbour", TimeZone: "Europe/Berlin", Address: "Kanalweg 3\n20457 Hamburg", Phone: "040 555010",
		})
		if err != nil {
			return err
		}
		hours := models.Hours{}
		for _, day := range models.WeekDays()[:5] {
			hours = append(hours, models.OpenTime{Day: day, From: "09:00", To: "17:00"})
		}
		if err := s.at.SetHours(tx, models.OpeningHours{Hours: hours}); err != nil {
			return err
		}
		if err := s.at.SetPublic(tx, true); err != nil {
			return err
		}
		s.mia = &models.Resource{Name: "Mia Sommer", Kind: models.StaffMember, IsActive: true, Capacity: 1, LocationIDs: []int64{s.at.ID}}
		if err := s.mia.Save(tx); err != nil {
			return err
		}
		s.haircut = &models.Service{
			Name: "Haircut", Duration: 1800, Capacity: 1, IsPublic: true, CancelNotice: 7200, RescheduleNotice: 86400,
			LocationIDs: []int64{s.at.ID}, ResourceIDs: []int64{s.mia.ID},
		}
		if err := s.haircut.Save(tx); err != nil {
			return err
		}
		return s.at.OpenQueue(tx)
	})
	return s
}

// join puts somebody in line and gives their visit with its token.
func (s *salon) join(name string) (v *models.Visit) {
	s.T.Helper()
	s.Write(func(tx *models.Tx) (err error) {
		v, err = s.at.Join(tx, models.NewVisit{FirstName: name, Source: "ONLINE"})
		return err
	})
	return v
}

// book makes an appointment for a haircut, by staff whom no notice binds.
func (s *salon) book(date string) (v *models.Visit) {
	s.T.Helper()
	s.Write(func(tx *models.Tx) (err error) {
		v, err = s.at.Book(tx, models.NewVisit{FirstName: "Wilhelmina", Date: date, ServiceIDs: []int64{s.haircut.ID}, ForStaff: true})
		return err
	})
	return v
}

// change does something to a visit as it is now.
func (s *salon) change(v *models.Visit, do func(v *models.Visit, tx *models.Tx) error) {
	s.T.Helper()
	s.Write(func(tx *models.Tx) error { return do(v, tx) })
}

func (s *salon) load(v *models.Visit) *models.Visit {
	s.T.Helper()
	now, err := models.FindVisit(s.DB.Read(s.T.Context()), models.Everywhere(), v.PublicID)
	if err != nil {
		s.T.Fatal(err)
	}
	return now
}

// measured lets ten visits be served, half an hour each, so that waits are told.
func (s *salon) measured() {
	s.T.Helper()
	for range 10 {
		v := s.join("Guest")
		s.later(6 * time.Minute)
		s.change(v, func(v *models.Visit, tx *models.Tx) error { return v.Serve(tx, nil) })
		s.later(6 * time.Minute)
		s.change(v, (*models.Visit).Complete)
	}
}

func link(v *models.Visit) string { return "/p/" + v.Token }
