package models_test

import (
	"slices"
	"testing"

	"anteroom/models"
)

func TestTwoWhoChangeAListAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		infants := newList(s.T, s.db, "infants")
		list := func(tx *models.Tx) *models.Waitlist {
			found, err := models.FindWaitlist(tx, models.Everywhere(), infants.PublicID)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		s.overtake(func(tx *models.Tx, read func()) error {
			mine := list(tx)
			read()
			mine.Description = "From birth on"
			_, err := mine.Save(tx)
			return err
		}, func(tx *models.Tx) error {
			theirs := list(tx)
			theirs.IsOpen = true
			_, err := theirs.Save(tx)
			return err
		})
		if now := list(s.db.Read(s.Context())); !now.IsOpen || now.Description != "From birth on" {
			s.Errorf("the list is open: %t, and says %q", now.IsOpen, now.Description)
		}
	})
}

func TestAListThatIsDeletedMeanwhileIsNotSavedAgain(t *testing.T) {
	eachSalon(t, func(s *salon) {
		infants := newList(s.T, s.db, "infants")
		s.write(func(tx *models.Tx) error {
			ida := &models.Person{FirstName: "Ida", LastName: "Brandt", Entries: []models.Entry{{WaitlistID: infants.ID}}}
			if err := tx.Create(ida).Error; err != nil {
				return err
			}
			return ida.Entries[0].Remove(tx, "Moved away")
		})
		s.overtake(func(tx *models.Tx, read func()) error {
			lists, err := models.Waitlists(tx, models.Everywhere())
			read()
			if err != nil || len(lists) == 0 {
				return err
			}
			lists[0].Description = "From birth on"
			_, err = lists[0].Save(tx)
			return err
		}, func(tx *models.Tx) error {
			lists, err := models.Waitlists(tx, models.Everywhere())
			if err != nil {
				return err
			}
			return lists[0].Delete(tx)
		})
		if lists, err := models.Waitlists(s.db.Read(s.Context()), models.Everywhere()); err != nil || len(lists) > 0 {
			s.Errorf("a list that was deleted is there again: %+v, %v", lists, err)
		}
	})
}

func TestTwoWhoChangeAUserAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		vera := &models.User{Name: "Vera Holm", Email: "vera@example.com", Role: models.RoleStaff, AllLocations: true}
		s.write(func(tx *models.Tx) error {
			ana := &models.User{Name: "Ana Castillo", Email: "ana@example.com", Role: models.RoleAdmin, AllLocations: true}
			if err := ana.Create(tx); err != nil {
				return err
			}
			if err := ana.SetPassword(tx, "hash", 0); err != nil {
				return err
			}
			return vera.Create(tx)
		})
		user := func(tx *models.Tx) *models.User {
			found, err := models.FindUser(tx, vera.ID)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		rename := func(name string) func(tx *models.Tx, read func()) error {
			return func(tx *models.Tx, read func()) error {
				own := user(tx)
				read()
				own.Name = name
				return own.Save(tx)
			}
		}
		s.overtake(rename("Vera Lund"), func(tx *models.Tx) error {
			theirs := user(tx)
			theirs.Role = models.RoleViewer
			return theirs.Save(tx)
		})
		s.overtake(rename("Vera Holm"), func(tx *models.Tx) error { return user(tx).SetPassword(tx, "hash", 0) })
		s.overtake(func(tx *models.Tx, read func()) error {
			own := user(tx)
			read()
			return own.SetPassword(tx, "another", 0)
		}, func(tx *models.Tx) error { return user(tx).Disable(tx) })
		now := user(s.db.Read(s.Context()))
		if now.Name != "Vera Holm" || now.Role != models.RoleViewer || now.PasswordHash != "another" || now.DisabledAt == nil {
			s.Errorf("the user is %+v", now)
		}
	})
}

func TestTwoWhoChangeAFieldAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var made, other *models.Field
		s.write(func(tx *models.Tx) (err error) {
			if made, err = models.CreateField(tx, models.FieldSettings{Label: "Shoe size", Type: models.TypeText}); err != nil {
				return err
			}
			other, err = models.CreateField(tx, models.FieldSettings{Label: "Allergies", Type: models.TypeText})
			return err
		})
		field := func(tx *models.Tx) *models.Field {
			found, err := models.FindField(tx, made.ID)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		help := func(text string) func(tx *models.Tx, read func()) error {
			return func(tx *models.Tx, read func()) error {
				mine := field(tx)
				settings := mine.Settings()
				read()
				settings.Help = text
				return mine.Change(tx, settings)
			}
		}
		s.overtake(help("As in the shop"), func(tx *models.Tx) error {
			theirs := field(tx)
			settings := theirs.Settings()
			settings.OnSignup = true
			return theirs.Change(tx, settings)
		})
		s.overtake(help("In centimetres"), func(tx *models.Tx) error { return models.OrderFields(tx, []int64{other.ID, made.ID}) })
		s.overtake(func(tx *models.Tx, read func()) error {
			fields, err := models.AllFields(tx)
			if err != nil {
				return err
			}
			read()
			slices.Reverse(fields)
			ids := make([]int64, len(fields))
			for i := range fields {
				ids[i] = fields[i].ID
			}
			return models.OrderFields(tx, ids)
		}, func(tx *models.Tx) error { return field(tx).Archive(tx) })
		if now := field(s.db.Read(s.Context())); now.Help != "In centimetres" || !now.OnSignup || now.ArchivedAt == nil {
			s.Errorf("the field is %+v", now)
		}
	})
}

func TestTwoWhoChangeAPriorityAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var first, second *models.Priority
		s.write(func(tx *models.Tx) (err error) {
			if first, err = models.CreatePriority(tx, "P1-Siblings", false); err != nil {
				return err
			}
			second, err = models.CreatePriority(tx, "P2-Staff", false)
			return err
		})
		priority := func(tx *models.Tx, id int64) *models.Priority {
			found, err := models.FindPriority(tx, id)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		s.overtake(func(tx *models.Tx, read func()) error {
			mine := priority(tx, first.ID)
			read()
			return mine.Rename(tx, "P1-Sisters and brothers")
		}, func(tx *models.Tx) error { return models.OrderPriorities(tx, []int64{second.ID, first.ID}) })
		s.overtake(func(tx *models.Tx, read func()) error {
			mine := priority(tx, first.ID)
			read()
			return mine.Rename(tx, "P1-Family")
		}, func(tx *models.Tx) error { return priority(tx, first.ID).LendToSiblings(tx, true) })
		if now := priority(s.db.Read(s.Context()), first.ID); now.Name != "P1-Family" || now.Rank != 2 || !now.Siblings {
			s.Errorf("the priority is %+v", now)
		}
		s.overtake(func(tx *models.Tx, read func()) error {
			mine := priority(tx, first.ID)
			read()
			return mine.Rename(tx, "P1-Siblings")
		}, func(tx *models.Tx) error { return priority(tx, second.ID).LendToSiblings(tx, true) })
		priorities, err := models.Priorities(s.db.Read(s.Context()))
		if err != nil || len(priorities) != 2 || priorities[0].ID != second.ID || !priorities[0].Siblings || priorities[1].Siblings || priorities[1].Name != "P1-Siblings" {
			s.Errorf("%+v, %v", priorities, err)
		}
	})
}
