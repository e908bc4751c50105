package public

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/views"
)

// waitInstead are the lists to join where no time suits. Which days do is asked here and carried to the sign-up, with what it is for.
func (p pages) waitInstead(c echo.Context, b *choice) (views.BookWait, error) {
	lists, err := p.openFor(c, b.location)
	if err != nil {
		return views.BookWait{}, err
	}
	wait := views.BookWait{Lists: lists}
	asked, err := models.FindPersonForm(p.Read(c), models.SignupForm)
	if err != nil {
		return wait, err
	}
	for i := range asked.Fields {
		switch field := &asked.Fields[i]; {
		case field.Purpose == models.ForDays && len(field.Choices) > 0:
			wait.Days = &views.Field{Name: base(field), Label: "Which days suit you?", Plain: true, Across: true}
			for _, day := range field.Choices {
				wait.Days.Options = append(wait.Days.Options, views.Option{Value: day, Label: day})
			}
		case field.Purpose == models.ForLocation && slices.Contains(field.Choices, b.location.Name):
			wait.Hidden = append(wait.Hidden, views.Hidden{Name: base(field), Value: b.location.Name})
		}
	}
	if len(b.services) == 1 && b.services[0].IsPublic {
		wait.Hidden = append(wait.Hidden, views.Hidden{Name: "service", Value: b.services[0].Slug})
	}
	return wait, nil
}

// carry fills in what a booking without a time that suits has asked already. What the form does not offer is left out.
func (f *form) carry(tx *models.Tx, query url.Values) error {
	f.typed = url.Values{}
	for i := range f.asked.Fields {
		field := &f.asked.Fields[i]
		if field.Purpose != models.ForDays && field.Purpose != models.ForLocation {
			continue
		}
		for _, value := range query[base(field)] {
			if slices.Contains(field.Choices, value) && !slices.Contains(f.typed[base(field)], value) {
				f.typed.Add(base(field), value)
			}
		}
	}
	if query.Get("service") == "" {
		return nil
	}
	service, err := models.FindService(tx, models.Everywhere(), query.Get("service"))
	switch {
	case errors.Is(err, models.ErrNotFound):
		return nil
	case err == nil && service.IsPublic:
		f.typed.Set("note", fmt.Sprintf(wishEarlier, service.Name))
	}
	return err
}
