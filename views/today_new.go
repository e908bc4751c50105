package views

import (
	"strconv"

	"anteroom/models"
)

// quotes are the waits that staff may tell instead of the estimate, in minutes.
var quotes = []int{5, 10, 15, 20, 30, 45, 60, 90}

func quoteOptions() (options []Option) {
	for _, minutes := range quotes {
		options = append(options, Option{Value: strconv.Itoa(minutes), Label: strconv.Itoa(minutes) + " min"})
	}
	return options
}

func (w *WalkInPage) sub() string {
	return w.Today.Location.Name + " · " + counted(w.Today.InLine, "person is", "people are") + " in line"
}

func (w *WalkInPage) estimate() string {
	return "Estimate, " + rangeText(w.Today.Status.EstWait, w.Today.Accuracy)
}

func (w *WalkInPage) services() (options []Option) {
	for i := range w.Today.Services {
		s := &w.Today.Services[i]
		options = append(options, Option{Value: s.Slug, Label: s.Name + ", " + strconv.Itoa(s.Duration/60) + " min"})
	}
	return options
}

func (w *WalkInPage) staff() (options []Option) {
	for _, r := range w.Today.Resources {
		if r.Kind == models.StaffMember && r.IsActive {
			options = append(options, Option{Value: r.PublicID, Label: r.Name})
		}
	}
	return options
}

// about is what tells people of one name apart.
func (k *KnownPerson) about() string {
	text := k.Person.Phone
	if k.Came != "" {
		if text != "" {
			text += " · "
		}
		text += k.Came
	}
	if text == "" {
		return "no phone"
	}
	return text
}
