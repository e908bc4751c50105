package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) userRoutes() []web.Route {
	const one = "/admin/settings/users/:id"
	return []web.Route{
		web.StaffPage(get, "/admin/settings/users", web.Admin, p.users),
		web.StaffPage(get, "/admin/settings/users/new", web.Admin, p.newUser),
		web.StaffPage(post, "/admin/settings/users", web.Admin, p.createUser),
		web.StaffPage(get, one, web.Admin, p.user),
		web.StaffPage(post, one, web.Admin, p.changeUser),
		web.StaffPage(post, one+"/link", web.Admin, p.linkUser),
		web.StaffPage(post, one+"/sessions", web.Admin, p.logUserOut),
		web.StaffPage(post, one+"/disable", web.Admin, p.disableUser),
		web.StaffPage(post, one+"/enable", web.Admin, p.enableUser),
	}
}

// users lists the staff.
func (p pages) users(c echo.Context) error {
	users, err := models.Users(p.Read(c))
	if err != nil {
		return err
	}
	var rows []views.UserRow
	for _, user := range users {
		rows = append(rows, views.UserRow{
			Href: "/admin/settings/users/" + user.PublicID, Name: user.Name, Email: user.Email, Role: string(user.Role),
			Sees: seen(&user), State: stateOf(&user),
		})
	}
	return web.Render(c, http.StatusOK, views.Users(p.Page(c, "Users", "settings"), rows))
}

// newUser asks for somebody new.
func (p pages) newUser(c echo.Context) error {
	return p.askUser(c, http.StatusOK, views.UserForm{Role: string(models.RoleStaff), Sees: "all"})
}

func (p pages) askUser(c echo.Context, status int, form views.UserForm) error {
	locations, err := p.locationOptions(c)
	if err != nil {
		return err
	}
	form.New, form.Action, form.Locations = true, "/admin/settings/users", locations
	page := p.Page(c, "Add a user", "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.NewUser(page, form))
}

// createUser adds somebody and shows the link with which they choose their password, this once.
func (p pages) createUser(c echo.Context) error {
	var form views.UserForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	user, link := new(models.User), ""
	err := p.Write(c, func(tx *models.Tx) error {
		*user = models.User{Email: form.Email}
		if err := take(tx, user, form); err != nil {
			return err
		}
		if err := user.Create(tx); err != nil {
			return err
		}
		var err error
		link, err = user.NewLink(tx)
		return err
	})
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.askUser(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return p.showUser(c, http.StatusOK, user, userForm(user), p.Link("/welcome?token="+link))
}

// user is one user's page.
func (p pages) user(c echo.Context) error {
	user, err := models.FindUserByPublicID(p.Read(c), c.Param("id"))
	if err != nil {
		return err
	}
	return p.showUser(c, http.StatusOK, user, userForm(user), "")
}

func (p pages) showUser(c echo.Context, status int, user *models.User, form views.UserForm, link string) error {
	locations, err := p.locationOptions(c)
	if err != nil {
		return err
	}
	form.Action, form.Locations = "/admin/settings/users/"+user.PublicID, locations
	if form.Changed, err = p.changed(c, models.KindUser, user.ID); err != nil {
		return err
	}
	sessions, err := p.sessionRows(c, user)
	if err != nil {
		return err
	}
	page := p.Page(c, user.Name+" – Users", "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.OneUser(page, views.UserView{
		Form: form, Name: user.Name, Email: user.Email, State: stateOf(user), Disabled: user.DisabledAt != nil, Sessions: sessions, Link: link,
	}))
}

// take puts what was typed into the user; the locations have to exist.
func take(tx *models.Tx, user *models.User, form views.UserForm) error {
	user.Name, user.Role, user.AllLocations, user.Locations = form.Name, models.Role(form.Role), form.Sees != "some", nil
	if user.AllLocations {
		return nil
	}
	locations, err := models.Locations(tx, models.Everywhere())
	if err != nil {
		return err
	}
	for _, location := range locations {
		if slices.Contains(form.LocationIDs, strconv.FormatInt(location.ID, 10)) {
			user.Locations = append(user.Locations, location)
		}
	}
	if len(user.Locations) == 0 {
		return models.Invalid{"locations": "Please choose at least one location, or let them see everything."}
	}
	return nil
}

func userForm(user *models.User) views.UserForm {
	form := views.UserForm{Name: user.Name, Email: user.Email, Role: string(user.Role), Sees: "all"}
	if !user.AllLocations {
		form.Sees = "some"
	}
	for _, location := range user.Locations {
		form.LocationIDs = append(form.LocationIDs, strconv.FormatInt(location.ID, 10))
	}
	return form
}

func (p pages) locationOptions(c echo.Context) ([]views.Option, error) {
	locations, err := models.Locations(p.Read(c), models.Everywhere())
	var options []views.Option
	for _, location := range locations {
		options = append(options, views.Option{Value: strconv.FormatInt(location.ID, 10), Label: location.Name})
	}
	return options, err
}

func seen(user *models.User) string {
	if user.AllLocations {
		return "everything"
	}
	var names []string
	for _, location := range user.Locations {
		names = append(names, location.Name)
	}
	return strings.Join(names, ", ")
}

func stateOf(user *models.User) views.State {
	switch {
	case user.DisabledAt != nil:
		return views.State{Word: "kept out", Tone: "bad"}
	case user.PasswordHash == "":
		return views.State{Word: "invited", Tone: "info"}
	}
	return views.State{Word: "active", Tone: "good"}
}
