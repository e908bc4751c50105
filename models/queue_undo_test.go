package models_test

import (
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// Who left the line and joined again stands there once, whoever takes the leaving back.
func TestNobodyComesBackIntoALineThatTheyJoinedAgain(t *testing.T) {
	eachSalon(t, func(s *salon) {
		person := &models.Person{FirstName: "Noor", LastName: "Haddad"}
		modelstest.Write(s.T, s.db, func(tx *models.Tx) error { return tx.Create(person).Error })
		join := func() (v *models.Visit) {
			s.write(func(tx *models.Tx) (err error) {
				v, _, err = s.location.JoinOnce(tx, models.NewVisit{PersonID: &person.ID})
				return err
			})
			return v
		}
		leave := func(v *models.Visit) {
			s.write(func(tx *models.Tx) error { return v.Cancel(tx, false) })
		}

		first := join()
		beside := s.join("Ida")
		var second *models.Visit // staff put her in line twice on purpose: for two things
		s.write(func(tx *models.Tx) (err error) {
			second, err = s.location.Join(tx, models.NewVisit{PersonID: &person.ID, ForStaff: true})
			return err
		})
		leave(first)
		s.write(first.Undo)
		if now := s.load(first); now.State != models.StateWaiting || *now.Position != 1 {
			s.Errorf("back she is %s at %d", now.State, *now.Position)
		}
		leave(second)
		leave(first)
		again := join()
		if again.ID == first.ID || *s.load(again).Position != 2 {
			s.Fatalf("joined again she is %+v", again)
		}
		if err := s.try(first.Undo); !isSentence(err) {
			s.Errorf("in line twice: %v", err)
		}
		if now := s.load(first); now.State != models.StateComplete || !now.HasTag(models.TagCancelled) || now.CompletedTime == nil {
			s.Errorf("refused, it is %s %v", now.State, now.Tags)
		}
		leave(again)
		s.write(first.Undo)
		if *s.load(first).Position != 1 || *s.load(beside).Position != 2 {
			s.Error("she is not where she was")
		}
		s.sound()
	})
}
