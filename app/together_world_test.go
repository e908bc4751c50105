package app_test

import (
	"fmt"
	"net/http"
	"regexp"
	"sync"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
)

// race is a salon in which several people press at the same moment. It is Monday, 2 November 2026, ten in Berlin.
type race struct {
	*apptest.World
	clock         *apptest.Clock
	key, staff    *apptest.Client
	place         *models.Location
	haircut       *models.Service
	ana, ben, eva *models.Resource
	list          *models.Waitlist
}

func eachRace(t *testing.T, run func(t *testing.T, r *race)) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			r := &race{clock: apptest.NewClock(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC))}
			r.World = apptest.Start(t, apptest.On(engine), apptest.At(r.clock.Now), apptest.With(func(c *app.Config) {
				c.RateAPI, c.RatePublic = web.Rate{}, web.Rate{}
			}))
			r.key, r.staff = r.Key(models.ScopeAdmin), r.As(models.RoleStaff)
			r.furnish()
			run(t, r)
			broken, err := models.Check(r.DB.Read(t.Context()))
			if err != nil || len(broken) > 0 {
				t.Errorf("the data is not sound: %v %v", broken, err)
			}
		})
	}
}

func (r *race) furnish() {
	r.T.Helper()
	r.Write(func(tx *models.Tx) (err error) {
		if r.place, err = models.CreateLocation(tx, models.LocationSettings{Name: "Mitte", TimeZone: "Europe/Berlin"}); err != nil {
			return err
		}
		if err := r.place.SetPublic(tx, true); err != nil {
			return err
		}
		r.haircut = &models.Service{Name: "Haircut", Duration: 1800, IsPublic: true, LocationIDs: []int64{r.place.ID}}
		for who, name := range map[**models.Resource]string{&r.ana: "Ana Castillo", &r.ben: "Ben Okafor", &r.eva: "Eva Lind"} {
			*who = &models.Resource{Name: name, Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{r.place.ID}}
			if err := (*who).Save(tx); err != nil {
				return err
			}
			r.haircut.ResourceIDs = append(r.haircut.ResourceIDs, (*who).ID)
		}
		r.list = &models.Waitlist{Name: "Colour", LocationID: &r.place.ID, IsOpen: true}
		if _, err := r.list.Save(tx); err != nil {
			return err
		}
		return r.haircut.Save(tx)
	})
}

// together lets everybody press at once and tells what each was answered.
func together(presses ...func() *apptest.Page) []*apptest.Page {
	answers, start := make([]*apptest.Page, len(presses)), make(chan struct{})
	var group sync.WaitGroup
	for i, press := range presses {
		group.Go(func() {
			<-start
			answers[i] = press()
		})
	}
	close(start)
	group.Wait()
	return answers
}

// tally counts answers by their status.
func tally(answers []*apptest.Page) map[int]int {
	counts := map[int]int{}
	for _, answer := range answers {
		counts[answer.Status]++
	}
	return counts
}

func (r *race) wants(answers []*apptest.Page, want map[int]int) {
	r.T.Helper()
	if got := tally(answers); fmt.Sprint(got) != fmt.Sprint(want) {
		r.T.Errorf("answered %v, want %v; the first is %.300s", got, want, answers[0].Text())
	}
}

func times(n int, press func(i int) *apptest.Page) (presses []func() *apptest.Page) {
	for i := range n {
		presses = append(presses, func() *apptest.Page { return press(i) })
	}
	return presses
}

// post is a step of the API.
func (r *race) post(path, body string) *apptest.Page {
	return r.key.JSON(http.MethodPost, "/api/v1/visits"+path, body)
}

func (r *race) wish(at string, who *models.Resource) string {
	return fmt.Sprintf(`{"locationId":"mitte","firstName":"Noor","serviceIds":["haircut"],"resourceIds":["%s"],"date":"%s","asStaff":true}`, who.PublicID, at)
}

func (r *race) book(at string, who *models.Resource) *models.Visit {
	r.T.Helper()
	return r.visit(r.post("", r.wish(at, who)).Wants(http.StatusCreated))
}

var answered = regexp.MustCompile(`"id":"(\w{20})"`)

func (r *race) visit(page *apptest.Page) *models.Visit {
	r.T.Helper()
	return r.load(answered.FindStringSubmatch(page.Body)[1])
}

func (r *race) load(id string) *models.Visit {
	r.T.Helper()
	visit, err := models.FindVisit(r.DB.Read(r.T.Context()), models.Everywhere(), id)
	if err != nil {
		r.T.Fatal(err)
	}
	return visit
}

func (r *race) count(query string, args ...any) (count int64) {
	r.T.Helper()
	if err := r.DB.Read(r.T.Context()).Raw("SELECT COUNT(*) FROM "+query, args...).Scan(&count).Error; err != nil {
		r.T.Fatal(err)
	}
	return count
}
