package public

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// chooseTime shows who, which day and what time: whatever is chosen stands in the URL.
func (p pages) chooseTime(c echo.Context) error {
	b, err := p.openChoice(c, c.QueryParams())
	if err != nil {
		return err
	}
	return p.showTimes(c, http.StatusOK, b)
}

// openChoice finds what the address names. What is not public is not there.
func (p pages) openChoice(c echo.Context, typed url.Values) (*choice, error) {
	tx := p.Read(c)
	location, err := models.FindLocationByPublicID(tx, models.Everywhere(), c.Param("location"))
	if err != nil {
		return nil, err
	}
	service, err := models.FindService(tx, models.Everywhere(), c.Param("service"))
	if err != nil {
		return nil, err
	}
	if !isBookable(location, service) {
		return nil, models.ErrNotFound
	}
	b := p.newChoice(location, []models.Service{*service}, bookPath(location, service))
	if held := typed.Get("held"); held != "" {
		visit, err := models.FindVisitByToken(tx, held)
		switch {
		case err == nil && isUnused(visit):
			b.held, b.said, b.own = held, visit, visit.ID
		case err != nil && !errors.Is(err, models.ErrNotFound):
			return nil, err
		}
	}
	if err := b.find(tx); err != nil {
		return nil, err
	}
	b.read(typed)
	return b, nil
}

func (p pages) newChoice(location *models.Location, services []models.Service, path string) *choice {
	now := models.At(p.Now())
	return &choice{location: location, services: services, now: now, today: models.DateIn(now.Time, location.Zone()), path: path, party: 1}
}

// showTimes renders the steps as they stand; what is wrong makes it an error page.
func (p pages) showTimes(c echo.Context, status int, b *choice) error {
	var calendar *calendar
	err := p.Searches.Take(c.Request().Context(), func() (err error) {
		calendar, err = b.calendar(p.Read(c))
		return err
	})
	if err != nil {
		return err
	}
	view := b.view(calendar)
	view.Once = web.NewOnceKey()
	if view.None != nil && !b.crowded {
		if view.None.Wait, err = p.waitInstead(c, b); err != nil {
			return err
		}
		view.None.Wait.Earlier = view.None.Next != nil
	}
	page := p.page(c, view.Title)
	page.Invalid = status != http.StatusOK
	page.Scripts = []string{"book.js"}
	return web.Render(c, status, views.BookTimesPage(page, view))
}

// holdTime keeps the chosen time free while the details are typed. One that a page sends twice is held once.
func (p pages) holdTime(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	b, err := p.openChoice(c, typed)
	if err != nil {
		return err
	}
	if typed.Get(trapField) != "" {
		return web.See(c, b.path)
	}
	wall, sentence := b.wall(typed)
	if b.wrong = cmp.Or(b.wrong, sentence); b.wrong != "" {
		return p.showTimes(c, http.StatusUnprocessableEntity, b)
	}
	details, err := p.detailsOf(c, b, typed)
	if err != nil {
		return err
	}
	path, err := p.onceOnly(c, timeKey(typed, wall), func(tx *models.Tx) (string, error) {
		return b.hold(tx, wall, details, c.RealIP())
	})
	return p.afterTime(c, b, wall, typed, path, err)
}

// wall is the time that was chosen: a date and a time, or both in one.
func (b *choice) wall(typed url.Values) (models.WallTime, string) {
	at := typed.Get("at")
	if at == "" && typed.Get("date") != "" && typed.Get("time") != "" {
		at = typed.Get("date") + "T" + typed.Get("time")
	}
	if at == "" {
		return models.WallTime{}, chooseFirst
	}
	wall, err := models.ParseWall(at, b.location.Zone())
	var sentence models.Sentence
	if !errors.As(err, &sentence) && models.DateIn(wall.At.Time, b.location.Zone()).After(b.horizon()) {
		sentence = tooFarAhead
	}
	return wall, string(sentence)
}

// hold lets go of the visitor's time before and holds the new one with what is typed already.
func (b *choice) hold(tx *models.Tx, wall models.WallTime, d *details, address string) (string, error) {
	if err := letGo(tx, b.held); err != nil {
		return "", err
	}
	location := *b.location
	said := d.visit()
	wish := models.NewVisit{
		FirstName: said.FirstName, LastName: said.LastName, Phone: said.Phone, Email: said.Email, Notes: said.Notes, Answers: said.Answers,
		PartySize: b.party, ServiceIDs: []int64{b.services[0].ID}, ResourceIDs: b.query().ResourceIDs, Date: wall.Text,
		Source: "ONLINE", RemoteIP: address, HeldFrom: web.NetworkOf(address), AsOffered: true,
	}
	visit, err := location.Hold(tx, wish)
	if err != nil {
		return "", err
	}
	return b.holdPath(visit.Token), nil
}

// holdPath is where the details are asked. It tells who is wanted: the hold itself knows alone who was chosen.
func (b *choice) holdPath(token string) string {
	if b.resource == nil {
		return "/hold/" + token
	}
	return "/hold/" + token + "?resource=" + b.resource.PublicID
}

// letGo ends a hold that nobody needs any more.
func letGo(tx *models.Tx, token string) error {
	if token == "" {
		return nil
	}
	visit, err := models.FindVisitByToken(tx, token)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return visit.LetGo(tx)
}

// afterTime is what follows on a choice of time: the next step, or other times.
func (p pages) afterTime(c echo.Context, b *choice, wall models.WallTime, typed url.Values, path string, err error) error {
	var taken *models.TakenError
	var invalid models.Invalid
	var sentence models.Sentence
	switch {
	case errors.As(err, &taken):
		var nearest []models.FreeTime
		err := p.Searches.Take(c.Request().Context(), func() (err error) {
			nearest, err = taken.Nearest(p.Read(c))
			return err
		})
		if err != nil {
			return err
		}
		return p.showTaken(c, b, nearest, justTaken, typed)
	case errors.As(err, &invalid):
		for _, wrong := range invalid {
			b.wrong = wrong
		}
	case errors.As(err, &sentence):
		b.wrong = string(sentence)
	case err != nil:
		return err
	default:
		return web.See(c, path)
	}
	if b.date.IsZero() {
		b.date = b.day(wall.Text[:len("2026-12-01")])
	}
	return p.showTimes(c, http.StatusUnprocessableEntity, b)
}

// timeKey makes a page work once for each time on it. A key that could be guessed would give away somebody's hold.
func timeKey(typed url.Values, wall models.WallTime) string {
	if once := typed.Get(web.OnceField); len(once) >= len(web.NewOnceKey()) {
		return once + " " + wall.Text
	}
	return web.NewOnceKey()
}

const pathSealed = "where a booking went on"

// onceOnly is Once for a path that opens something: it is stored sealed. The same page may choose another time as well.
func (p pages) onceOnly(c echo.Context, key string, do func(tx *models.Tx) (string, error)) (string, error) {
	asCustomer(c, models.By{Kind: models.ByOnline, Name: "online"})
	sealed, err := p.Once(c, key, func(tx *models.Tx) (string, error) {
		path, err := do(tx)
		return p.Keyring.Seal(path, pathSealed), err
	})
	if errors.Is(err, models.ErrOtherBody) {
		return p.onceOnly(c, web.NewOnceKey(), do)
	}
	if err != nil {
		return "", err
	}
	return p.Keyring.Open(sealed, pathSealed)
}
