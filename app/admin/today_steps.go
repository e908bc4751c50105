package admin

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// visitStep is what a button of a card does, by its noun in the address: it says what happened, with the way back where there is one.
type visitStep struct {
	noun string
	take func(c echo.Context, tx *models.Tx, v *models.Visit, form *views.StepForm) (views.Flash, error)
}

func visitSteps() []visitStep {
	return []visitStep{
		undoable("call", (*models.Visit).Call, "%s is called."),
		undoable("arrival", (*models.Visit).Arrive, "%s is here."),
		undoable("delay", (*models.Visit).Delay, "%s needs more time."),
		undoable("completion", (*models.Visit).Complete, "%s is done."),
		undoable("absence", (*models.Visit).NoShow, "%s did not come."),
		undoable("refusal", (*models.Visit).Decline, "The request of %s is declined."),
		plain("confirmation", (*models.Visit).Confirm, "%s is confirmed."),
		plain("undo", (*models.Visit).Undo, "%s is back as before."),
		{"service", serveVisit},
		{"position", moveVisit},
		{"cancellation", cancelVisit},
	}
}

func plain(noun string, take func(v *models.Visit, tx *models.Tx) error, said string) visitStep {
	return visitStep{noun, func(_ echo.Context, tx *models.Tx, v *models.Visit, _ *views.StepForm) (views.Flash, error) {
		if err := take(v, tx); err != nil {
			return views.Flash{}, err
		}
		return views.Flash{Text: withName(said, v.Name())}, nil
	}}
}

func undoable(noun string, take func(v *models.Visit, tx *models.Tx) error, said string) visitStep {
	step := plain(noun, take, said)
	return visitStep{noun, func(c echo.Context, tx *models.Tx, v *models.Visit, form *views.StepForm) (views.Flash, error) {
		flash, err := step.take(c, tx, v, form)
		if err != nil {
			return flash, err
		}
		flash.Undo = undoPath(v, form.Back)
		flash.Link, err = freedLink(tx, v)
		return flash, err
	}}
}

// undoPath takes back the step that led to this version, and none that somebody takes after it.
func undoPath(v *models.Visit, back string) string {
	query := url.Values{"version": {idText(v.Version)}, "back": {back}}
	return todayPath + "/visits/" + v.PublicID + "/undo?" + query.Encode()
}

func serveVisit(_ echo.Context, tx *models.Tx, v *models.Visit, form *views.StepForm) (views.Flash, error) {
	var by *models.Resource
	if form.Resource != "" {
		var err error
		if by, err = resourceAt(tx, v.LocationID, form.Resource); err != nil {
			return views.Flash{}, err
		}
	}
	if err := v.Serve(tx, by); err != nil {
		return views.Flash{}, err
	}
	text := withName("%s is being served", v.Name())
	if by != nil {
		text += " by " + by.Name
	}
	return views.Flash{Text: text + ".", Undo: undoPath(v, form.Back)}, nil
}

// resourceAt finds who or what works at a location; anything else is not there.
func resourceAt(tx *models.Tx, locationID int64, name string) (*models.Resource, error) {
	resource, err := models.FindResource(tx, models.Everywhere(), name)
	if errors.Is(err, models.ErrNotFound) || err == nil && len(resource.LocationIDs) > 0 && !slices.Contains(resource.LocationIDs, locationID) {
		return nil, models.Invalid{"resource": "Whoever you chose is not there any more. Please choose somebody else."}
	}
	return resource, err
}

func moveVisit(c echo.Context, tx *models.Tx, v *models.Visit, form *views.StepForm) (views.Flash, error) {
	position, err := strconv.Atoi(strings.TrimSpace(form.Position))
	if err != nil || position < 1 {
		return views.Flash{}, models.Invalid{"position": "Please give the number of the place, 1 for the top."}
	}
	before := v.Position
	if err := v.MoveTo(tx, position); err != nil {
		return views.Flash{}, err
	}
	now, err := v.Settled(tx)
	if err != nil {
		return views.Flash{}, err
	}
	flash := views.Flash{Text: v.Name() + " is now " + views.Ordinal(*now.Position) + " in line."}
	if before != nil && c.QueryParam("to") == "" {
		query := url.Values{"version": {idText(now.Version)}, "back": {form.Back}, "to": {strconv.Itoa(*before)}}
		flash.Undo = todayPath + "/visits/" + v.PublicID + "/position?" + query.Encode()
	}
	return flash, nil
}

func cancelVisit(c echo.Context, tx *models.Tx, v *models.Visit, form *views.StepForm) (views.Flash, error) {
	step := undoable("cancellation", func(v *models.Visit, tx *models.Tx) error { return v.CancelBecause(tx, form.Reason, true) }, "%s is removed.")
	return step.take(c, tx, v, form)
}

// stepVisit answers the button of a card: one Write, then the board as it is. Who was slower than somebody else reads what they did.
func (p pages) stepVisit(step visitStep) echo.HandlerFunc {
	return func(c echo.Context) error {
		form, err := stepForm(c)
		if err != nil {
			return err
		}
		var visit *models.Visit
		err = p.Write(c, func(tx *models.Tx) error {
			var err error
			if visit, err = models.FindVisit(tx, web.Scope(c), c.Param("visit")); err != nil {
				return err
			}
			if err := visit.Expect(tx, versionIn(form.Version)); err != nil {
				return err
			}
			flash, err := step.take(c, tx, visit, form)
			if err != nil {
				return err
			}
			return web.SetFlash(c, tx, flash)
		})
		if err != nil {
			return p.refuseStep(c, step.noun, form, visit, err)
		}
		return seeBoard(c, backTo(c, form.Back, todayPath))
	}
}

// stepForm is the body, or of an undo, which has none, the address.
func stepForm(c echo.Context) (*views.StepForm, error) {
	form := &views.StepForm{Version: c.QueryParam("version"), Position: c.QueryParam("to")}
	if c.Request().ContentLength != 0 {
		if err := web.Bind(c, form); err != nil {
			return nil, err
		}
	}
	form.Back = backTo(c, form.Back, todayPath)
	return form, nil
}

// versionIn is the version that a page showed; 0, which expects nothing, where it says none.
func versionIn(text string) int64 {
	version, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return max(version, 0)
}

// refuseStep shows why nothing was done: on the step's own page what was typed wrong, on the board everything else.
func (p pages) refuseStep(c echo.Context, noun string, form *views.StepForm, visit *models.Visit, err error) error {
	if errors.Is(err, models.ErrStale) {
		return p.boardOf(c, http.StatusConflict, visit, form, func(board *views.TodayPage) {
			board.Changed, board.Overtaken = visit.PublicID, views.Overtaken(visit, web.User(c).Name)
		})
	}
	if errors.Is(err, models.ErrTaken) {
		err = models.Sentence("The time of " + visit.Name() + " is taken by now, so it cannot be put back. Please book another one.")
	}
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	if wrong["position"] != "" || wrong["resource"] != "" || wrong["reason"] != "" {
		form.Errors = wrong
		return p.renderStep(c, http.StatusUnprocessableEntity, noun, form)
	}
	return p.boardOf(c, http.StatusUnprocessableEntity, visit, form, func(board *views.TodayPage) {
		for _, sentence := range wrong {
			board.Refused = sentence
		}
	})
}

// boardOf is the board of a visit's location, as the reader had it.
func (p pages) boardOf(c echo.Context, status int, visit *models.Visit, form *views.StepForm, say func(board *views.TodayPage)) error {
	location, err := models.FindLocation(p.Read(c), web.Scope(c), visit.LocationID)
	if err != nil {
		return err
	}
	board := &views.TodayPage{Location: location}
	if back, err := url.Parse(form.Back); err == nil {
		board.Filter = views.NewTodayFilter(back.Query())
	}
	say(board)
	return p.renderToday(c, status, board)
}

// seeBoard leads to the board. A script that swaps it in follows by itself, so nobody is sent anywhere.
func seeBoard(c echo.Context, path string) error {
	return c.Redirect(http.StatusSeeOther, path)
}

// askStep is the page of a step that asks back.
func (p pages) askStep(noun string) echo.HandlerFunc {
	return func(c echo.Context) error {
		return p.renderStep(c, http.StatusOK, noun, &views.StepForm{Back: backTo(c, "", todayPath)})
	}
}

func (p pages) renderStep(c echo.Context, status int, noun string, form *views.StepForm) error {
	tx := p.Read(c)
	visit, err := models.FindVisit(tx, web.Scope(c), c.Param("visit"))
	if err != nil {
		return err
	}
	location, err := models.FindLocation(tx, web.Scope(c), visit.LocationID)
	if err != nil {
		return err
	}
	board := &views.TodayPage{Location: location}
	if err := p.fillToday(c, board); err != nil {
		return err
	}
	if form.Version == "" {
		form.Version = idText(visit.Version)
	}
	if form.Position == "" && visit.Position != nil {
		form.Position = strconv.Itoa(*visit.Position)
	}
	step := &views.StepPage{Noun: noun, Visit: visit, Today: board, Form: *form}
	frame := p.Page(c, step.Title(), "today")
	frame.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.VisitStep(frame, step))
}
