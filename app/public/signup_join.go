package public

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// trapField is what no person sees; what fills it in is thanked like everybody, and nothing is kept.
const trapField = "website"

// join is every button of the form: one more person, one less, the lists that fit, or Join.
func (p pages) join(c echo.Context) error {
	f, err := p.openForm(c)
	if err != nil {
		return err
	}
	if shut, err := p.shut(c, f); shut != nil || err != nil {
		return p.showShut(c, http.StatusUnprocessableEntity, shut, err)
	}
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	f.fill(typed)
	if f.typed.Get(trapField) != "" {
		return web.See(c, p.thanksPath(c, f, nil, nil))
	}
	if f.typed.Has("add") || f.typed.Has("remove") {
		return p.resize(c, f)
	}
	if err := f.propose(p.Read(c)); err != nil {
		return err
	}
	signup, err := f.read()
	if err != nil {
		return err
	}
	f.checkLists(&signup)
	switch {
	case len(f.wrong) > 0:
		return p.show(c, http.StatusUnprocessableEntity, f)
	case f.typed.Has("lists") || !f.allSeen():
		return p.show(c, http.StatusOK, f)
	}
	if sentence := p.tooQuick(f); sentence != "" {
		f.wrong.Add("", sentence)
		f.once = web.NewOnceKey()
		return p.show(c, http.StatusUnprocessableEntity, f)
	}
	return p.keep(c, f, signup)
}

// resize adds or removes a person and keeps everything typed.
func (p pages) resize(c echo.Context, f *form) error {
	if f.typed.Has("remove") {
		f.removePerson(f.typed.Get("remove"))
	} else {
		f.addPerson()
	}
	return p.show(c, http.StatusOK, f)
}

// keep stores the sign-up once, however often the form is sent, in the name of the public page whoever is logged in.
func (p pages) keep(c echo.Context, f *form, signup models.Signup) error {
	asCustomer(c, models.By{Kind: models.ByOnline, Name: "online"})
	path, err := p.Once(c, f.once, func(tx *models.Tx) (string, error) {
		places, err := signup.Join(tx)
		if err != nil {
			return "", err
		}
		return p.thanksPath(c, f, &signup, places), nil
	})
	var noRoom models.NoRoom
	switch {
	case errors.As(err, &noRoom):
		sentence := fullNow
		if noRoom.Signups == models.SignupsClosed {
			sentence = closedNow
		}
		f.wrong.Add("", fmt.Sprintf(sentence, noRoom.List))
		return p.show(c, http.StatusUnprocessableEntity, f)
	case errors.Is(err, models.ErrOtherBody):
		f.wrong.Add("", sentBefore)
		f.once = web.NewOnceKey()
		return p.show(c, http.StatusUnprocessableEntity, f)
	case err != nil:
		return err
	}
	return web.See(c, path)
}
