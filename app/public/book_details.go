package public

import (
	"net/url"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// details are who comes, as it was typed: the sign-up's questions without those about a place in line.
type details struct {
	*form
	values models.Values
	notes  string
}

// openDetails finds what is asked and reads what is typed; what is wrong stands in d.wrong.
func (p pages) openDetails(c echo.Context, typed url.Values) (*details, error) {
	tx := p.Read(c)
	known, err := models.FindPersonForm(tx, models.StaffForm)
	if err != nil {
		return nil, err
	}
	asked := models.PersonForm{Country: known.Country}
	for _, field := range known.Fields {
		if asksOnBooking(&field) {
			asked.Fields = append(asked.Fields, field)
		}
	}
	d := &details{form: newForm(asked, models.DateIn(p.Now(), known.Account.Zone()))}
	d.look()
	d.typed = typed
	return d, d.parse()
}

// asksOnBooking holds for a name, what reaches somebody, and the account's own questions to families.
func asksOnBooking(field *models.Field) bool {
	switch field.Purpose {
	case models.ForFirstName, models.ForLastName, models.ForPhone, models.ForEmail:
		return true
	}
	return field.Purpose == "" && field.OnSignup
}

func (d *details) parse() error {
	signup, err := d.form.read()
	if err != nil {
		return err
	}
	d.values, d.notes = signup.People[0].Values, signup.Note
	return nil
}

// visit is what is said, as the visit keeps it. What is wrong is left out.
func (d *details) visit() models.VisitDetails {
	said := models.VisitDetails{
		FirstName: d.of(models.ForFirstName), LastName: d.of(models.ForLastName), Phone: d.of(models.ForPhone), Email: d.of(models.ForEmail),
		Notes: d.notes, Answers: models.VisitAnswers{}, AsSaid: true,
	}
	for i := range d.asked.Fields {
		field := &d.asked.Fields[i]
		value := d.values[field.Key]
		switch {
		case field.Purpose != "" || value == "":
		case field.Type == models.TypeMultiChoice:
			said.Answers[field.PublicID] = models.SplitChoices(value)
		default:
			said.Answers[field.PublicID] = []string{value}
		}
	}
	return said
}

func (d *details) of(purpose models.Purpose) string { return d.values.Of(d.asked.Fields, purpose) }

// questions are the details as their page asks them.
func (d *details) questions() []views.Question {
	questions := []views.Question{}
	for i := range d.asked.Fields {
		questions = append(questions, d.question(&d.asked.Fields[i], 0))
	}
	return questions
}

func (d *details) note() views.Field {
	return views.Field{
		Name: "note", Label: "Anything we should know?", Value: d.typed.Get("note"), MaxLength: models.LongestNote, Rows: 3, Error: d.wrong["note"],
	}
}

// errors are the sentences in the order of the page.
func (d *details) errors() []views.FieldError {
	order, about := []string{}, map[string]string{}
	for _, q := range d.questions() {
		order, about[q.Name] = append(order, q.Name), q.Label+": "
	}
	errors := views.OrderErrors(d.wrong, append(order, "note")...)
	for i, wrong := range errors {
		errors[i].Text = about[wrong.Field] + wrong.Text
	}
	return errors
}

// take notes what the models found wrong beside the question that asked it.
func (d *details) take(invalid models.Invalid) {
	for name, sentence := range invalid {
		if name == "notes" {
			name = "note"
		}
		d.wrong.Add(name, sentence)
	}
}

// showHeld renders the details as they stand; what is wrong makes it an error page.
func (p pages) showHeld(c echo.Context, status int, h *hold, d *details) error {
	view, err := h.view(p.Read(c))
	if err != nil {
		return err
	}
	view.Questions, view.Note, view.Errors = d.questions(), d.note(), d.errors()
	page := p.page(c, view.Title)
	page.Invalid = len(view.Errors) > 0
	page.Scripts = []string{"book.js"}
	return web.Render(c, status, views.BookDetailsPage(page, view))
}
