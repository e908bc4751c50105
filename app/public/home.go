package public

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// Home is the handler of / for whoever is not logged in.
func Home(app *web.App) echo.HandlerFunc { return pages{app}.home }

func (p pages) home(c echo.Context) error {
	account, err := models.FindAccount(p.Read(c))
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	lists, err := p.openLists(c)
	if err != nil {
		return err
	}
	places, err := p.bookable(c)
	if err != nil {
		return err
	}
	lines, err := p.lines(c)
	if err != nil {
		return err
	}
	home := views.Home{Book: len(places) > 0, Lines: lines}
	if account != nil { // there is none before setup
		home.Text = account.SignupText
	}
	aged := 0
	for i := range lists {
		line, err := p.listed(c, &lists[i])
		if err != nil {
			return err
		}
		home.Lists = append(home.Lists, line)
		if hasAges(&lists[i]) {
			aged++
		}
	}
	home.Find = aged > 1
	return web.Render(c, http.StatusOK, views.HomePage(p.Page(c, "", ""), home))
}

// openLists are the public lists that staff have not closed; full ones are among them.
func (p pages) openLists(c echo.Context) ([]models.Waitlist, error) {
	all, err := models.Waitlists(p.Read(c), models.Everywhere())
	if err != nil {
		return nil, err
	}
	open := []models.Waitlist{}
	for i := range all {
		if all[i].IsPublic && all[i].IsOpen {
			open = append(open, all[i])
		}
	}
	return open, nil
}

// listed is a list as visitors see it among others.
func (p pages) listed(c echo.Context, list *models.Waitlist) (views.OpenList, error) {
	line := views.OpenList{Name: list.Name, Href: formPath(c, list)}
	signups, err := list.AcceptsSignups(p.Read(c))
	if err != nil {
		return line, err
	}
	facts, err := p.facts(c, list)
	if err != nil {
		return line, err
	}
	for i, fact := range facts {
		if i > 0 {
			line.About += " · "
		}
		line.About += fact
	}
	line.State = views.State{Word: "Open", Tone: "good"}
	if signups == models.SignupsFull {
		line.State = views.State{Word: "Full"}
	}
	return line, nil
}

// facts are what is worth knowing before joining: for whom the list is and, where it tells places, how many wait.
func (p pages) facts(c echo.Context, list *models.Waitlist) ([]string, error) {
	facts := []string{}
	if hasAges(list) {
		facts = append(facts, agesOf(list))
	}
	if !list.ShowPlace {
		return facts, nil
	}
	waiting, err := list.Active(p.Read(c))
	if err != nil {
		return nil, err
	}
	switch {
	case waiting == 0 && len(facts) == 0:
		return []string{"Nobody is waiting"}, nil
	case waiting == 0:
		return append(facts, "nobody is waiting"), nil
	case waiting == 1:
		return append(facts, "1 person waiting"), nil
	}
	return append(facts, strconv.Itoa(waiting)+" people waiting"), nil
}

func agesOf(list *models.Waitlist) string {
	switch {
	case list.AgeAt == models.AgeAtCutoff && !list.CutoffDate.IsZero():
		return list.Range().String() + " on " + list.CutoffDate.Text()
	case list.AgeAt == models.AgeAtRequested:
		return list.Range().String() + " when the place begins"
	}
	return list.Range().String()
}

func hasAges(list *models.Waitlist) bool { return list.MinMonths != nil || list.MaxMonths != nil }

// formPath leads to a list's form, inside a frame to the one for frames.
func formPath(c echo.Context, list *models.Waitlist) string {
	path := "/signup/" + list.Slug
	if isEmbedded(c) {
		path += "/embed"
	}
	return path
}
