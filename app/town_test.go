package app_test

import (
	"encoding/json"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

// town is a program with two locations that have one of everything each, for walks over the whole route table.
type town struct {
	*apptest.World
	key          *apptest.Client // of an admin's program
	north, south ids
}

// ids are what stands behind "people/" and its like in an address: the noun, then the id.
type ids map[string]string

// nobody has these ids.
var absent = ids{
	"people": "999999", "entries": "999999", "waitlists": "nowhere", "notes": "999999", "locations": "999999", "runs": "999999", "import": "999999",
	"users": "nobody", "keys": "nobody", "fields": "999999", "priorities": "999999", "webhooks": "nobody", "deliveries": "999999", "events": "nobody",
	"deleted": "999999", "views": "999999",
	"services": "999999", "resources": "999999", "visits": "999999",
	"book": "nowhere/nothing", "hold": "nothing", "p": "nothing", "queue": "nowhere", "display": "nowhere", "ticket": "nothing",
	"signup": "nowhere", "thanks": "nothing", "static": "nothing.css", "calendar": "nothing", "schemas": "nowhere",
}

func openTown(t *testing.T, engine models.Engine) *town {
	t.Helper()
	w := &town{World: apptest.Start(t, apptest.On(engine), apptest.With(func(c *app.Config) {
		c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
		c.RateAPI, c.RatePublic, c.RateLogin = web.Rate{}, web.Rate{}, web.Rate{}
	}))}
	w.key = w.Key(models.ScopeAdmin)
	receiver := hooktest.New(t)
	w.north, w.south = w.settle("North", "Ida", receiver), w.settle("South", "Xerxilda", receiver)
	w.waitUntilSent()
	return w
}

// waitUntilSent lets the sender come to rest, so that what changes from now on is the test's doing.
func (w *town) waitUntilSent() {
	w.T.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		var pending int64
		err := w.DB.Read(w.T.Context()).Raw("SELECT (SELECT COUNT(*) FROM deliveries WHERE state = 'pending' OR lease_by <> '')" +
			" + (SELECT COUNT(*) FROM locations WHERE status_dirty)").Scan(&pending).Error
		if err != nil || time.Now().After(until) {
			w.T.Fatalf("%d deliveries are pending, %v", pending, err)
		}
		if pending == 0 {
			return
		}
	}
}

// settle makes a location with a list on which a child with a note waits, and one of everything else.
func (w *town) settle(name, child string, receiver *hooktest.Receiver) ids {
	w.T.Helper()
	found := ids{"static": absent["static"], "thanks": absent["thanks"], "ticket": absent["ticket"], "schemas": "standard/AddPerson.json"}
	w.Write(func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: name, TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		list := &models.Waitlist{Name: name + " infants", LocationID: &location.ID, IsPublic: true, IsOpen: true}
		if _, err := list.Save(tx); err != nil {
			return err
		}
		form, err := models.FindPersonForm(tx, models.StaffForm)
		if err != nil {
			return err
		}
		person, err := models.CreatePerson(tx, form.Fields, models.NewPerson{Source: "staff", Values: models.Values{
			"First Name": child, "Last Name": name + "brandt", "Email": child + "@families.example", "Phone #": "030 901820" + strconv.Itoa(10+len(name+child)),
		}})
		if err != nil {
			return err
		}
		entry, _, err := list.Add(tx, person, models.NewEntry{})
		if err != nil {
			return err
		}
		note, err := person.AddNote(tx, name+" note", false)
		if err != nil {
			return err
		}
		field, err := models.CreateField(tx, models.FieldSettings{Label: name + " field", Type: models.TypeText})
		if err != nil {
			return err
		}
		key, _, err := models.CreateAPIKey(tx, name, models.ScopeRead)
		if err != nil {
			return err
		}
		user := &models.User{Email: strings.ToLower(name) + "@linden.example", Name: name + " user", Role: models.RoleViewer, AllLocations: true, PasswordHash: "x"}
		if err := user.Create(tx); err != nil {
			return err
		}
		err = tx.Exec("INSERT INTO age_out_runs (scope, local_date, started_at, finished_at) VALUES (?, '2026-11-01', ?, ?)",
			strconv.FormatInt(location.ID, 10), models.TxNow(tx), models.TxNow(tx)).Error
		if err != nil {
			return err
		}
		var run int64
		if err := tx.Raw("SELECT MAX(id) FROM age_out_runs").Scan(&run).Error; err != nil {
			return err
		}
		priority, err := models.CreatePriority(tx, name+" first", false)
		if err != nil {
			return err
		}
		service := &models.Service{Name: name + " service", Duration: 1800, Capacity: 1, IsPublic: true, LocationIDs: []int64{location.ID}}
		if err := service.Save(tx); err != nil {
			return err
		}
		if err := location.SetPublic(tx, true); err != nil {
			return err
		}
		wish := models.NewVisit{ServiceIDs: []int64{service.ID}, Date: "2031-01-07T10:00", Source: "ONLINE"}
		booked, err := location.Book(tx, wish)
		if err != nil {
			return err
		}
		wish.Date = "2031-01-07T11:00"
		held, err := location.Hold(tx, wish)
		if err != nil {
			return err
		}
		found["book"], found["hold"], found["p"] = location.Slug+"/"+service.Slug, held.Token, booked.Token
		resource := &models.Resource{Name: name + " room", Kind: models.Room, IsActive: true, LocationIDs: []int64{location.ID}}
		if err := resource.Save(tx); err != nil {
			return err
		}
		if found["calendar"], err = resource.ShareFeed(tx); err != nil {
			return err
		}
		visit, err := location.Join(tx, models.NewVisit{PersonID: &person.ID, Source: "STAFF", ForStaff: true})
		if err != nil {
			return err
		}
		view := &models.ListView{WaitlistID: list.ID, UserID: user.ID, Name: name + " view", Query: "tab=offered", Shared: true}
		if err := view.Save(tx); err != nil {
			return err
		}
		gone, err := models.CreatePerson(tx, form.Fields, models.NewPerson{Source: "staff", Values: models.Values{"First Name": child, "Last Name": "Gone"}})
		if err != nil {
			return err
		}
		if _, _, err := list.Add(tx, gone, models.NewEntry{}); err != nil {
			return err
		}
		for noun, id := range map[string]int64{
			"deleted": gone.ID, "views": view.ID, "services": service.ID, "resources": resource.ID, "visits": visit.ID,
			"people": person.ID, "entries": entry.ID, "notes": note.ID, "locations": location.ID, "runs": run, "fields": field.ID, "priorities": priority.ID,
		} {
			found[noun] = strconv.FormatInt(id, 10)
		}
		if err := location.SetPublic(tx, true); err != nil {
			return err
		}
		if err := location.OpenQueue(tx); err != nil {
			return err
		}
		found["queue"], found["display"] = location.Slug, location.Slug
		found["waitlists"], found["signup"], found["keys"], found["users"] = list.Slug, list.Slug, key.PublicID, user.PublicID
		return nil
	})
	w.key.JSON("DELETE", "/api/v1/people/"+found["deleted"], "").Wants(204)
	made := w.key.JSON("POST", "/api/v1/webhooks", `{"url":"`+receiver.URL()+`/`+name+`"}`).Wants(201)
	found["webhooks"] = regexp.MustCompile(`"webhookId":"(\w+)"`).FindStringSubmatch(made.Body)[1]
	w.key.JSON("PATCH", "/api/v1/people/"+found["people"], `{"fields":{"`+name+` field":"said"}}`).Wants(200)
	heard := w.key.Get("/api/v1/webhooks/" + found["webhooks"] + "/deliveries").Wants(200)
	found["deliveries"] = regexp.MustCompile(`"deliveryId":"?(\w+)`).FindStringSubmatch(heard.Body)[1]
	var event string
	if err := w.DB.Read(w.T.Context()).Raw("SELECT public_id FROM events ORDER BY sequence DESC LIMIT 1").Scan(&event).Error; err != nil {
		w.T.Fatal(err)
	}
	found["events"] = event
	found["import"] = w.importOf(name)
	return found
}

// importOf is an import that waits for its columns.
func (w *town) importOf(name string) string {
	w.T.Helper()
	body := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + ".csv\"\r\n\r\nFirst name;Last name\nIda;Brandt\n\r\n--x--\r\n"
	admin := w.As(models.RoleAdmin)
	request := admin.Request("POST", "/admin/people/import", strings.NewReader(body))
	request.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	return strings.Split(admin.Do(request).Wants(303).Location, "/")[4]
}

// limited is the browser of an admin who works at the northern location alone.
func (w *town) limited() *apptest.Client {
	w.T.Helper()
	user := &models.User{Email: "limited@linden.example", Name: "Lena Wolf", Role: models.RoleAdmin, PasswordHash: "x"}
	w.Write(func(tx *models.Tx) error {
		id, err := strconv.ParseInt(w.north["locations"], 10, 64)
		if err != nil {
			return err
		}
		user.Locations = []models.Location{{ID: id}}
		return user.Create(tx)
	})
	return w.LoggedIn(user)
}

var slot = regexp.MustCompile(`([a-z]+)/(:[a-zA-Z]+(?:/:[a-zA-Z]+)?|\*)`)

// address fills a route's parameters; a noun that nobody taught the town fails the test.
func (w *town) address(route web.Route, choose func(noun string, last bool) string) string {
	w.T.Helper()
	nouns := slot.FindAllStringSubmatch(route.Path, -1)
	path := route.Path
	for i, match := range nouns {
		id := choose(match[1], i == len(nouns)-1)
		if id == "" {
			w.T.Fatalf("%s %s: the town has no %s: add one, so that this route is walked", route.Method, route.Path, match[1])
		}
		path = strings.Replace(path, match[0], match[1]+"/"+id, 1)
	}
	if parameter.MatchString(path) && strings.Contains(path, "/:") {
		w.T.Fatalf("%s %s is left with %s", route.Method, route.Path, path)
	}
	return path
}

func of(from ids) func(noun string, last bool) string {
	return func(noun string, _ bool) string { return from[noun] }
}

// ask sends what the route takes: nothing, an empty form, an empty object.
func ask(client *apptest.Client, route web.Route, path string) *apptest.Page {
	client.T.Helper()
	switch {
	case route.Method == "GET":
		return client.Get(path)
	case route.Audience == web.ForAPI:
		return client.JSON(route.Method, path, "{}")
	}
	return client.Post(path, nil)
}

func itoa(id int64) string { return strconv.FormatInt(id, 10) }

// versions is how the southern location stands: each row of it in one text.
func (w *town) versions() string {
	w.T.Helper()
	read := w.DB.Read(w.T.Context())
	var out strings.Builder
	for _, query := range []string{
		"SELECT * FROM people WHERE id = " + w.south["people"], "SELECT * FROM entries WHERE person_id = " + w.south["people"],
		"SELECT * FROM notes WHERE person_id = " + w.south["people"], "SELECT id, name, address, phone, time_zone, hours, is_public, is_queue_open, version FROM locations WHERE id = " + w.south["locations"],
		"SELECT * FROM services WHERE id = " + w.south["services"], "SELECT * FROM resources WHERE id = " + w.south["resources"],
		"SELECT * FROM visits WHERE id = " + w.south["visits"],
		"SELECT * FROM waitlists WHERE slug = '" + w.south["waitlists"] + "'", "SELECT * FROM imports",
	} {
		var rows []map[string]any
		if err := read.Raw(query).Scan(&rows).Error; err != nil {
			w.T.Fatal(err)
		}
		text, err := json.Marshal(rows)
		if err != nil {
			w.T.Fatal(err)
		}
		out.Write(text)
	}
	return out.String()
}

// untilQuiet waits until the job of every second has told of the queues, and receivers have heard: that is not the doing of whoever reads.
func (w *town) untilQuiet() {
	w.T.Helper()
	for range 600 {
		var marked int64
		const waiting = "SELECT (SELECT COUNT(*) FROM locations WHERE status_dirty) + (SELECT COUNT(*) FROM deliveries WHERE state = 'pending')"
		if err := w.DB.Read(w.T.Context()).Raw(waiting).Scan(&marked).Error; err != nil {
			w.T.Fatal(err)
		}
		if marked == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.T.Fatal("nobody tells of the queues")
}
