package admin

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// errPreview takes a Write back whose moves nobody has agreed to yet.
var errPreview = errors.New("the moves are to be seen first")

// errMeanwhile takes a Write back that would overwrite what somebody else saved while the form was open.
var errMeanwhile = errors.New("somebody else saved this list in the meantime")

// saveList makes or changes a list. A change that moves people is shown first: it is made, looked at and taken back.
func (p pages) saveList(c echo.Context) error {
	var form views.WaitlistForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	var known *models.Waitlist
	if c.Param("list") != "" {
		var err error
		if known, err = p.waitlist(c); err != nil {
			return err
		}
	}
	if form.Confirmed == "back" {
		return p.renderListForm(c, http.StatusOK, views.WaitlistFormPage{List: known, Form: form})
	}
	var list *models.Waitlist
	var moves []models.Move
	err := p.Write(c, func(tx *models.Tx) (err error) {
		list = new(models.Waitlist)
		if known != nil {
			if list, err = models.FindWaitlist(tx, web.Scope(c), strconv.FormatInt(known.ID, 10)); err != nil {
				return err
			}
		}
		if known != nil && form.Seen != "" && len(listForm(list).Since(form.Seen, nil, nil)) > 0 {
			return errMeanwhile
		}
		wrong, err := readList(tx, form, list, web.Scope(c))
		if err != nil {
			return err
		}
		moves, err = list.Save(tx)
		if err := together(wrong, err); err != nil {
			return err
		}
		if len(moves) > 0 && form.Confirmed == "" {
			return errPreview
		}
		return web.SetFlash(c, tx, savedList(list, known == nil, len(moves)))
	})
	if errors.Is(err, errMeanwhile) {
		return p.showMeanwhile(c, form)
	}
	if errors.Is(err, errPreview) {
		return p.previewList(c, known, form, moves)
	}
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		form.Errors = wrong
		return p.renderListForm(c, http.StatusUnprocessableEntity, views.WaitlistFormPage{List: known, Form: form})
	}
	if known == nil {
		return web.See(c, waitlistPath(list))
	}
	return web.See(c, listSettingsPath+"/"+list.Slug)
}

// showMeanwhile answers an overtaken save with what is different now and what was typed; sending that again is on purpose.
func (p pages) showMeanwhile(c echo.Context, form views.WaitlistForm) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	page := views.WaitlistFormPage{List: list, Form: form, Overtaken: form.Seen}
	page.Form.Seen = ""
	return p.renderListForm(c, http.StatusConflict, page)
}

func (p pages) previewList(c echo.Context, list *models.Waitlist, form views.WaitlistForm, moves []models.Move) error {
	view, err := p.waitlistView(p.Read(c), list)
	if err != nil {
		return err
	}
	page := views.WaitlistMoves{List: list, Form: form, Moves: moves, Today: view.Today}
	return web.Render(c, http.StatusOK, views.WaitlistPreview(p.Page(c, list.Name+" – Settings", "settings"), page))
}

func savedList(list *models.Waitlist, isNew bool, moved int) views.Flash {
	switch {
	case isNew:
		return views.Flash{Text: list.Name + " is made.", Link: views.Link{Label: "Share it", Href: listSettingsPath + "/" + list.Slug}}
	case moved == 1:
		return views.Flash{Text: list.Name + " is saved, and 1 person moved."}
	case moved > 1:
		return views.Flash{Text: fmt.Sprintf("%s is saved, and %d people moved.", list.Name, moved)}
	}
	return views.Flash{Text: list.Name + " is saved."}
}

// listForm is the way from a list to what its form shows.
func listForm(list *models.Waitlist) views.WaitlistForm {
	return views.WaitlistForm{
		Name: list.Name, Slug: list.Slug, Description: list.Description, LocationID: textOf(list.LocationID), MinMonths: textOf(list.MinMonths), MaxMonths: textOf(list.MaxMonths),
		AgeAt: string(list.AgeAt), CutoffDate: list.CutoffDate.String(), NextWaitlistID: textOf(list.NextWaitlistID), Capacity: textOf(list.Capacity),
		IsPublic: ticked(list.IsPublic), IsOpen: ticked(list.IsOpen), ShowPlace: ticked(list.ShowPlace),
		ConfirmDays: strconv.Itoa(list.ConfirmDays), GraceDays: strconv.Itoa(list.GraceDays),
	}
}

// readList is the way back. What is no number or day, and a location or list out of sight, is an Invalid; the rest is the list's own check.
func readList(tx *models.Tx, form views.WaitlistForm, list *models.Waitlist, scope models.Scope) (models.Invalid, error) {
	wrong := models.Invalid{}
	list.Name = form.Name
	description, err := models.CleanText(form.Description, 2000)
	if err := wrong.Check("description", err); err != nil {
		return nil, err
	}
	list.Description = description
	list.MinMonths = readCount(wrong, "minMonths", form.MinMonths)
	list.MaxMonths = readCount(wrong, "maxMonths", form.MaxMonths)
	list.Capacity = readCount(wrong, "capacity", form.Capacity)
	list.AgeAt, list.CutoffDate = models.AgeAt(form.AgeAt), readDay(wrong, "cutoffDate", form.CutoffDate)
	list.LocationID = readID(wrong, "locationId", form.LocationID)
	list.NextWaitlistID = readID(wrong, "nextWaitlistId", form.NextWaitlistID)
	list.IsPublic, list.IsOpen, list.ShowPlace = form.IsPublic != "", form.IsOpen != "", form.ShowPlace != ""
	list.ConfirmDays, list.GraceDays = 0, 0
	if days := readCount(wrong, "confirmDays", form.ConfirmDays); days != nil {
		list.ConfirmDays = *days
	}
	if days := readCount(wrong, "graceDays", form.GraceDays); days != nil {
		list.GraceDays = *days
	}
	if !scope.Covers(list.LocationID) {
		wrong.Add("locationId", "Please choose one of your locations.")
	}
	if slug := strings.TrimSpace(form.Slug); slug != "" {
		if err := wrong.Check("slug", list.ChooseSlug(tx, slug)); err != nil {
			return nil, err
		}
	}
	return wrong, nil
}

func readCount(wrong models.Invalid, name, text string) *int {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1_000_000 {
		wrong.Add(name, "Please give a whole number, or leave this empty.")
		return nil
	}
	return &n
}

func readID(wrong models.Invalid, name, text string) *int64 {
	if text == "" {
		return nil
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		wrong.Add(name, "Please choose one of these.")
		return nil
	}
	return &id
}

func textOf[N int | int64](n *N) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(int64(*n), 10)
}

func ticked(yes bool) string {
	if yes {
		return "on"
	}
	return ""
}
