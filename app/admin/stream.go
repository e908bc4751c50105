package admin

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

const watchesPerStream = 20

// stream tells a live page the names of what changed, never what: each page fetches its own view again. What changed
// between the page and its stream is told at once.
func (p pages) stream(c echo.Context) error {
	seen, missed, err := p.watched(c)
	if err != nil {
		return err
	}
	who := web.Who(c)
	return p.Follow(c, web.Follower{Name: "user " + strconv.FormatInt(who.User.ID, 10)}, seen, missed, func() bool { return p.mayStay(c, who) })
}

// watched are the versions of what the page asks for, and what of it the page shows in another version ("waitlist:2@31").
// What is not in scope is not there.
func (p pages) watched(c echo.Context) (versions map[models.Watch]int64, missed []models.Watch, err error) {
	names := c.QueryParams()["watch"]
	if len(names) == 0 || len(names) > watchesPerStream {
		return nil, nil, echo.ErrBadRequest
	}
	watched, shown := map[models.Watch]bool{}, map[models.Watch]int64{}
	for _, name := range names {
		name, version, versioned := strings.Cut(name, "@")
		watch, ok := models.ParseWatch(name)
		if !ok {
			return nil, nil, models.ErrNotFound
		}
		visible, err := watch.InScope(p.Read(c), web.Scope(c))
		if err != nil {
			return nil, nil, err
		}
		if !visible || watch.IsOfAdmins() && !web.Admin.Admits(web.Who(c)) {
			return nil, nil, models.ErrNotFound
		}
		watched[watch] = true
		if versioned {
			if shown[watch], err = web.ID(version); err != nil {
				return nil, nil, err
			}
		}
	}
	if versions, err = models.Versions(p.Read(c), watched); err != nil {
		return nil, nil, err
	}
	for watch, version := range shown {
		if versions[watch] != version {
			missed = append(missed, watch)
		}
	}
	return versions, missed, nil
}

// mayStay says whether the session still lives, with the role and locations it had. Such a change ends it anyway.
func (p pages) mayStay(c echo.Context, who *web.Principal) bool {
	_, err := models.FindSessionByID(p.Read(c), who.SessionID, p.Now())
	return err == nil
}
