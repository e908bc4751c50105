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

// Each leaving may be taken back; both of them only where she stood there twice.
func TestTwoLeavingsTakenBackInTurnPutNobodyInLineTwice(t *testing.T) {
	eachSalon(t, func(s *salon) {
		noor := &models.Person{FirstName: "Noor", LastName: "Haddad"}
		s.write(func(tx *models.Tx) error { return tx.Create(noor).Error })
		join := func() (v *models.Visit) {
			s.write(func(tx *models.Tx) (err error) {
				v, err = s.location.Join(tx, models.NewVisit{PersonID: &noor.ID, ForStaff: true})
				return err
			})
			return v
		}
		leave := func(v *models.Visit) { s.write(func(tx *models.Tx) error { return v.Cancel(tx, true) }) }

		first := join()
		leave(first)
		second := join()
		leave(second)
		for _, pair := range [][2]*models.Visit{{first, second}, {second, first}, {first, second}} {
			s.write(pair[0].Undo)
			if err := s.try(pair[1].Undo); !isSentence(err) {
				s.Errorf("she is in line twice: %v", err)
			}
			if now := s.load(pair[1]); now.State != models.StateComplete || !now.HasTag(models.TagCancelled) {
				s.Errorf("refused, it is %s %v", now.State, now.Tags)
			}
			leave(pair[0])
		}

		third, fourth := join(), join() // for two things
		leave(third)
		leave(fourth)
		s.write(third.Undo)
		s.write(fourth.Undo)
		if s.load(third).State != models.StateWaiting || s.load(fourth).State != models.StateWaiting {
			s.Error("who stood there twice does not again")
		}
		s.sound()
	})
}
