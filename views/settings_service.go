package views

import (
	"strconv"

	"anteroom/models"
)

const servicesPath = "/admin/settings/services"

// ServiceForm is a service as a manager types it; lengths of time are texts like 45 min or 2 days.
type ServiceForm struct {
	Name             string   `form:"name"`
	Slug             string   `form:"slug"`
	Description      string   `form:"description"`
	Duration         string   `form:"duration"`
	BufferBefore     string   `form:"bufferBefore"`
	BufferAfter      string   `form:"bufferAfter"`
	Capacity         string   `form:"capacity"`
	Price            string   `form:"price"`
	Currency         string   `form:"currency"`
	MinimumNotice    string   `form:"minimumNotice"`
	MaximumNotice    string   `form:"maximumNotice"`
	CancelNotice     string   `form:"cancelNotice"`
	RescheduleNotice string   `form:"rescheduleNotice"`
	ManualConfirm    string   `form:"manualConfirm"`
	IsPublic         string   `form:"isPublic"`
	LocationIDs      []string `form:"locationIds"`
	ResourceIDs      []string `form:"resourceIds"`
	Version          string   `form:"version"`

	Errors models.Invalid
}

// ServicePage is the form with what it offers.
type ServicePage struct {
	Service   *models.Service // as it is; nil for a new one
	Form      ServiceForm
	Locations []Option
	Resources map[models.ResourceKind][]Option
	Overtaken bool // somebody else saved while this form was open
	Booked    *models.StillBooked
	Changed   string
	Limited   bool // the user sees some locations alone
	Shared    bool // with locations that the user does not see
}

// ServiceRow is a service in the list of all.
type ServiceRow struct {
	Service models.Service
	Where   string
	Who     string
}

// ServicesPage are the services in their order.
type ServicesPage struct {
	Rows   []ServiceRow
	Orders bool // may put them in order
}

// ServiceFormOf begins with the service as it is.
func ServiceFormOf(s *models.Service) ServiceForm {
	form := ServiceForm{
		Name: s.Name, Slug: s.Slug, Description: s.Description, Duration: models.SpanText(s.Duration), BufferBefore: spanOrNone(s.BufferBefore), BufferAfter: spanOrNone(s.BufferAfter),
		Capacity: strconv.Itoa(s.Capacity), Currency: s.Currency, MinimumNotice: spanOrNone(s.MinimumNotice), MaximumNotice: spanOrNone(s.MaximumNotice),
		CancelNotice: spanOrNone(s.CancelNotice), RescheduleNotice: spanOrNone(s.RescheduleNotice), LocationIDs: idTexts(s.LocationIDs), ResourceIDs: idTexts(s.ResourceIDs),
		Version: strconv.FormatInt(s.Version, 10),
	}
	if s.Price != "0.00" {
		form.Price = s.Price
	}
	if s.ManualConfirm {
		form.ManualConfirm = "on"
	}
	if s.IsPublic {
		form.IsPublic = "on"
	}
	return form
}

// spanOrNone is empty for no time.
func spanOrNone(seconds int) string {
	if seconds == 0 {
		return ""
	}
	return models.SpanText(seconds)
}

func idTexts(ids []int64) (texts []string) {
	for _, id := range ids {
		texts = append(texts, idText(id))
	}
	return texts
}

func (s ServicePage) title() string {
	if s.Service == nil {
		return "Add a service"
	}
	return s.Service.Name
}

func (s ServicePage) action() string {
	if s.Service == nil {
		return servicesPath
	}
	return servicesPath + "/" + idText(s.Service.ID)
}

func (s ServicePage) everywhere() string {
	if s.Limited {
		return ""
	}
	return "None ticked is all of them."
}

func priceText(s *models.Service) string {
	if s.Price == "0.00" || s.Price == "" {
		return "Free"
	}
	return s.Price + " " + s.Currency
}

// resourceKindWord names a kind of resource.
func resourceKindWord(kind models.ResourceKind) string {
	switch kind {
	case models.StaffMember:
		return "Staff"
	case models.Room:
		return "Room"
	case models.Equipment:
		return "Equipment"
	}
	return string(kind)
}
