package views

import (
	"strconv"
	"strings"

	"anteroom/models"
)

// dayWord names a weekday.
func dayWord(day string) string {
	switch day {
	case "MO":
		return "Monday"
	case "TU":
		return "Tuesday"
	case "WE":
		return "Wednesday"
	case "TH":
		return "Thursday"
	case "FR":
		return "Friday"
	case "SA":
		return "Saturday"
	case "SU":
		return "Sunday"
	}
	return day
}

func breakDayOptions() []Option {
	options := []Option{{Value: Weekdays, Label: "Monday to Friday"}, {Value: EveryDay, Label: "Every day"}}
	for _, day := range models.WeekDays() {
		options = append(options, Option{Value: day, Label: dayWord(day)})
	}
	return options
}

// dayText is a date with its weekday: Thu 24 Dec 2026.
func dayText(date models.Date) string {
	return dayWord([]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[date.Weekday()])[:3] + " " + date.Text()
}

// shortDay is a date of the next days: Thu 24 Dec.
func shortDay(date models.Date) string {
	return strings.TrimSuffix(dayText(date), " "+strconv.Itoa(date.Year))
}

func specialText(day models.DayOpen) string {
	if day.Name == "" {
		return openText(day)
	}
	return openText(day) + " · " + day.Name
}

func openText(day models.DayOpen) string {
	if len(day.Open) == 0 {
		return "Closed"
	}
	return allDay(strings.Join(day.Open, ", "))
}

func allDay(times string) string {
	return strings.ReplaceAll(times, "00:00–24:00", "All day")
}

// clockChangeText says what a night of the clocks means to the hours.
func clockChangeText(change models.ClockChange) string {
	if change.Forward {
		return "On " + dayText(change.Date) + " the clocks go forward from " + change.From + " to " + change.To + " while you are open: the times between do not exist, so nobody can book them."
	}
	return "On " + dayText(change.Date) + " the clocks go back from " + change.From + " to " + change.To + " while you are open: the times between happen twice. A booking then means the first of the two, and shows its offset."
}

// hoursSummary is a week in a few words: one line for each run of days with the same hours.
func hoursSummary(hours models.Hours) [][2]string {
	if len(hours) == 0 {
		return [][2]string{{"Every day", "All day"}}
	}
	of := map[string][]string{}
	for _, open := range hours {
		of[open.Day] = append(of[open.Day], open.From+"–"+open.To)
	}
	var lines [][2]string
	first, last := "", ""
	for _, day := range models.WeekDays() {
		times := "Closed"
		if len(of[day]) > 0 {
			times = strings.Join(of[day], ", ")
		}
		if n := len(lines); n > 0 && lines[n-1][1] == times {
			last = day
			lines[n-1][0] = dayWord(first) + " to " + dayWord(last)
			continue
		}
		first = day
		lines = append(lines, [2]string{dayWord(day), times})
	}
	return lines
}

func (p HoursPage) path() string {
	return locationsPath + "/" + strconv.FormatInt(p.Location.ID, 10) + "/hours"
}

// errorOrder puts what is wrong in the order of the page.
func (f *HoursForm) errorOrder() (names []string) {
	for _, day := range models.WeekDays() {
		for _, row := range f.Open(day) {
			names = append(names, "openFrom-"+strconv.Itoa(row.Index), "openTo-"+strconv.Itoa(row.Index))
		}
	}
	for i := range f.BreakDay {
		names = append(names, "breakFrom-"+strconv.Itoa(i), "breakTo-"+strconv.Itoa(i))
	}
	for i := range f.SpecialDate {
		names = append(names, "specialDate-"+strconv.Itoa(i), "specialFrom-"+strconv.Itoa(i))
	}
	return append(names, "paste")
}

// rowsEmpty says that a weekday has no hours typed.
func rowsEmpty(rows []HoursRow) bool {
	for _, row := range rows {
		if row.From+row.To != "" {
			return false
		}
	}
	return true
}
