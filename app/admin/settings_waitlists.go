package admin

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const listSettingsPath = "/admin/settings/waitlists"

// listSettingRoutes are where lists are made and changed.
func (p pages) listSettingRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, listSettingsPath, web.Manager, p.listSettings),
		web.StaffPage(get, listSettingsPath+"/new", web.Manager, p.newList),
		web.StaffPage(post, listSettingsPath, web.Manager, p.saveList),
		web.StaffPage(get, listSettingsPath+"/:list", web.Manager, p.showListSettings),
		web.StaffPage(post, listSettingsPath+"/:list", web.Manager, p.saveList),
		web.StaffPage(post, listSettingsPath+"/:list/rank", web.Manager, p.rankList),
		web.StaffPage(get, listSettingsPath+"/:list/deletion", web.Manager, p.askListDeletion),
		web.StaffPage(post, listSettingsPath+"/:list/deletion", web.Manager, p.deleteList),
		web.StaffPage(get, "/admin/waitlists/:list/poster", web.Viewer, p.poster),
	}
}

func (p pages) listSettings(c echo.Context) error {
	tx := p.Read(c)
	lists, err := models.Waitlists(tx, web.Scope(c))
	if err != nil {
		return err
	}
	names, err := waitlistNames(tx)
	if err != nil {
		return err
	}
	page := views.WaitlistSettings{Lists: lists, Names: names, Orders: web.Scope(c).All}
	frame := p.Page(c, "Waitlists – Settings", "settings")
	frame.Styles = []string{"lists.css"}
	return web.Render(c, http.StatusOK, views.SettingsWaitlists(frame, page))
}

func (p pages) newList(c echo.Context) error {
	form := views.WaitlistForm{AgeAt: string(models.AgeAtToday), IsPublic: "on", IsOpen: "on", ConfirmDays: "0", GraceDays: "14"}
	return p.renderListForm(c, http.StatusOK, views.WaitlistFormPage{Form: form})
}

func (p pages) showListSettings(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	return p.renderListForm(c, http.StatusOK, views.WaitlistFormPage{List: list, Form: listForm(list)})
}

func (p pages) renderListForm(c echo.Context, status int, page views.WaitlistFormPage) error {
	tx := p.Read(c)
	own := int64(0)
	title := "New list"
	if page.List != nil {
		own, title = page.List.ID, page.List.Name
		page.Signup = p.Link("/signup/" + page.List.Slug)
	}
	var err error
	if page.Changed, err = p.changed(c, models.KindWaitlist, own); err != nil {
		return err
	}
	if page.Lists, err = listOptions(c, tx, own); err != nil {
		return err
	}
	locations, err := models.Locations(tx, web.Scope(c))
	if err != nil {
		return err
	}
	for i := range locations {
		page.Locations = append(page.Locations, views.Option{Value: strconv.FormatInt(locations[i].ID, 10), Label: locations[i].Name})
	}
	if page.List != nil {
		now := listForm(page.List)
		page.Meanwhile = now.Since(page.Overtaken, page.Lists, page.Locations)
		if page.Form.Seen == "" {
			if page.Form.Seen, err = now.Remember(); err != nil {
				return err
			}
		}
	}
	frame := p.Page(c, title+" – Settings", "settings")
	frame.Invalid = len(page.Form.Errors) > 0 || len(page.Meanwhile) > 0
	return web.Render(c, status, views.SettingsWaitlist(frame, page))
}

// rankList moves a list among the lists; the sign-up page shows them in this order.
func (p pages) rankList(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	if !web.Scope(c).All {
		return echo.ErrForbidden
	}
	var form struct {
		Position string `form:"position"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	position, err := strconv.Atoi(form.Position)
	if err != nil {
		return models.ErrNotFound
	}
	err = p.Write(c, func(tx *models.Tx) error {
		lists, err := models.Waitlists(tx, models.Everywhere())
		if err != nil {
			return err
		}
		var ids []int64
		for i := range lists {
			if lists[i].ID != list.ID {
				ids = append(ids, lists[i].ID)
			}
		}
		at := min(max(position-1, 0), len(ids))
		ids = append(ids[:at:at], append([]int64{list.ID}, ids[at:]...)...)
		return models.OrderWaitlists(tx, ids)
	})
	if err != nil {
		return err
	}
	return web.See(c, listSettingsPath)
}

func (p pages) askListDeletion(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.WaitlistDeletion(p.Page(c, "Delete "+list.Name, "settings"), list, ""))
}

// deleteList takes an empty list out of use once its name was typed.
func (p pages) deleteList(c echo.Context) error {
	var form struct {
		Typed string `form:"typed"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	wrong := models.Invalid{}
	if form.Typed != list.Name {
		wrong.Add("", "Please type "+list.Name+" exactly.")
	} else {
		err = p.Write(c, func(tx *models.Tx) error {
			list, err := models.FindWaitlist(tx, web.Scope(c), c.Param("list"))
			if err != nil {
				return err
			}
			if err := web.SetFlash(c, tx, views.Flash{Text: list.Name + " is deleted."}); err != nil {
				return err
			}
			return list.Delete(tx)
		})
		if wrong, err = refusal(err); err != nil {
			return err
		}
	}
	if len(wrong) > 0 {
		frame := p.Page(c, "Delete "+list.Name, "settings")
		frame.Invalid = true
		return web.Render(c, http.StatusUnprocessableEntity, views.WaitlistDeletion(frame, list, wrong[""]))
	}
	return web.See(c, listSettingsPath)
}

// poster is a sheet with the code of the list's sign-up page.
func (p pages) poster(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	frame := p.Page(c, "Poster – "+list.Name, "waitlists")
	frame.Styles = []string{"lists.css"}
	return web.Render(c, http.StatusOK, views.WaitlistPoster(frame, list, p.Link("/signup/"+list.Slug)))
}
