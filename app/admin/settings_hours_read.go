package admin

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// pastDays is how long special days are kept that are over: they decide nothing any more, and nobody sees them.
const pastDays = 31

// readHours reads the rows, each fault noted at its input. Special days before today are those of before, the last ones.
func readHours(form views.HoursForm, location *models.Location, today models.Date) (models.OpeningHours, models.Invalid) {
	wrong := models.Invalid{}
	var open models.OpeningHours
	for i, day := range form.OpenDay {
		if from, to, ok := readStretch(wrong, "open", i, views.At(form.OpenFrom, i), views.At(form.OpenTo, i)); ok {
			open.Hours = addStretch(wrong, open.Hours, models.OpenTime{Day: day, From: from, To: to}, "openFrom-"+strconv.Itoa(i))
		}
	}
	for i, days := range form.BreakDay {
		from, to, ok := readStretch(wrong, "break", i, views.At(form.BreakFrom, i), views.At(form.BreakTo, i))
		for _, day := range views.BreakDays(days) {
			if ok {
				open.Breaks = addStretch(wrong, open.Breaks, models.OpenTime{Day: day, From: from, To: to}, "breakFrom-"+strconv.Itoa(i))
			}
		}
	}
	for _, day := range location.Overrides {
		if day.Date.Before(today) && !day.Date.Before(today.AddDays(-pastDays)) {
			open.Overrides = append(open.Overrides, day)
		}
	}
	for i, date := range form.SpecialDate {
		if day, ok := readSpecial(wrong, form, i); ok && date != "" {
			open.Overrides = addSpecial(wrong, open.Overrides, day, "specialDate-"+strconv.Itoa(i))
		}
	}
	return open, wrong
}

// readStretch reads two times of a row; both empty is no row. Somebody may have typed 9-17 into the first box.
func readStretch(wrong models.Invalid, table string, i int, typedFrom, typedTo string) (from, to string, ok bool) {
	typedFrom, typedTo = strings.TrimSpace(typedFrom), strings.TrimSpace(typedTo)
	fromName, toName := table+"From-"+strconv.Itoa(i), table+"To-"+strconv.Itoa(i)
	if typedFrom+typedTo == "" {
		return "", "", false
	}
	if typedTo == "" {
		if from, to, err := models.TypedStretch(typedFrom); err == nil {
			return from, to, rightOrder(wrong, fromName, from, to)
		}
	}
	from, errFrom := models.TypedClock(typedFrom)
	to, errTo := models.TypedClock(typedTo)
	if errFrom != nil {
		wrong.Add(fromName, errFrom.Error())
	}
	if errTo != nil {
		if errFrom != nil {
			toName = fromName
		}
		wrong.Add(toName, errTo.Error())
	}
	return from, to, errFrom == nil && errTo == nil && rightOrder(wrong, fromName, from, to)
}

func rightOrder(wrong models.Invalid, name, from, to string) bool {
	if from < to {
		return true
	}
	wrong.Add(name, "Please let it end after it begins. What goes past midnight is two: until 24:00, and from 00:00 on the next day.")
	return false
}

// addStretch adds a stretch of a weekday unless it overlaps one that is there.
func addStretch(wrong models.Invalid, hours models.Hours, open models.OpenTime, name string) models.Hours {
	if !slices.Contains(models.WeekDays(), open.Day) {
		wrong.Add(name, "Please choose a day of the week.")
		return hours
	}
	for _, other := range hours {
		if other.Day == open.Day && other.From < open.To && open.From < other.To {
			wrong.Add(name, fmt.Sprintf("This overlaps with %s–%s on the same day. Please join the two.", other.From, other.To))
			return hours
		}
	}
	return append(hours, open)
}

func readSpecial(wrong models.Invalid, form views.HoursForm, i int) (day models.Override, ok bool) {
	typed := strings.TrimSpace(form.SpecialDate[i])
	from, to := views.At(form.SpecialFrom, i), views.At(form.SpecialTo, i)
	name, err := models.CleanLine(views.At(form.SpecialName, i), models.LongestDayName)
	if err != nil {
		wrong.Add("specialDate-"+strconv.Itoa(i), "Please give this day a shorter name, of letters that can be read.")
		return day, false
	}
	if typed == "" {
		if strings.TrimSpace(from+to+name) != "" {
			wrong.Add("specialDate-"+strconv.Itoa(i), "Please give the day, or empty the rest of its row.")
		}
		return day, false
	}
	date, err := models.ParseDate(typed)
	if err != nil || !date.Valid() {
		wrong.Add("specialDate-"+strconv.Itoa(i), "Please give a day of the calendar.")
		return day, false
	}
	day = models.Override{Date: date, Closed: views.At(form.SpecialRule, i) != "open", Name: name}
	if day.Closed {
		return day, true
	}
	if day.From, day.To, ok = readStretch(wrong, "special", i, from, to); !ok {
		wrong.Add("specialFrom-"+strconv.Itoa(i), "Please give two times, or say that it is closed.")
	}
	return day, ok
}

// addSpecial adds a special day unless it contradicts one that is there.
func addSpecial(wrong models.Invalid, days models.Overrides, day models.Override, name string) models.Overrides {
	for _, other := range days {
		if other.Date != day.Date {
			continue
		}
		if other.Closed || day.Closed {
			wrong.Add(name, "This day is here twice, and once it is closed. Please keep one of the rows.")
			return days
		}
		if other.From < day.To && day.From < other.To {
			wrong.Add(name, fmt.Sprintf("This overlaps with %s–%s on the same day. Please join the two.", other.From, other.To))
			return days
		}
	}
	return append(days, day)
}

// uploadedText is the text of the form's file, empty where none was chosen.
func uploadedText(c echo.Context) (string, error) {
	header, err := c.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil
	}
	if err != nil {
		return "", errors.Join(web.ErrUnreadable, err)
	}
	file, err := header.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err == nil && !utf8.Valid(content) {
		return "", models.Sentence("This file is no text in UTF-8. Please save it as text or CSV in UTF-8 first.")
	}
	return string(content), err
}
