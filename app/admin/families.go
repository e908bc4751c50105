package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// familyOf looks for a family that the person may move to.
func (p pages) familyOf(c echo.Context) error {
	tx, scope := p.Read(c), web.Scope(c)
	person, err := personOf(c, tx)
	if err != nil {
		return err
	}
	members, err := models.FindFamilyPeople(tx, scope, person.FamilyID)
	if err != nil {
		return err
	}
	move := views.FamilyMove{Person: person, Alone: len(members) == 1, Words: strings.TrimSpace(c.QueryParam("q"))}
	if move.Clock, _, err = p.clock(tx); err != nil {
		return err
	}
	if move.Searched = move.Words != ""; move.Searched {
		found, err := models.ListPeople(tx, models.PeopleFilter{Scope: scope, Query: move.Words, Limit: 20})
		if err != nil {
			return err
		}
		for _, other := range found.People {
			if other.FamilyID != person.FamilyID {
				move.Found = append(move.Found, other)
			}
		}
	}
	return web.Render(c, http.StatusOK, views.MoveFamily(p.Page(c, "Move "+person.Name(), "people"), move))
}

// moveFamily puts the person into another family; undo puts them back.
func (p pages) moveFamily(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	var familyID int64
	if family := typed.Get("family"); family != "new" {
		if familyID, err = web.ID(family); err != nil {
			return err
		}
		if _, err := models.FindFamilyPeople(p.Read(c), web.Scope(c), familyID); err != nil {
			return err
		}
	}
	var path string
	err = p.Write(c, func(tx *models.Tx) error {
		person, err := personOf(c, tx)
		if err != nil {
			return err
		}
		path = personPath(person.ID)
		if err := person.MoveToFamily(tx, familyID); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: person.Name() + " is now in family " + strconv.FormatInt(person.FamilyID, 10) + "."})
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}
