package public

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

const (
	mostInParty = 50
	// tagMessages marks whom messages may be sent to: receivers read it in the visit's tags.
	tagMessages = "messages-ok"
)

// queueForm is who wants to join a line, as it was typed: a name, what reaches them, what they come for and how many they are.
type queueForm struct {
	*details
	location *models.Location
	offered  []models.Service
	kiosk    bool

	service string // slug of the chosen one
	party   int
}

// openQueue finds the line of the address and what its form asks.
func (p pages) openQueue(c echo.Context, typed url.Values) (*queueForm, error) {
	tx := p.Read(c)
	location, err := p.publicLocation(c, tx)
	if err != nil {
		return nil, err
	}
	account, err := models.FindAccount(tx)
	if err != nil {
		return nil, err
	}
	asked := models.PersonForm{Country: account.Country}
	fields, err := models.OpenFields(tx)
	if err != nil {
		return nil, err
	}
	for _, field := range fields {
		if asksInLine(&field) {
			asked.Fields = append(asked.Fields, field)
		}
	}
	q := &queueForm{location: location, party: 1, details: &details{form: newForm(asked, models.DateIn(p.Now(), location.Zone()))}}
	q.look()
	if typed != nil {
		q.fill(typed)
	}
	q.people = 1
	services, err := models.Services(tx, models.Everywhere())
	for i := range services {
		if isBookable(location, &services[i]) {
			q.offered = append(q.offered, services[i])
		}
	}
	return q, err
}

// asksInLine holds for a name and what reaches somebody: who stands in line is asked no more than that.
func asksInLine(field *models.Field) bool {
	return slices.Contains([]models.Purpose{models.ForFirstName, models.ForLastName, models.ForPhone, models.ForEmail}, field.Purpose)
}

// read takes the answers; what is wrong stands in q.wrong. Who stands in front of us need not be reached.
func (q *queueForm) read() error {
	if err := q.parse(); err != nil {
		return err
	}
	if q.kiosk {
		for name, sentence := range q.wrong {
			if sentence == needContact {
				delete(q.wrong, name)
			}
		}
	}
	q.service = q.typed.Get("service")
	if q.service != "" && q.chosen() == nil {
		q.wrong.Add("service", goneService)
	}
	text := strings.TrimSpace(q.typed.Get("party"))
	if text == "" {
		return nil
	}
	number, err := strconv.Atoi(text)
	if q.party = number; err != nil || number < 1 || number > mostInParty {
		q.wrong.Add("party", howMany)
	}
	return nil
}

func (q *queueForm) chosen() *models.Service {
	i := slices.IndexFunc(q.offered, func(s models.Service) bool { return s.Slug == q.service })
	if i < 0 {
		return nil
	}
	return &q.offered[i]
}

// wish is the visit that the form asks for. Nothing known of the person is filled in: a stranger can know a name and a number.
func (q *queueForm) wish(person *models.Person) models.NewVisit {
	said := q.visit()
	wish := models.NewVisit{
		PersonID: &person.ID, FirstName: said.FirstName, LastName: said.LastName, Phone: said.Phone, Email: said.Email,
		PartySize: q.party, Source: "ONLINE", AsSaid: true,
	}
	if service := q.chosen(); service != nil {
		wish.ServiceIDs = []int64{service.ID}
	}
	if q.kiosk {
		wish.Source = "KIOSK"
	}
	if q.typed.Get("messages") != "" {
		wish.Tags = []string{tagMessages}
	}
	return wish
}
