package public

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	thanksSealed = "the answer to a sign-up"
	thanksKept   = 24 * time.Hour
)

// answer is what the thanks page tells, sealed into its address: nobody can guess or read it, and nothing is stored for it.
type answer struct {
	At       int64 // Unix seconds
	Again    string
	Embedded bool
	People   []views.SignupThanked
}

func (p pages) thanksPath(c echo.Context, f *form, signup *models.Signup, places []models.SignupPlace) string {
	a := answer{At: p.Now().Unix(), Again: f.action, Embedded: isEmbedded(c)}
	if signup != nil {
		a.People = make([]views.SignupThanked, len(signup.People))
		for i, person := range signup.People {
			first, last := person.Values.Of(f.asked.Fields, models.ForFirstName), person.Values.Of(f.asked.Fields, models.ForLastName)
			a.People[i].Name = strings.TrimSpace(first + " " + last)
		}
	}
	for _, place := range places {
		person := &a.People[place.Person]
		person.Lists = append(person.Lists, views.SignupPlace{List: place.List, Place: place.Place})
	}
	text, err := json.Marshal(a)
	if err != nil {
		text = []byte("{}")
	}
	return "/signup/thanks/" + p.Keyring.Seal(string(text), thanksSealed)
}

// thanks shows the answer for a day. Reloading it changes nothing.
func (p pages) thanks(c echo.Context) error {
	text, err := p.Keyring.Open(c.Param("answer"), thanksSealed)
	if err != nil {
		return echo.ErrNotFound
	}
	var a answer
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		return err
	}
	if p.Now().Sub(time.Unix(a.At, 0)) > thanksKept {
		return echo.NewHTTPError(http.StatusGone)
	}
	c.Response().Header().Set("X-Robots-Tag", "noindex, nofollow")
	if a.Embedded {
		c.Set(embeddedKey, true)
		if err := p.openFrame(c); err != nil {
			return err
		}
	}
	page := p.page(c, "Thank you")
	return web.Render(c, http.StatusOK, views.SignupThanksPage(page, views.SignupThanks{People: a.People, Again: a.Again}))
}
