package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// While somebody types, so many people are offered, and none for less than so many letters.
const (
	fewKnown   = 5
	fewLetters = 3
)

// newWalkIn asks who comes in.
func (p pages) newWalkIn(c echo.Context) error {
	location, err := p.placeIn(c, c.QueryParam("location"))
	if err != nil {
		return err
	}
	form := walkInTyped(c.QueryParams())
	form.Once, form.Back = web.NewOnceKey(), backTo(c, "", views.NewTodayFilter(c.QueryParams()).Href())
	return p.renderWalkIn(c, http.StatusOK, location, form)
}

// placeIn is the location that an address or a form names.
func (p pages) placeIn(c echo.Context, name string) (*models.Location, error) {
	if name != "" {
		return models.FindLocationByPublicID(p.Read(c), web.Scope(c), name)
	}
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	if err == nil && len(locations) == 0 {
		err = models.ErrNotFound
	}
	return usualPlace(locations), err
}

// walkInTyped is what the address brings: what was typed before somebody was looked for.
func walkInTyped(query url.Values) views.WalkInForm {
	return views.WalkInForm{
		Phone: query.Get("phone"), FirstName: query.Get("firstName"), LastName: query.Get("lastName"), Person: query.Get("person"), Party: query.Get("party"),
		Resource: query.Get("resource"), Service: query.Get("service"), Quote: query.Get("quote"), Note: query.Get("note"),
	}
}

func (p pages) renderWalkIn(c echo.Context, status int, location *models.Location, form views.WalkInForm) error {
	page := &views.WalkInPage{Today: &views.TodayPage{Location: location}, Form: form}
	if page.Form.Party == "" {
		page.Form.Party = "1"
	}
	if err := p.fillToday(c, page.Today); err != nil {
		return err
	}
	if err := p.findKnown(c, page); err != nil {
		return err
	}
	frame := p.Page(c, "Add to the line – "+location.Name, "today")
	frame.Invalid, frame.Scripts, frame.Styles = len(form.Errors) > 0, []string{"today.js"}, []string{"today.css"}
	return web.Render(c, status, views.WalkIn(frame, page))
}

// knownWalkIn answers, while somebody types, who that may be.
func (p pages) knownWalkIn(c echo.Context) error {
	location, err := p.placeIn(c, c.QueryParam("location"))
	if err != nil {
		return err
	}
	page := &views.WalkInPage{Today: &views.TodayPage{Location: location}, Form: walkInTyped(c.QueryParams())}
	if err := p.findKnown(c, page); err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.KnownPeople(page))
}

// findKnown looks for people by the phone, by its beginning, or by as much of a name as was typed. A phone that is one person's alone is taken to
// be theirs.
func (p pages) findKnown(c echo.Context, page *views.WalkInPage) error {
	tx, form := p.Read(c), &page.Form
	people, err := models.FindByContact(tx, web.Scope(c), form.Phone, "")
	if err != nil {
		return err
	}
	if len(people) == 1 && form.Person == "" && form.FirstName+form.LastName == "" {
		form.Person = idText(people[0].ID)
	}
	if page.Asked = len(people) > 0; !page.Asked {
		if people, page.Asked, err = beginningWith(c, tx, fewLetters, form.Phone, form.FirstName+" "+form.LastName); err != nil {
			return err
		}
	}
	for i := range people[:min(len(people), fewKnown)] {
		came, err := lastVisit(c, tx, people[i].ID, page.Today.Location)
		if err != nil {
			return err
		}
		page.Known = append(page.Known, views.KnownPerson{Person: people[i], Came: came})
	}
	return nil
}

// beginningWith are the first few people found by one of the texts, which are too short to ask for when they have less letters.
func beginningWith(c echo.Context, tx *models.Tx, letters int, texts ...string) (people []models.Person, asked bool, err error) {
	for _, words := range texts {
		if words = strings.TrimSpace(words); len([]rune(words)) < letters || len(people) > 0 {
			continue
		}
		list, err := models.ListPeople(tx, models.PeopleFilter{Scope: web.Scope(c), Query: words, Limit: fewKnown})
		if err != nil {
			return nil, true, err
		}
		people, asked = list.People, true
	}
	return people, asked, nil
}

// lastVisit is "3rd visit on 12 Nov", or nothing for who has not come yet.
func lastVisit(c echo.Context, tx *models.Tx, personID int64, location *models.Location) (string, error) {
	visits, err := models.ListVisits(tx, models.VisitsFilter{Scope: web.Scope(c), PersonID: personID, Limit: 1})
	if err != nil || len(visits.Visits) == 0 {
		return "", err
	}
	last := &visits.Visits[0]
	at := last.CreatedAt
	if last.StartsAt != nil {
		at = *last.StartsAt
	}
	return views.Ordinal(last.VisitNumber) + " visit on " + at.In(location.Zone()).Format("2 Jan 2006"), nil
}

// addWalkIn puts somebody in line, once however often the form is sent.
func (p pages) addWalkIn(c echo.Context) error {
	var form views.WalkInForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	location, err := p.boardLocation(c, p.Read(c))
	if err != nil {
		return err
	}
	form.Back = backTo(c, form.Back, views.TodayFilter{Location: location.Slug}.Href())
	path, err := p.Once(c, form.Once, func(tx *models.Tx) (string, error) {
		wish, err := walkInWish(c, tx, location.ID, form)
		if err != nil {
			return "", err
		}
		joined, err := joinLine(tx, location.ID, wish)
		if err != nil {
			return "", err
		}
		flash := views.Flash{Text: inLineText(joined), Undo: todayPath + "/visits/" + joined.PublicID + "/cancellation?" + url.Values{"version": {idText(joined.Version)}, "back": {form.Back}}.Encode()}
		return nextPage(location, form), web.SetFlash(c, tx, flash)
	})
	if wrong, isWrong := invalidOf(err); isWrong {
		form.Errors = walkInErrors(wrong)
		return p.renderWalkIn(c, http.StatusUnprocessableEntity, location, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// nextPage is the board, or the same form for the next one.
func nextPage(location *models.Location, form views.WalkInForm) string {
	if form.Then != "another" {
		return form.Back
	}
	return todayPath + "/new?" + url.Values{"location": {location.Slug}, "back": {form.Back}}.Encode()
}

// walkInErrors puts what the models say of a visit to the inputs of the form.
func walkInErrors(wrong models.Invalid) models.Invalid {
	inputs := models.Invalid{}
	names := map[string]string{"partySize": "party", "serviceIds": "service", "resourceIds": "resource", "quotedWait": "quote", "notes": "note", "customerId": ""}
	for name, sentence := range wrong {
		if input, renamed := names[name]; renamed {
			name = input
		}
		inputs.Add(name, sentence)
	}
	return inputs
}

func walkInWish(c echo.Context, tx *models.Tx, locationID int64, form views.WalkInForm) (models.NewVisit, error) {
	wish := models.NewVisit{
		FirstName: form.FirstName, LastName: form.LastName, Phone: form.Phone, Notes: form.Note, Source: "STAFF", ForStaff: true,
	}
	wrong := models.Invalid{}
	var err error
	if wish.PartySize, err = strconv.Atoi(strings.TrimSpace(form.Party)); err != nil || wish.PartySize < 1 {
		wrong.Add("party", "Please give how many people come, 1 or more.")
	}
	if form.Quote != "" {
		minutes, err := strconv.Atoi(form.Quote)
		if err != nil || minutes < 1 || minutes > 24*60 {
			wrong.Add("quote", "Please choose one of the waits.")
		}
		wish.QuotedWait = minutes * 60
	}
	if form.Person != "" {
		person, err := models.FindPerson(tx, web.Scope(c), filterID(form.Person))
		if err != nil {
			return wish, err
		}
		wish.PersonID = &person.ID
	} else if strings.TrimSpace(form.FirstName+form.LastName+form.Phone) == "" {
		wrong.Add("firstName", "Please give a name or a phone number, so that you can call them.")
	}
	if err := readServices(tx, locationID, form, &wish, wrong); err != nil {
		return wish, err
	}
	return wish, wrong.Err()
}
