package public

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// queueView words the form for its page.
func (p pages) queueView(tx *models.Tx, q *queueForm) (views.QueueForm, error) {
	view := views.QueueForm{
		Title: "Join the line at " + q.location.Name, Place: place(q.location), Action: queuePath(q.location), Once: q.once, Opened: q.opened, Kiosk: q.kiosk,
		Questions: q.questions(), Party: q.askParty(), Service: q.askService(),
		Messages: views.Field{
			Name: "messages", Label: "You may send me messages about this visit", Value: q.typed.Get("messages"),
			Hint: "By text message or e-mail, when there is news. We use your number and address for this visit and for nothing else.",
		},
	}
	if q.kiosk {
		view.Action += "/kiosk"
		for i := range view.Questions {
			asked := &view.Questions[i]
			asked.Autocomplete = "off"
			if asked.Plain { // nobody at a kiosk has to be reached
				asked.Plain, asked.Hint = false, ""
			}
		}
	}
	facts, err := p.lineFacts(tx, q.location)
	if err != nil {
		return view, err
	}
	view.Facts = facts
	view.Errors = q.errorsOf(view)
	return view, nil
}

// errorsOf are the sentences in the order of the page.
func (q *queueForm) errorsOf(view views.QueueForm) []views.FieldError {
	order, about := []string{}, map[string]string{}
	for _, asked := range view.Questions {
		order, about[asked.Name] = append(order, asked.Name), asked.Label+": "
	}
	errors := views.OrderErrors(q.wrong, append(order, "service", "party")...)
	for i, wrong := range errors {
		errors[i].Text = about[wrong.Field] + wrong.Text
	}
	return errors
}

// lineFacts are how many wait and, once enough visits were measured, for how long one would.
func (p pages) lineFacts(tx *models.Tx, location *models.Location) ([]string, error) {
	status, err := location.Status(tx, models.At(p.Now()))
	if err != nil {
		return nil, err
	}
	accuracy, err := location.WaitAccuracy(tx)
	if err != nil {
		return nil, err
	}
	facts := []string{"Nobody is waiting"}
	switch status.NumWaiting {
	case 0:
	case 1:
		facts[0] = "1 person waiting"
	default:
		facts[0] = strconv.Itoa(status.NumWaiting) + " people waiting"
	}
	if accuracy.Known() {
		facts = append(facts, "you would wait "+aboutMinutes(models.EstimateRange(status.EstWait, accuracy)))
	}
	return facts, nil
}

// lines are the queues of public locations that customers can join today, or could if it were another hour.
func (p pages) lines(c echo.Context) ([]views.OpenList, error) {
	locations, err := models.Locations(p.Read(c), models.Everywhere())
	if err != nil {
		return nil, err
	}
	lines := []views.OpenList{}
	for i := range locations {
		location := &locations[i]
		if !location.IsPublic || !location.IsQueueOpen {
			continue
		}
		line := views.OpenList{Name: "Join the line at " + location.Name, Href: queuePath(location), State: views.State{Word: "Open", Tone: "good"}}
		switch {
		case !location.IsOpen(p.Now()):
			line.State = views.State{Word: "Closed now"}
		case location.IsQueuePaused:
			line.State = views.State{Word: "Short break", Tone: "warn"}
		default:
			facts, err := p.lineFacts(p.Read(c), location)
			if err != nil {
				return nil, err
			}
			line.About = strings.Join(facts, " · ")
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (q *queueForm) askParty() views.Field {
	value := q.typed.Get("party")
	if value == "" && !q.typed.Has("party") {
		value = "1"
	}
	return views.Field{Name: "party", Label: "How many of you come?", Plain: true, Value: value, Width: "width-4", Error: q.wrong["party"]}
}

// askService is nil where there is nothing to choose.
func (q *queueForm) askService() *views.Field {
	if len(q.offered) == 0 {
		return nil
	}
	ask := &views.Field{Name: "service", Label: "What do you come for?", Plain: true, Value: q.service, Error: q.wrong["service"]}
	for i := range q.offered {
		ask.Options = append(ask.Options, views.Option{
			Value: q.offered[i].Slug, Label: q.offered[i].Name, Hint: q.offered[i].Description,
		})
	}
	ask.Options = append(ask.Options, views.Option{Value: "", Label: "Something else, or not sure yet"})
	return ask
}

// showQueueShut says why nobody can join now, and when that will be possible.
func (p pages) showQueueShut(c echo.Context, status int, q *queueForm) error {
	now := p.Now()
	location, err := p.publicLocation(c, p.Read(c))
	if err != nil {
		return err
	}
	shut := views.QueueShut{Title: "The line at " + location.Name + " is closed", Place: place(location), Phone: location.Phone}
	opens, known := location.NextOpening(now)
	switch {
	case location.IsQueuePaused && location.IsQueueOpen && location.IsOpen(now):
		shut.Title, shut.Text, shut.Soon = location.Name+" takes a short break", linePaused, true
	case !location.IsOpen(now) && known && location.IsQueueOpen:
		shut.Title, shut.Text = location.Name+" is closed now", "We open again on "+soonest(opens.Time, location.Zone())+"."
	case !location.IsOpen(now):
		shut.Title, shut.Text = location.Name+" is closed now", placeClosed
	default:
		shut.Text = lineClosed
	}
	page := p.page(c, shut.Title)
	page.Scripts, page.Again = []string{views.FollowScript}, "60"
	if q.kiosk {
		page.Shape = "kiosk"
	}
	return web.Render(c, status, views.QueueShutPage(page, shut))
}

// queuePoster is a sheet to hang up.
func (p pages) queuePoster(c echo.Context) error {
	location, err := p.publicLocation(c, p.Read(c))
	if err != nil {
		return err
	}
	page := p.page(c, "Poster of "+location.Name)
	return web.Render(c, http.StatusOK, views.QueuePosterPage(page, location.Name, p.Link(queuePath(location))))
}
