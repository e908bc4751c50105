package public

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// mayChange holds while what a visit says of its customer can matter.
func (v *ownVisit) mayChange() bool {
	return v.State == models.StateDraft || v.State == models.StateBooked || v.State == models.StateWaiting
}

// known is what the visit says of its customer, as far as they have to see it to know that it is theirs.
func (v *ownVisit) known() views.PortalFact {
	fact := views.PortalFact{Label: "You", Change: &views.Link{Label: "Change your details", Href: v.path() + "/details"}}
	for _, purpose := range contactPurposes() {
		text := masked(purpose, v.contact(purpose))
		switch {
		case text == "" || purpose == models.ForLastName:
			continue
		case purpose == models.ForPhone:
			text = "phone " + text
		}
		fact.Lines = append(fact.Lines, text)
	}
	return fact
}

func contactPurposes() []models.Purpose {
	return []models.Purpose{models.ForFirstName, models.ForLastName, models.ForPhone, models.ForEmail}
}

func (v *ownVisit) contact(purpose models.Purpose) string {
	return map[models.Purpose]string{
		models.ForFirstName: v.FirstName, models.ForLastName: v.LastName, models.ForPhone: v.Phone, models.ForEmail: v.Email,
	}[purpose]
}

// masked tells what is known to whoever knows it. A link can reach others than its owner.
func masked(purpose models.Purpose, value string) string {
	letters := []rune(value)
	switch {
	case len(letters) == 0:
		return ""
	case purpose == models.ForPhone:
		return "ending in " + string(letters[max(len(letters)-2, 0):])
	case purpose == models.ForEmail:
		_, house, _ := strings.Cut(value, "@")
		return string(letters[:1]) + "•••@" + house
	}
	return string(letters[:1]) + "•••"
}

// visitForm is what a customer says anew of themselves. What is left empty stays as it is.
type visitForm struct {
	*form
	visit   *ownVisit
	details models.VisitDetails
}

// askDetails shows the form.
func (p pages) askDetails(c echo.Context) error {
	f, err := p.openVisitForm(c, p.Read(c))
	switch {
	case errors.Is(err, models.ErrNotFound):
		return p.goneLink(c)
	case err != nil:
		return err
	case !f.visit.mayChange():
		return p.showVisit(c, http.StatusOK, "")
	}
	return p.showDetails(c, http.StatusOK, f)
}

func (p pages) openVisitForm(c echo.Context, tx *models.Tx) (*visitForm, error) {
	v, err := p.openVisit(c, tx)
	if err != nil {
		return nil, err
	}
	asked, err := models.FindPersonForm(tx, models.StaffForm)
	if err != nil {
		return nil, err
	}
	own := models.PersonForm{Country: asked.Country}
	for _, field := range asked.Fields {
		if asksInLine(&field) {
			field.Required, field.Help = false, ""
			own.Fields = append(own.Fields, field)
		}
	}
	return &visitForm{form: newForm(own, models.DateIn(p.Now(), v.location.Zone())), visit: v, details: v.Details()}, nil
}

// changeDetails keeps what was typed, in the visit and nowhere else: what is known of a person is not changed by a link.
func (p pages) changeDetails(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	asCustomer(c, models.By{Kind: models.ByPortal, Name: string(models.ByPortal)})
	var f *visitForm
	err = p.Write(c, func(tx *models.Tx) (err error) {
		if f, err = p.openVisitForm(c, tx); err != nil {
			return err
		}
		switch {
		case f.visit.watching:
			return models.Sentence(watchesOnly)
		case !f.visit.mayChange():
			return models.Sentence(notNow)
		}
		f.typed = typed
		if err := f.read(); err != nil {
			return err
		}
		return f.visit.Change(tx, f.details)
	})
	var sentence models.Sentence
	var invalid models.Invalid
	switch {
	case errors.Is(err, models.ErrNotFound):
		return p.goneLink(c)
	case errors.As(err, &sentence):
		return p.showVisit(c, http.StatusUnprocessableEntity, string(sentence))
	case errors.As(err, &invalid):
		for name, text := range invalid {
			f.wrong.Add(name, text)
		}
		return p.showDetails(c, http.StatusUnprocessableEntity, f)
	case err != nil:
		return err
	}
	return web.See(c, f.visit.path())
}

// read takes what is typed; what is wrong stands in f.wrong and comes back.
func (f *visitForm) read() error {
	into := map[models.Purpose]*string{
		models.ForFirstName: &f.details.FirstName, models.ForLastName: &f.details.LastName,
		models.ForPhone: &f.details.Phone, models.ForEmail: &f.details.Email,
	}
	for i := range f.asked.Fields {
		field := &f.asked.Fields[i]
		stored, err := models.ParseValue(f.asked.Rule(field), f.typed[base(field)])
		if err := f.wrong.Check(base(field), err); err != nil {
			return err
		}
		if stored != "" {
			*into[field.Purpose] = stored
		}
	}
	if text := strings.TrimSpace(f.typed.Get("party")); text != "" && !f.visit.IsAppointment() {
		number, err := strconv.Atoi(text)
		if f.details.PartySize = number; err != nil || number < 1 || number > mostInParty {
			f.wrong.Add("party", howMany)
		}
	}
	return f.wrong.Err()
}

// showDetails renders the form as it stands; what is wrong makes it an error page.
func (p pages) showDetails(c echo.Context, status int, f *visitForm) error {
	view := views.PortalDetails{Link: f.visit.path()}
	order, about := []string{}, map[string]string{"party": ""}
	for i := range f.asked.Fields {
		q := f.question(&f.asked.Fields[i], 0)
		q.Plain, q.Hint = true, "Not given yet."
		purpose := f.asked.Fields[i].Purpose
		if known := masked(purpose, f.visit.contact(purpose)); known != "" {
			q.Hint = "Now: " + known
		}
		order, about[q.Name] = append(order, q.Name), q.Label+": "
		view.Questions = append(view.Questions, q)
	}
	if !f.visit.IsAppointment() {
		view.Party = &views.Field{
			Name: "party", Label: "How many of you come?", Plain: true, Value: strconv.Itoa(f.visit.PartySize), Width: "width-4", Error: f.wrong["party"],
		}
		if f.typed.Has("party") {
			view.Party.Value = f.typed.Get("party")
		}
	}
	view.Errors = views.OrderErrors(f.wrong, append(order, "party")...)
	for i, wrong := range view.Errors {
		view.Errors[i].Text = about[wrong.Field] + wrong.Text
	}
	page := p.page(c, "Your details")
	page.Invalid = len(view.Errors) > 0
	return web.Render(c, status, views.PortalDetailsPage(page, view))
}
