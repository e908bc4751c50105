package models

import (
	"cmp"
	"fmt"
	"strings"
)

const (
	longestDuration = 24 * 60 * 60
	longestNotice   = 2 * 366 * 24 * 60 * 60
	mostCapacity    = 1000
)

// Save creates or changes the service with its locations and resources, an Invalid naming what is wrong.
func (s *Service) Save(tx *Tx) error {
	tx = tx.Session(fresh())
	if err := s.check(tx); err != nil {
		return err
	}
	if err := markTied(tx, "service_locations", "service_id", s.ID, s.LocationIDs); err != nil {
		return err
	}
	action := "service.changed"
	if s.ID == 0 {
		action = "service.created"
		if err := s.create(tx); err != nil {
			return err
		}
	} else {
		if err := s.lockAsRead(tx); err != nil {
			return err
		}
		old := new(Service)
		if err := tx.Take(old, s.ID).Error; err != nil {
			return found(err)
		}
		s.PublicID, s.CreatedAt, s.Rank, s.Version = old.PublicID, old.CreatedAt, old.Rank, old.Version+1
		if !s.addressed {
			s.Slug = old.Slug
		}
		if err := tx.Save(s).Error; err != nil {
			return err
		}
		if err := leaveSlug(tx, KindService, s.ID, old.Slug, s.Slug); err != nil {
			return err
		}
		if err := s.reseat(tx); err != nil {
			return err
		}
	}
	if err := s.link(tx); err != nil {
		return err
	}
	return Record(tx, action, Subject{KindService, s.ID}, map[string]string{"service": s.Name})
}

// lockAsRead waits for other writers of the service, whose saving since it was read begins the Write anew.
func (s *Service) lockAsRead(tx *Tx) error {
	if err := lockAsRead(tx, "services", s.ID, s.Version); err != nil {
		return err
	}
	return Touch(tx, KindService, s.ID)
}

func (s *Service) create(tx *Tx) (err error) {
	if !s.addressed {
		if s.Slug, err = freeSlug(tx, "services", s.Name, "service"); err != nil {
			return err
		}
	}
	if err := tx.Raw("SELECT COALESCE(MAX(rank), 0) + 1 FROM services").Scan(&s.Rank).Error; err != nil {
		return err
	}
	s.PublicID, s.Version, s.CreatedAt = NewPublicID(), 1, TxNow(tx)
	return tx.Create(s).Error
}

// freeSlug is a name as it stands in links, with a number behind where that is taken.
func freeSlug(tx *Tx, table, name, noun string) (string, error) {
	wanted := cmp.Or(slugOf(name, noun), noun)
	slug := wanted
	for n := 2; ; n++ {
		var taken int64
		if err := tx.Raw("SELECT COUNT(*) FROM "+table+" WHERE slug = ?", slug).Scan(&taken).Error; err != nil || taken == 0 {
			return slug, err
		}
		slug = fmt.Sprintf("%s-%d", wanted, n)
	}
}

func (s *Service) link(tx *Tx) error {
	if err := relink(tx, "service_locations", "service_id", "location_id", s.ID, s.LocationIDs); err != nil {
		return err
	}
	if err := relink(tx, "service_resources", "service_id", "resource_id", s.ID, s.ResourceIDs); err != nil {
		return err
	}
	for _, id := range s.LocationIDs {
		err := tx.Exec("INSERT INTO lanes (service_id, location_id) VALUES (?, ?) ON CONFLICT DO NOTHING", s.ID, id).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// reseat gives the appointments that have begun to fill the seats that the service has now. Nobody who sits there loses a seat.
func (s *Service) reseat(tx *Tx) error {
	return tx.Exec("UPDATE slots SET seats = CASE WHEN taken > CAST(? AS BIGINT) THEN taken ELSE CAST(? AS BIGINT) END WHERE service_id = ? AND ends > ?",
		s.Capacity, s.Capacity, s.ID, TxNow(tx).Unix()).Error
}

func (s *Service) check(tx *Tx) error {
	invalid := Invalid{}
	if s.Name = cleaned(invalid, "name", CleanLine, s.Name, longestName); s.Name == "" {
		invalid.Add("name", "Please give the service a name.")
	}
	s.Description = cleaned(invalid, "description", CleanText, s.Description, longestArea)
	if s.Duration < 60 || s.Duration > longestDuration {
		invalid.Add("duration", "Please give how long it takes, from 1 minute to 24 hours.")
	}
	for field, buffer := range map[string]int{"bufferBefore": s.BufferBefore, "bufferAfter": s.BufferAfter} {
		if buffer < 0 || buffer > longestDuration {
			invalid.Add(field, "Please give a time of up to 24 hours, or 0.")
		}
	}
	for field, notice := range map[string]int{
		"minimumNotice": s.MinimumNotice, "maximumNotice": s.MaximumNotice, "cancelNotice": s.CancelNotice, "rescheduleNotice": s.RescheduleNotice,
	} {
		if notice < 0 || notice > longestNotice {
			invalid.Add(field, "Please give a time of up to two years, or 0 for no limit.")
		}
	}
	if s.MaximumNotice > 0 && s.MaximumNotice <= s.MinimumNotice {
		invalid.Add("maximumNotice", "Please let customers book further ahead than the shortest notice.")
	}
	if s.Capacity == 0 {
		s.Capacity = 1
	}
	if s.Capacity < 1 || s.Capacity > mostCapacity {
		invalid.Add("capacity", "Please give how many people have room, from 1 to 1,000.")
	}
	s.Price = cleanPrice(invalid, s.Price)
	s.Currency = strings.ToUpper(cleaned(invalid, "currency", CleanLine, s.Currency, 3))
	if len(s.Currency) != 0 && (len(s.Currency) != 3 || strings.Trim(s.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		invalid.Add("currency", "Please give the three letters of the currency, like EUR.")
	}
	if err := checkLinks(tx, invalid, "locationIds", "locations", s.LocationIDs, "SELECT location_id FROM service_locations WHERE service_id = ?", s.ID); err != nil {
		return err
	}
	if err := checkLinks(tx, invalid, "resourceIds", "resources", s.ResourceIDs, "SELECT resource_id FROM service_resources WHERE service_id = ?", s.ID); err != nil {
		return err
	}
	return invalid.Err()
}

// cleanPrice takes 25, 25.5 and 25.00 and gives 25.00.
func cleanPrice(invalid Invalid, price string) string {
	number, err := parseNumber(cmp.Or(strings.TrimSpace(price), "0"))
	whole, cents, _ := strings.Cut(number, ".")
	if err != nil || strings.HasPrefix(number, "-") || len(cents) > 2 || len(whole) > 9 {
		invalid.Add("price", "Please give the price like 25.00.")
		return price
	}
	return whole + "." + (cents + "00")[:2]
}

// notThere is for something chosen that went out of use meanwhile.
const notThere = "One of these is not there any more. Please load the page again."

// checkLinks asks that every id is one of a table's rows in use, or was tied to the owner before by a query: what is tied stays so when it goes
// out of use, and keeps nobody from changing the rest.
func checkLinks(tx *Tx, invalid Invalid, field, table string, ids []int64, tied string, owner int64) error {
	if len(ids) == 0 {
		return nil
	}
	once := map[int64]bool{}
	for _, id := range ids {
		once[id] = true
	}
	var known int
	err := tx.Session(fresh()).Raw("SELECT COUNT(*) FROM "+table+" WHERE id IN ? AND (archived_at IS NULL OR id IN ("+tied+"))", ids, owner).Scan(&known).Error
	if err == nil && known < len(once) {
		invalid.Add(field, notThere)
	}
	return err
}

// Delete takes the service out of use. While appointments for it lie ahead it is refused with a *StillBooked that lists them.
func (s *Service) Delete(tx *Tx) error {
	if err := markWhere(tx, s.LocationIDs); err != nil {
		return err
	}
	if err := refuseBooked(tx, s.Name, "id IN (SELECT visit_id FROM visit_services WHERE service_id = ?)", s.ID); err != nil {
		return err
	}
	if err := s.lockAsRead(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	s.ArchivedAt = &now
	s.Version++
	if err := tx.Session(fresh()).Save(s).Error; err != nil {
		return err
	}
	return Record(tx, "service.deleted", Subject{KindService, s.ID}, map[string]string{"service": s.Name})
}

// OrderServices puts the services named first in front, as staff and customers see them.
func OrderServices(tx *Tx, ids []int64) error {
	services, err := Services(tx, Everywhere())
	if err != nil {
		return err
	}
	places, err := ordered(ids, services, func(s *Service) int64 { return s.ID })
	if err != nil {
		return err
	}
	for i := range services {
		if services[i].Rank == places[services[i].ID] {
			continue
		}
		if err := tx.Session(fresh()).Model(&services[i]).Update("rank", places[services[i].ID]).Error; err != nil {
			return err
		}
	}
	return nil
}
