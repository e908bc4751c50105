package admin

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	hoursBytes     = 1 << 20 // a file of holidays with its form
	daysShown      = 14
	daysOfTheClock = 366
)

// errOutside takes a Write back that would leave appointments outside of the hours, which nobody has agreed to yet.
var errOutside = errors.New("appointments would be outside of the hours")

// hours shows when a location is open.
func (p pages) hours(c echo.Context) error {
	location, err := p.locationIn(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.askHours(c, http.StatusOK, views.HoursPage{Form: views.HoursFormOf(location, p.today(location))})
}

// changeHours keeps the hours, or does to their rows what a button says; nothing is saved then.
func (p pages) changeHours(c echo.Context) error {
	var form views.HoursForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	location, err := p.locationIn(c, p.Read(c))
	if err != nil {
		return err
	}
	switch form.Do {
	case "", "save", "confirmed":
		return p.saveHours(c, form)
	case "preview":
		status := http.StatusOK
		if _, form.Errors = readHours(form, location, p.today(location)); len(form.Errors) > 0 {
			status = http.StatusUnprocessableEntity
		}
		return p.askHours(c, status, views.HoursPage{Form: form, Unsaved: "Below are the next 14 days by what you typed."})
	case "read":
		return p.readDays(c, form)
	}
	return p.askHours(c, http.StatusOK, views.HoursPage{Form: form, Unsaved: arrangeHours(&form)})
}

// arrangeHours adds or copies rows, and says so.
func arrangeHours(form *views.HoursForm) string {
	verb, what, _ := strings.Cut(form.Do, "-")
	day, to, _ := strings.Cut(what, "-")
	switch {
	case form.Do == "add-break":
		form.AddBreak(views.Weekdays, "", "")
		return "A row for a break is added."
	case form.Do == "add-special":
		form.AddSpecial(models.Override{Closed: true})
		return "A row for a day is added."
	case verb == "add" && slices.Contains(models.WeekDays(), day):
		form.AddOpen(day, "", "")
		return "A row for more times is added."
	case verb == "copy" && slices.Contains(models.WeekDays(), day):
		form.Copy(day, views.BreakDays(to))
		return "The hours are copied."
	}
	return "These are your rows."
}

// readDays brings pasted or uploaded days into the rows, where they can be looked at before they are saved.
func (p pages) readDays(c echo.Context, form views.HoursForm) error {
	text, err := uploadedText(c)
	wrong := models.Invalid{}
	if err := wrong.Check("paste", err); err != nil {
		return err
	}
	text = strings.TrimSpace(form.Paste + "\n" + text)
	account, err := models.FindAccount(p.Read(c))
	if err != nil {
		return err
	}
	days, faults := models.ReadSpecialDays(text, models.DateOrder(account.Country))
	if text == "" {
		faults = []string{"Please paste some lines, or choose a file."}
	}
	if len(wrong)+len(faults) > 0 {
		more := ""
		if len(faults) > 5 {
			faults, more = faults[:5], fmt.Sprintf(" And %d more.", len(faults)-5)
		}
		wrong.Add("paste", strings.Join(faults, " ")+more)
		form.Errors = wrong
		return p.askHours(c, http.StatusUnprocessableEntity, views.HoursPage{Form: form})
	}
	whole := form
	replaced := replaceDays(&whole, days)
	if len(whole.SpecialDate) > models.MostOverrides {
		form.Errors = models.Invalid{"paste": models.TooManyDays}
		return p.askHours(c, http.StatusUnprocessableEntity, views.HoursPage{Form: form})
	}
	form, form.Paste = whole, ""
	said := rowsRead(len(days)) + "."
	if replaced > 0 {
		said = rowsRead(len(days)) + fmt.Sprintf("; they replace %d of before.", replaced)
	}
	return p.askHours(c, http.StatusOK, views.HoursPage{Form: form, Unsaved: said})
}

// replaceDays takes new days instead of the rows of the same dates.
func replaceDays(form *views.HoursForm, days models.Overrides) (replaced int) {
	fresh, said := views.HoursForm{}, map[string]bool{}
	for _, day := range days {
		said[day.Date.String()] = true
	}
	for i, date := range form.SpecialDate {
		if said[date] {
			replaced++
			continue
		}
		if date != "" {
			fresh.SpecialDate, fresh.SpecialRule = append(fresh.SpecialDate, date), append(fresh.SpecialRule, views.At(form.SpecialRule, i))
			fresh.SpecialName = append(fresh.SpecialName, views.At(form.SpecialName, i))
			fresh.SpecialFrom, fresh.SpecialTo = append(fresh.SpecialFrom, views.At(form.SpecialFrom, i)), append(fresh.SpecialTo, views.At(form.SpecialTo, i))
		}
	}
	for _, day := range days {
		fresh.AddSpecial(day)
	}
	form.SpecialDate, form.SpecialRule, form.SpecialFrom, form.SpecialTo = fresh.SpecialDate, fresh.SpecialRule, fresh.SpecialFrom, fresh.SpecialTo
	form.SpecialName = fresh.SpecialName
	return replaced
}

// saveHours keeps the hours. Appointments that would be outside are shown first.
func (p pages) saveHours(c echo.Context, form views.HoursForm) error {
	page := views.HoursPage{}
	err := p.Write(c, func(tx *models.Tx) error {
		location, err := p.locationIn(c, tx)
		if err != nil {
			return err
		}
		if err := sameVersion(&form.Version, location.Version); err != nil {
			return err
		}
		open, wrong := readHours(form, location, p.today(location))
		if strings.TrimSpace(form.Paste) != "" {
			wrong.Add("paste", "These lines are not in the list yet. Please press “Read them into the list” first, or empty the box.")
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		if page.Left, err = location.WouldLeaveOutside(tx, open); err != nil {
			return err
		}
		if page.Left.Count > 0 && form.Do != "confirmed" {
			return errOutside
		}
		if err := location.SetHours(tx, open); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("The hours of %s are saved.", location.Name)})
	})
	page.Form = form
	wrong, isWrong := invalidOf(err)
	switch {
	case errors.Is(err, models.ErrStale):
		page.Overtaken = true
		return p.askHours(c, http.StatusConflict, page)
	case errors.Is(err, errOutside):
		return p.askHours(c, http.StatusOK, page)
	case isWrong:
		page.Form.Errors = wrong
		return p.askHours(c, http.StatusUnprocessableEntity, page)
	case err != nil:
		return err
	}
	return web.See(c, locationsPath+"/"+c.Param("id"))
}

func (p pages) askHours(c echo.Context, status int, page views.HoursPage) (err error) {
	tx := p.Read(c)
	if page.Location, err = p.locationIn(c, tx); err != nil {
		return err
	}
	account, err := models.FindAccount(tx)
	if err != nil {
		return err
	}
	today := p.today(page.Location)
	open, wrong := readHours(page.Form, page.Location, today)
	if len(wrong) > 0 {
		open = page.Location.Opening()
	}
	page.Days, page.Clocks = open.Days(today, daysShown), open.ClockChanges(page.Location.Zone(), today, daysOfTheClock)
	page.Example = models.DateOrder(account.Country).Example()
	if page.Changed, err = p.changed(c, models.KindLocation, page.Location.ID); err != nil {
		return err
	}
	page.Form.Spare()
	frame := p.Page(c, "Hours of "+page.Location.Name, "settings")
	frame.Invalid, frame.Styles = len(page.Form.Errors) > 0 || page.Overtaken, []string{"hours.css"}
	return web.Render(c, status, views.LocationHours(frame, page))
}

func (p pages) today(location *models.Location) models.Date {
	return models.DateIn(p.Now(), location.Zone())
}

func rowsRead(n int) string {
	if n == 1 {
		return "1 row is read"
	}
	return fmt.Sprintf("%d rows are read", n)
}
