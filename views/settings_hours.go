package views

import (
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
)

// HoursForm is when a location is open, as a manager types it: three tables whose columns are lists beside each other.
// A row without times, or without a date, is none.
type HoursForm struct {
	OpenDay     []string `form:"openDay"`
	OpenFrom    []string `form:"openFrom"`
	OpenTo      []string `form:"openTo"`
	BreakDay    []string `form:"breakDay"` // MO, or several with +, see BreakDays
	BreakFrom   []string `form:"breakFrom"`
	BreakTo     []string `form:"breakTo"`
	SpecialDate []string `form:"specialDate"`
	SpecialRule []string `form:"specialRule"` // closed or open
	SpecialFrom []string `form:"specialFrom"`
	SpecialTo   []string `form:"specialTo"`
	SpecialName []string `form:"specialName"`
	Paste       string   `form:"paste"`
	Do          string   `form:"do"` // the button: save, confirmed, or what to do with the rows
	Version     string   `form:"version"`
	Errors      models.Invalid
}

// HoursPage is the form with what follows from it.
type HoursPage struct {
	Location  *models.Location
	Form      HoursForm
	Days      []models.DayOpen // the next ones, by what is typed
	Clocks    []models.ClockChange
	Left      models.LeftOutside // appointments that saving would leave outside
	Unsaved   string             // what was done with the rows
	Overtaken bool               // somebody else saved while this form was open
	Changed   string
	Example   string // of a date
}

// Every and Weekdays are rows for several days.
const (
	Weekdays = "MO+TU+WE+TH+FR"
	EveryDay = "MO+TU+WE+TH+FR+SA+SU"
)

// HoursRow is a row of one of the tables. Index is its place among all rows of the table: it names the inputs of the row.
type HoursRow struct {
	Index          int
	Day, From, To  string
	Rule, Name     string
	Error, ToError string
}

// HoursFormOf begins with the hours as they are; days before today stay unshown.
func HoursFormOf(location *models.Location, today models.Date) HoursForm {
	form := HoursForm{Version: strconv.FormatInt(location.Version, 10)}
	for _, open := range location.Hours {
		form.AddOpen(open.Day, open.From, open.To)
	}
	for _, pause := range gatherBreaks(location.Breaks) {
		form.AddBreak(pause.Day, pause.From, pause.To)
	}
	for _, day := range location.Overrides {
		if !day.Date.Before(today) {
			form.AddSpecial(day)
		}
	}
	return form
}

// AddOpen adds a row of the week.
func (f *HoursForm) AddOpen(day, from, to string) {
	f.OpenDay, f.OpenFrom, f.OpenTo = append(f.OpenDay, day), append(f.OpenFrom, from), append(f.OpenTo, to)
}

// AddBreak adds a break of one or several days.
func (f *HoursForm) AddBreak(days, from, to string) {
	f.BreakDay, f.BreakFrom, f.BreakTo = append(f.BreakDay, days), append(f.BreakFrom, from), append(f.BreakTo, to)
}

// AddSpecial adds a day unlike its weekday.
func (f *HoursForm) AddSpecial(day models.Override) {
	rule := "open"
	if day.Closed {
		rule = "closed"
	}
	f.SpecialDate, f.SpecialRule = append(f.SpecialDate, day.Date.String()), append(f.SpecialRule, rule)
	f.SpecialFrom, f.SpecialTo, f.SpecialName = append(f.SpecialFrom, day.From), append(f.SpecialTo, day.To), append(f.SpecialName, day.Name)
}

// Open are the rows of one weekday.
func (f *HoursForm) Open(day string) (rows []HoursRow) {
	for i := range f.OpenDay {
		if f.OpenDay[i] == day {
			rows = append(rows, HoursRow{
				Index: i, Day: day, From: At(f.OpenFrom, i), To: At(f.OpenTo, i), Error: f.Errors["openFrom-"+strconv.Itoa(i)], ToError: f.Errors["openTo-"+strconv.Itoa(i)],
			})
		}
	}
	return rows
}

// Breaks are the rows of breaks.
func (f *HoursForm) Breaks() (rows []HoursRow) {
	for i := range f.BreakDay {
		rows = append(rows, HoursRow{
			Index: i, Day: f.BreakDay[i], From: At(f.BreakFrom, i), To: At(f.BreakTo, i), Error: f.Errors["breakFrom-"+strconv.Itoa(i)], ToError: f.Errors["breakTo-"+strconv.Itoa(i)],
		})
	}
	return rows
}

// Special are the rows of days unlike their weekday.
func (f *HoursForm) Special() (rows []HoursRow) {
	for i := range f.SpecialDate {
		rows = append(rows, HoursRow{
			Index: i, Day: f.SpecialDate[i], Rule: At(f.SpecialRule, i), Name: At(f.SpecialName, i), From: At(f.SpecialFrom, i), To: At(f.SpecialTo, i),
			Error: f.Errors["specialDate-"+strconv.Itoa(i)], ToError: f.Errors["specialFrom-"+strconv.Itoa(i)],
		})
	}
	return rows
}

// Spare adds an empty row where a table has none to write in.
func (f *HoursForm) Spare() {
	for _, day := range models.WeekDays() {
		if !slices.Contains(f.OpenDay, day) {
			f.AddOpen(day, "", "")
		}
	}
	if len(f.BreakDay) == 0 {
		f.AddBreak(Weekdays, "", "")
	}
	if len(f.SpecialDate) == 0 {
		f.AddSpecial(models.Override{Closed: true})
	}
}

// Copy gives days the hours of another one.
func (f *HoursForm) Copy(from string, to []string) {
	var week HoursForm
	for i, day := range f.OpenDay {
		if day == from || !slices.Contains(to, day) {
			week.AddOpen(day, At(f.OpenFrom, i), At(f.OpenTo, i))
		}
	}
	for _, row := range f.Open(from) {
		for _, day := range to {
			if day != from && row.From+row.To != "" {
				week.AddOpen(day, row.From, row.To)
			}
		}
	}
	f.OpenDay, f.OpenFrom, f.OpenTo = week.OpenDay, week.OpenFrom, week.OpenTo
}

// BreakDays are the days that a row of breaks names.
func BreakDays(days string) []string { return strings.Split(days, "+") }

// At is a value of a list, empty behind its end: a form may be sent by anybody.
func At(values []string, i int) string {
	if i < len(values) {
		return values[i]
	}
	return ""
}

// gatherBreaks writes the same break of several days in one row.
func gatherBreaks(breaks models.Hours) []models.OpenTime {
	var rows []models.OpenTime
	for _, days := range []string{EveryDay, Weekdays} {
		for _, pause := range slices.Clone(breaks) {
			same := func(open models.OpenTime) bool { return open.From == pause.From && open.To == pause.To }
			var here []string
			for _, open := range breaks {
				if same(open) {
					here = append(here, open.Day)
				}
			}
			if strings.Join(here, "+") == days {
				rows = append(rows, models.OpenTime{Day: days, From: pause.From, To: pause.To})
				breaks = slices.DeleteFunc(slices.Clone(breaks), same)
			}
		}
	}
	return append(rows, breaks...)
}
