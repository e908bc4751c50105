package admin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/views"
)

// readService reads the form into the service and saves it. Of a shared one the user says where and with whom it is theirs, and nothing else.
func (p pages) readService(c echo.Context, tx *models.Tx, form views.ServiceForm, s *models.Service) error {
	places, err := p.placeNames(c, tx, slices.Clone(s.ResourceIDs)...)
	if err != nil {
		return err
	}
	wrong, shared := models.Invalid{}, isShared(c, s.LocationIDs)
	if !shared {
		s.Name, s.Description, s.Price, s.Currency = form.Name, form.Description, form.Price, strings.TrimSpace(form.Currency)
		s.ManualConfirm, s.IsPublic = form.ManualConfirm != "", form.IsPublic != ""
		readTimes(wrong, form, s)
		if err := wrong.Check("slug", s.ChooseSlug(tx, strings.TrimSpace(form.Slug))); err != nil {
			return err
		}
	} else if form.Name != "" {
		return wholly(c, s.LocationIDs, s.Name, "change it")
	}
	s.LocationIDs = p.chooseLocations(c, wrong, places, s.LocationIDs, form.LocationIDs)
	s.ResourceIDs = choose(wrong, "resourceIds", toTie(places.resources, shared), s.ResourceIDs, form.ResourceIDs)
	return together(wrong, s.Save(tx))
}

// readTimes reads how long it takes, for how many, and the limits of customers.
func readTimes(wrong models.Invalid, form views.ServiceForm, s *models.Service) {
	s.Duration = readSpan(wrong, "duration", form.Duration, 60)
	s.BufferBefore, s.BufferAfter = readSpan(wrong, "bufferBefore", form.BufferBefore, 60), readSpan(wrong, "bufferAfter", form.BufferAfter, 60)
	s.MinimumNotice, s.MaximumNotice = readSpan(wrong, "minimumNotice", form.MinimumNotice, 0), readSpan(wrong, "maximumNotice", form.MaximumNotice, 0)
	s.CancelNotice, s.RescheduleNotice = readSpan(wrong, "cancelNotice", form.CancelNotice, 0), readSpan(wrong, "rescheduleNotice", form.RescheduleNotice, 0)
	s.Capacity = readCapacity(wrong, form.Capacity, "Please give how many people have room, from 1 to 1,000.")
}

// readCapacity reads how many have room; none given is one.
func readCapacity(wrong models.Invalid, text, sentence string) int {
	if text = strings.TrimSpace(text); text == "" {
		return 1
	}
	capacity, err := strconv.Atoi(text)
	if err != nil || capacity < 1 {
		wrong.Add("capacity", sentence)
	}
	return capacity
}

// readSpan reads a length of time; an empty one is none.
func readSpan(wrong models.Invalid, name, text string, bare int) int {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	seconds, err := models.TypedSpan(text, bare)
	if err != nil {
		wrong.Add(name, err.Error())
	}
	return seconds
}

// together is what two readings found wrong, or an error that is no fault of the typist.
func together(wrong models.Invalid, err error) error {
	more, isWrong := invalidOf(err)
	if err != nil && !isWrong {
		return err
	}
	for name, sentence := range more {
		wrong.Add(name, sentence)
	}
	return wrong.Err()
}
