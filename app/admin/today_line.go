package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// lineSwitch is a state of a location's line: the verb that leads there and what is said of it.
type lineSwitch struct {
	set  func(l *models.Location, tx *models.Tx) error
	said string
}

var lineSwitches = map[string]lineSwitch{
	"open":   {(*models.Location).OpenQueue, "The line of %s is open: people can join by themselves."},
	"paused": {(*models.Location).PauseQueue, "The line of %s is paused: nobody new joins by themselves."},
	"closed": {(*models.Location).CloseQueue, "The line of %s is closed. Who waits stays in line."},
}

func lineName(l *models.Location) string {
	switch {
	case !l.IsQueueOpen:
		return "closed"
	case l.IsQueuePaused:
		return "paused"
	}
	return "open"
}

// switchLine opens, pauses or closes the line; ?to= is the way back.
func (p pages) switchLine(c echo.Context) error {
	return p.changeLine(c, func(tx *models.Tx, location *models.Location, form views.LineForm) (views.Flash, error) {
		to, known := lineSwitches[form.To]
		if !known {
			return views.Flash{}, models.Sentence("Please choose whether the line is open, paused or closed.")
		}
		before := lineName(location)
		if err := to.set(location, tx); err != nil {
			return views.Flash{}, err
		}
		flash := views.Flash{Text: withName(to.said, location.Name)}
		if before != form.To && c.QueryParam("to") == "" {
			flash.Undo = lineUndo(c, "to", before, form.Back)
		}
		return flash, nil
	})
}

// runLate says how late the location runs; ?minutes= is the way back.
func (p pages) runLate(c echo.Context) error {
	return p.changeLine(c, func(tx *models.Tx, location *models.Location, form views.LineForm) (views.Flash, error) {
		minutes, err := strconv.Atoi(form.Minutes)
		if err != nil || minutes < 0 || minutes > 24*60 {
			minutes = -1
		}
		before := int(location.LateBy(p.Now()).Minutes())
		if err := location.RunLate(tx, time.Duration(minutes)*time.Minute); err != nil {
			return views.Flash{}, err
		}
		flash := views.Flash{Text: location.Name + " is on time again."}
		if minutes > 0 {
			flash.Text = location.Name + " runs " + strconv.Itoa(minutes) + " minutes late: every estimate says so."
		}
		if before != minutes && c.QueryParam("minutes") == "" {
			flash.Undo = lineUndo(c, "minutes", strconv.Itoa(before), form.Back)
		}
		return flash, nil
	})
}

// lineUndo posts the state before to where this request was posted.
func lineUndo(c echo.Context, name, before, back string) string {
	return c.Request().URL.Path + "?" + url.Values{name: {before}, "back": {back}}.Encode()
}

// changeLine runs a change of the location that the address names, and leads back to its board.
func (p pages) changeLine(c echo.Context, change func(tx *models.Tx, location *models.Location, form views.LineForm) (views.Flash, error)) error {
	form := views.LineForm{To: c.QueryParam("to"), Minutes: c.QueryParam("minutes")}
	if c.Request().ContentLength != 0 {
		if err := web.Bind(c, &form); err != nil {
			return err
		}
	}
	form.Back = backTo(c, form.Back, todayPath)
	var location *models.Location
	err := p.Write(c, func(tx *models.Tx) error {
		var err error
		if location, err = p.boardLocation(c, tx); err != nil {
			return err
		}
		flash, err := change(tx, location, form)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, flash)
	})
	if wrong, isWrong := invalidOf(err); isWrong {
		return p.refuseBoard(c, location, form.Back, wrong)
	}
	if err != nil {
		return err
	}
	return seeBoard(c, form.Back)
}

// boardLocation is the location in use that the address names.
func (p pages) boardLocation(c echo.Context, tx *models.Tx) (*models.Location, error) {
	id, err := web.ID(c.Param("location"))
	if err != nil {
		return nil, err
	}
	location, err := models.FindLocation(tx, web.Scope(c), id)
	if err == nil && location.ArchivedAt != nil {
		err = models.ErrNotFound
	}
	return location, err
}

// refuseBoard shows the board with why nothing was done.
func (p pages) refuseBoard(c echo.Context, location *models.Location, back string, wrong models.Invalid) error {
	board := &views.TodayPage{Location: location}
	if parsed, err := url.Parse(back); err == nil {
		board.Filter = views.NewTodayFilter(parsed.Query())
	}
	for _, sentence := range wrong {
		board.Refused = sentence
	}
	return p.renderToday(c, http.StatusUnprocessableEntity, board)
}
