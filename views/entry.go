package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
)

func (e EntryPage) title() string {
	name := e.Row.Person.Name()
	switch e.Action {
	case "position":
		return "Move " + name
	case "list":
		return "Another list for " + name
	case "date":
		return "Dates of " + name
	case "priority":
		return "Priority of " + name
	case "offer":
		return "Offer " + name + " a place"
	case "removal":
		return "Remove " + name
	}
	return name
}

func (e EntryPage) sub() string {
	if e.Row.Position == nil {
		return "Not in line on " + e.List.Name
	}
	return Ordinal(*e.Row.Position) + " of " + strconv.Itoa(e.Active) + " on " + e.List.Name
}

// back is where the user came from: the list as they had it.
func (e EntryPage) back() string {
	if e.Form.Back != "" {
		return e.Form.Back
	}
	return "/admin/waitlists/" + e.List.Slug
}

// path leads to an action of the entry; it carries where the user came from.
func (e EntryPage) path(action string) string {
	path := "/admin/entries/" + idText(e.Row.ID)
	if action != "" {
		path += "/" + action
	}
	if e.Form.Back == "" {
		return path
	}
	if strings.Contains(path, "?") {
		return path + "&back=" + url.QueryEscape(e.Form.Back)
	}
	return path + "?back=" + url.QueryEscape(e.Form.Back)
}

func (e EntryPage) wheres() []Option {
	return []Option{
		{Value: "place", Label: "To a place number"},
		{Value: "top", Label: "To the top"},
		{Value: "after", Label: "Right behind a person"},
	}
}

func (e EntryPage) line() []Option {
	others := slices.DeleteFunc(slices.Clone(e.Line), func(other models.Entry) bool { return other.ID == e.Row.ID })
	return lineOptions(others)
}

func (e EntryPage) offerEnd() string {
	if e.Row.OfferUntil == nil {
		return "an answer comes"
	}
	return e.moment(*e.Row.OfferUntil)
}

func (e EntryPage) applied() string {
	text := e.date(e.Row.AddedAt).Text()
	if e.Row.AddedReason != "" {
		text += ", set by " + e.Row.AddedBy + ": " + e.Row.AddedReason
	}
	return text
}

func (e EntryPage) confirmed() string {
	return e.date(*e.Row.ConfirmedAt).Text() + ", by " + e.Row.ConfirmedBy
}

// PriorityOptions are priorities to choose from.
func PriorityOptions(priorities []models.Priority) []Option {
	options := make([]Option, len(priorities))
	for i := range priorities {
		options[i] = Option{Value: idText(priorities[i].ID), Label: priorities[i].Name}
	}
	return options
}

// Ordinal is 1st, 2nd, 3rd, 4th, 11th.
func Ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
