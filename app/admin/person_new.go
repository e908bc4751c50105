package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// newPerson asks about a person; ?family= joins a family, ?list= ticks a list.
func (p pages) newPerson(c echo.Context) error {
	n, err := p.personToAdd(c, url.Values{"family": {c.QueryParam("family")}, "list": c.QueryParams()["list"]})
	if err != nil {
		return err
	}
	n.Form.Once = web.NewOnceKey()
	if len(n.Relative) > 0 {
		n.takeContact()
	}
	return web.Render(c, http.StatusOK, views.AddPerson(p.Page(c, n.Title(), "people"), &n.NewPerson))
}

// knownContact answers, while somebody types, whose phone or e-mail that is.
func (p pages) knownContact(c echo.Context) error {
	n, err := p.personToAdd(c, c.QueryParams())
	if err != nil {
		return err
	}
	if err := n.findMatches(p.Read(c), c); err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.Known(&n.NewPerson))
}

// addPerson adds the person with everything typed, in one write and once.
func (p pages) addPerson(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	n, err := p.personToAdd(c, typed)
	if err != nil {
		return err
	}
	if err := web.Bind(c, &n.Form); err != nil {
		return err
	}
	path, err := p.Once(c, n.Form.Once, func(tx *models.Tx) (string, error) {
		if err := n.check(p, c, tx); err != nil {
			return "", err
		}
		return n.add(c, tx)
	})
	if invalid, ok := invalidOf(err); ok {
		n.Form.Errors = entryInputs(invalid)
		return p.askAgain(c, n)
	}
	if err != nil {
		return err
	}
	return web.See(c, path)
}

func (p pages) askAgain(c echo.Context, n *personToAdd) error {
	page := p.Page(c, n.Title(), "people")
	page.Invalid = true
	return web.Render(c, http.StatusUnprocessableEntity, views.AddPerson(page, &n.NewPerson))
}

// personToAdd is the form with what the typed words mean.
type personToAdd struct {
	views.NewPerson
	values models.Values
	places []models.Waitlist
	wish   models.NewEntry
	family int64
}

func (p pages) personToAdd(c echo.Context, typed url.Values) (*personToAdd, error) {
	tx, n := p.Read(c), &personToAdd{}
	var err error
	if n.Form.Form, err = models.FindPersonForm(tx, models.StaffForm); err != nil {
		return nil, err
	}
	if n.Lists, err = models.Waitlists(tx, web.Scope(c)); err != nil {
		return nil, err
	}
	if n.Clock, n.Country, err = p.clock(tx); err != nil {
		return nil, err
	}
	n.MayAll = web.Scope(c).All
	n.Form.Errors, n.Form.Answers = models.Invalid{}, typedAnswers(&n.Form, typed)
	n.Form.Family, n.Form.Lists = typed.Get("family"), typed["list"]
	if c.Request().Method == http.MethodGet && n.Form.Family != "" && n.Form.Family != "new" {
		if n.Relative, err = models.FindFamilyPeople(tx, web.Scope(c), filterID(n.Form.Family)); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func typedAnswers(form *views.PersonForm, typed url.Values) map[int64][]string {
	answers := map[int64][]string{}
	for i := range form.Form.Fields {
		field := &form.Form.Fields[i]
		answers[field.ID] = typed[views.AnswerName(field)]
	}
	return answers
}

// takeContact begins with the phone and e-mail of the family.
func (n *personToAdd) takeContact() {
	for i := range n.Form.Form.Fields {
		field := &n.Form.Form.Fields[i]
		switch field.Purpose {
		case models.ForPhone:
			n.Form.Answers[field.ID] = []string{n.Relative[0].Phone}
		case models.ForEmail:
			n.Form.Answers[field.ID] = []string{n.Relative[0].Email}
		case models.ForLastName:
			n.Form.Answers[field.ID] = []string{n.Relative[0].LastName}
		}
	}
}

func (n *personToAdd) answer(purpose models.Purpose) string {
	for i := range n.Form.Form.Fields {
		field := &n.Form.Form.Fields[i]
		if typed := n.Form.Answers[field.ID]; field.Purpose == purpose && len(typed) > 0 {
			return typed[0]
		}
	}
	return ""
}

func (n *personToAdd) findMatches(tx *models.Tx, c echo.Context) (err error) {
	n.Matches, err = models.FindByContact(tx, web.Scope(c), n.answer(models.ForPhone), n.answer(models.ForEmail))
	return err
}

// check reads what was typed and asks back where the contact belongs to somebody we know.
func (n *personToAdd) check(p pages, c echo.Context, tx *models.Tx) error {
	n.values, n.Form.Errors = n.Form.Typed()
	n.checkPlaces()
	if err := n.readWish(p, c, tx); err != nil {
		return err
	}
	if err := n.findMatches(tx, c); err != nil {
		return err
	}
	switch family, err := strconv.ParseInt(n.Form.Family, 10, 64); {
	case err == nil:
		if n.Relative, err = models.FindFamilyPeople(tx, web.Scope(c), family); err != nil {
			return err
		}
		n.family = family
	case n.Form.Family == "" && len(n.Matches) > 0:
		n.Form.Errors.Add("family", "Please say whether the new person belongs to the people with this contact.")
	}
	name := models.NormalName(n.answer(models.ForLastName), n.answer(models.ForFirstName))
	for i := range n.Matches {
		n.Alike = n.Alike || n.Matches[i].NormalName == name
	}
	if n.Alike && n.Form.Known == "" {
		n.Form.Errors.Add("known", "Somebody of this name has this contact already. Please open them, or say that this is somebody else.")
	}
	if _, isMatch := n.matched(n.family); isMatch {
		n.Relative = nil
	}
	return n.Form.Errors.Err()
}

// matched holds where the family is one of those offered as an answer: then the question stays on the page.
func (n *personToAdd) matched(family int64) (models.Person, bool) {
	for _, match := range n.Matches {
		if match.FamilyID == family {
			return match, true
		}
	}
	return models.Person{}, false
}

func (n *personToAdd) checkPlaces() {
	invalid := n.Form.Errors
	n.places = nil
	for i := range n.Lists {
		for _, ticked := range n.Form.Lists {
			if filterID(ticked) == n.Lists[i].ID {
				n.places = append(n.places, n.Lists[i])
			}
		}
	}
	if !n.MayAll && len(n.places) == 0 {
		invalid.Add("list", "Please choose a list: you see only people of your locations’ lists.")
	}
}

func (n *personToAdd) readWish(p pages, c echo.Context, tx *models.Tx) (err error) {
	form := &views.PlaceForm{Requested: n.Form.Requested, Added: n.Form.Added, Reason: n.Form.Reason, Rank: n.Form.Rank, Errors: n.Form.Errors}
	n.wish, err = p.entryWish(tx, form)
	return err
}

func (n *personToAdd) add(c echo.Context, tx *models.Tx) (string, error) {
	person, err := models.CreatePerson(tx, n.Form.Form.Fields, models.NewPerson{FamilyID: n.family, Values: n.values, Source: "staff"})
	if err != nil {
		return "", err
	}
	if n.Form.Note != "" {
		if _, err := person.AddNote(tx, n.Form.Note, false); err != nil {
			return "", err
		}
	}
	for i := range n.places {
		if _, _, err := n.places[i].Add(tx, person, n.wish); err != nil {
			return "", err
		}
	}
	path := "/admin/people/" + strconv.FormatInt(person.ID, 10)
	return path, web.SetFlash(c, tx, views.Flash{Text: person.Name() + " is added."})
}
