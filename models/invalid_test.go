package models

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestInvalidIsNoErrorUntilAFieldIsWrong(t *testing.T) {
	invalid := Invalid{}
	invalid.Add("email", "")
	if err := invalid.Err(); err != nil {
		t.Fatalf("an empty Invalid is %v", err)
	}
	invalid.Add("email", "Please write an e-mail address.")
	invalid.Add("email", "Something else.")
	if err := invalid.Check("birthdate", Sentence("Please write a date.")); err != nil {
		t.Fatalf("a sentence came back as %v", err)
	}
	if err := invalid.Check("phone", io.ErrUnexpectedEOF); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatalf("our own fault came back as %v", err)
	}
	var found Invalid
	if !errors.As(fmt.Errorf("saving a person: %w", invalid.Err()), &found) || len(found) != 2 {
		t.Fatalf("found %v", found)
	}
	if want := "birthdate: Please write a date.; email: Please write an e-mail address."; found.Error() != want {
		t.Errorf("got %s, want %s", found, want)
	}
}
