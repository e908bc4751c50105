package public

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// signup shows the form: of the list that the link names, or with the lists that fit each birthdate.
func (p pages) signup(c echo.Context) error {
	f, err := p.openForm(c)
	if err != nil {
		return err
	}
	if f.list == nil && len(f.lists) == 1 {
		return web.See(c, formPath(c, &f.lists[0]))
	}
	if shut, err := p.shut(c, f); shut != nil || err != nil {
		return p.showShut(c, http.StatusOK, shut, err)
	}
	if err := f.carry(p.Read(c), c.QueryParams()); err != nil {
		return err
	}
	f.once, f.opened = web.NewOnceKey(), p.sealTime()
	return p.show(c, http.StatusOK, f)
}

// openForm finds what the form asks. A list that is not for the public is one that is not there.
func (p pages) openForm(c echo.Context) (*form, error) {
	tx := p.Read(c)
	asked, err := models.FindPersonForm(tx, models.SignupForm)
	if err != nil {
		return nil, err
	}
	f := newForm(asked, models.DateIn(p.Now(), asked.Account.Zone()))
	f.text, f.action = asked.Account.SignupText, c.Request().URL.Path
	name := c.Param("list")
	if name == "" {
		if f.lists, err = p.openLists(c); err != nil {
			return nil, err
		}
		f.look()
		return f, nil
	}
	f.list, err = models.FindWaitlist(tx, models.Everywhere(), name)
	if err == nil && !f.list.IsPublic {
		err = models.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	zone, err := f.list.ZoneBeside(tx, asked.Account)
	if err != nil {
		return nil, err
	}
	f.today, f.action = models.DateIn(p.Now(), zone), formPath(c, f.list)
	f.look()
	return f, nil
}

// show renders the form as it stands; what is wrong makes it an error page.
func (p pages) show(c echo.Context, status int, f *form) error {
	if err := f.propose(p.Read(c)); err != nil {
		return err
	}
	view := f.view()
	if f.list != nil {
		facts, err := p.facts(c, f.list)
		if err != nil {
			return err
		}
		view.Facts = facts
	}
	page := p.page(c, view.Title)
	page.Invalid = len(view.Errors) > 0
	return web.Render(c, status, views.SignupPage(page, view))
}

// shut says why nobody can join here now; nil where somebody can.
func (p pages) shut(c echo.Context, f *form) (*views.SignupShut, error) {
	if f.list == nil {
		if len(f.lists) == 0 {
			return &views.SignupShut{Title: "No waitlist is open", Text: nothingOpen}, nil
		}
		return nil, nil
	}
	signups, err := f.list.AcceptsSignups(p.Read(c))
	if err != nil || signups == models.SignupsOpen {
		return nil, err
	}
	shut := &views.SignupShut{Title: f.list.Name + " is closed", Text: listClosed}
	if signups == models.SignupsFull {
		shut.Title, shut.Text = f.list.Name+" is full", listFull
	}
	if f.lists, err = p.openLists(c); err != nil {
		return nil, err
	}
	for i := range f.lists {
		other, err := p.listed(c, &f.lists[i])
		if err != nil {
			return nil, err
		}
		if f.lists[i].ID != f.list.ID && other.State.Tone == "good" {
			shut.Others = append(shut.Others, other)
		}
	}
	return shut, nil
}

func (p pages) showShut(c echo.Context, status int, shut *views.SignupShut, err error) error {
	if err != nil {
		return err
	}
	return web.Render(c, status, views.SignupShutPage(p.page(c, shut.Title), *shut))
}
