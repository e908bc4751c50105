package public

import (
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// followVisit is the stream of a customer's page. Whoever has a link that only shows the place follows beside the customer, never instead.
func (p pages) followVisit(c echo.Context) error {
	v, err := p.openVisit(c, p.Read(c))
	if err != nil {
		return err
	}
	name := fmt.Sprintf("visit %d", v.ID)
	if v.watching {
		name = fmt.Sprintf("place of visit %d", v.ID)
	}
	return p.follow(c, name, v.LocationID, func() bool {
		_, err := p.openVisit(c, p.Read(c))
		return err == nil
	})
}

// followDisplay is the stream of the screens on the wall.
func (p pages) followDisplay(c echo.Context) error {
	location, err := p.publicLocation(c, p.Read(c))
	if err != nil {
		return err
	}
	name := fmt.Sprintf("display %d of %s", location.ID, web.NetworkOf(c.RealIP()))
	return p.follow(c, name, location.ID, func() bool {
		_, err := p.publicLocation(c, p.Read(c))
		return err == nil
	})
}

// follow tells that something changed at a location, never what.
func (p pages) follow(c echo.Context, name string, locationID int64, mayStay func() bool) error {
	watch := models.Watch{Kind: "location", ID: locationID}
	seen, err := models.Versions(p.Read(c), map[models.Watch]bool{watch: true})
	if err != nil {
		return err
	}
	var missed []models.Watch
	if c.QueryParam("seen") != strconv.FormatInt(seen[watch], 10) {
		missed = append(missed, watch)
	}
	return p.Follow(c, web.Follower{Name: name, Network: web.NetworkOf(c.RealIP())}, seen, missed, mayStay)
}

// streamOf is where a page at path hears that something changed at the location since it was read.
func streamOf(tx *models.Tx, path string, locationID int64) (string, error) {
	watch := models.Watch{Kind: "location", ID: locationID}
	seen, err := models.Versions(tx, map[models.Watch]bool{watch: true})
	return fmt.Sprintf("%s/stream?seen=%d", path, seen[watch]), err
}
