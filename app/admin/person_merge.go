package admin

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) mergeRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/admin/people/:id/merge", web.Staff, p.compareTwo),
		web.StaffPage(post, "/admin/people/:id/merge", web.Staff, p.merge),
		web.StaffPage(post, "/admin/people/:id/separation", web.Staff, p.separate),
	}
}

// mayMerge refuses who sees a part of the records alone: all of both is moved, wherever it is.
func mayMerge(c echo.Context) error {
	if !web.Scope(c).All {
		return echo.ErrForbidden
	}
	return nil
}

// mergeable is the address's person, for somebody who may merge.
func mergeable(c echo.Context, tx *models.Tx) (*models.Person, error) {
	person, err := personOf(c, tx)
	if err != nil {
		return nil, err
	}
	return person, mayMerge(c)
}

// compareTwo shows two people side by side, or looks for the second.
func (p pages) compareTwo(c echo.Context) error {
	tx := p.Read(c)
	kept, err := mergeable(c, tx)
	if err != nil {
		return err
	}
	if c.QueryParam("with") == "" {
		return p.findDouble(c, kept)
	}
	gone, err := p.otherPerson(c, tx, c.QueryParam("with"))
	if err != nil {
		return err
	}
	return p.showMerge(c, http.StatusOK, views.MergePage{Kept: kept, Gone: gone, Form: views.MergeForm{Family: "on"}})
}

// findDouble suggests who looks alike, and searches for anybody else.
func (p pages) findDouble(c echo.Context, kept *models.Person) (err error) {
	tx := p.Read(c)
	search := views.MergeSearch{Person: kept, Words: strings.TrimSpace(c.QueryParam("q"))}
	if search.Alike, err = models.Doubles(tx, web.Scope(c), kept); err != nil {
		return err
	}
	if search.Words != "" {
		found, err := models.ListPeople(tx, models.PeopleFilter{Scope: web.Scope(c), Query: search.Words, Limit: 20})
		if err != nil {
			return err
		}
		for _, other := range found.People {
			if other.ID != kept.ID {
				search.Found = append(search.Found, other)
			}
		}
	}
	if search.Clock, _, err = p.clock(tx); err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.FindDouble(p.Page(c, "Merge "+kept.Name(), "people"), search))
}

func (p pages) showMerge(c echo.Context, status int, merge views.MergePage) (err error) {
	tx := p.Read(c)
	if merge.Fields, err = models.ComparePeople(tx, merge.Kept, merge.Gone); err != nil {
		return err
	}
	for _, side := range []struct {
		person *models.Person
		facts  *views.MergeFacts
	}{{merge.Kept, &merge.KeptFacts}, {merge.Gone, &merge.GoneFacts}} {
		if side.facts.Page, err = models.FindPersonPage(tx, web.Scope(c), side.person.ID); err != nil {
			return err
		}
	}
	if merge.Clock, merge.Country, err = p.clock(tx); err != nil {
		return err
	}
	if merge.Form.Version == "" {
		merge.Form.Version, merge.Form.OtherVersion = versionText(merge.Kept), versionText(merge.Gone)
	}
	page := p.Page(c, "Merge "+merge.Kept.Name(), "people")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.Merge(page, merge))
}

// merge makes one of the two, as they were when they were compared.
func (p pages) merge(c echo.Context) error {
	var form views.MergeForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	var kept, gone *models.Person
	err = p.Write(c, func(tx *models.Tx) error {
		if kept, err = mergeable(c, tx); err != nil {
			return err
		}
		if gone, err = p.otherPerson(c, tx, form.With); err != nil {
			return err
		}
		if form.Version != versionText(kept) || form.OtherVersion != versionText(gone) {
			return models.ErrStale
		}
		pairs, err := models.ComparePeople(tx, kept, gone)
		if err != nil {
			return err
		}
		if _, err := kept.Merge(tx, gone, taken(pairs, typed), form.Family != ""); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{
			Text: gone.Name() + " and " + kept.Name() + " are one person now. You can undo this for 24 hours.", Undo: personPath(kept.ID) + "/separation",
		})
	})
	if wrong, ok := invalidOf(err); ok && kept != nil && gone != nil {
		form.Errors = wrong
		return p.showMerge(c, http.StatusUnprocessableEntity, views.MergePage{Kept: kept, Gone: gone, Form: form})
	}
	if err != nil {
		return err
	}
	return web.See(c, personPath(kept.ID))
}

// taken are the other's values that were chosen.
func taken(pairs []models.FieldPair, typed url.Values) models.Values {
	values := models.Values{}
	for i := range pairs {
		if typed.Get(views.MergeInput(&pairs[i])) == "gone" {
			values[pairs[i].Field.Key] = pairs[i].Gone
		}
	}
	return values
}

// separate undoes the latest merge into the person.
func (p pages) separate(c echo.Context) error {
	var person *models.Person
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if person, err = mergeable(c, tx); err != nil {
			return err
		}
		merge, err := models.LastMerge(tx, person.ID, models.TxNow(tx))
		if err != nil {
			return err
		}
		if merge == nil {
			return models.Sentence("A merge can be undone once, within 24 hours. That is over.")
		}
		name, err := merge.Name()
		if err != nil {
			return err
		}
		if err := merge.Undo(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "The merge is undone: " + name + " is a person of their own again.", Link: views.Link{Label: "Show", Href: personPath(merge.GoneID)}})
	})
	var sentence models.Sentence
	if errors.As(err, &sentence) {
		if err := p.Flash(c, views.Flash{Text: string(sentence)}); err != nil {
			return err
		}
		return web.See(c, personPath(person.ID))
	}
	if err != nil {
		return err
	}
	return web.See(c, personPath(person.ID))
}

func (p pages) otherPerson(c echo.Context, tx *models.Tx, with string) (*models.Person, error) {
	id, err := web.ID(with)
	if err != nil {
		return nil, err
	}
	return models.FindPerson(tx, web.Scope(c), id)
}

func versionText(person *models.Person) string { return strconv.FormatInt(person.Version, 10) }
