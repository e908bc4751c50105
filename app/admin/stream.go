package admin

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

const (
	watchesPerStream = 20
	heartbeat        = 15 * time.Second
	writePatience    = 20 * time.Second
	recheck          = time.Minute
)

// stream tells a live page the names of what changed, never what: each page fetches its own view again. What changed
// between the page and its stream is told at once.
func (p pages) stream(c echo.Context) error {
	seen, missed, err := p.watched(c)
	if err != nil {
		return err
	}
	who := web.Who(c)
	changed, leave := p.Streams.Listen(who.User.ID, seen)
	defer leave()
	if changed == nil {
		return echo.ErrTooManyRequests
	}
	out := http.NewResponseController(c.Response().Unwrap())
	if err := out.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	send := func(text string) error {
		if err := out.SetWriteDeadline(time.Now().Add(writePatience)); err != nil {
			return err
		}
		if _, err := fmt.Fprint(c.Response(), text); err != nil {
			return err
		}
		return out.Flush()
	}
	c.Response().Header().Set(echo.HeaderContentType, "text/event-stream")
	opening := ": listening\n\n"
	for _, watch := range missed {
		opening += message(watch.String())
	}
	if err := send(opening); err != nil {
		return nil
	}
	beat, check := time.NewTicker(heartbeat), time.NewTicker(recheck)
	defer beat.Stop()
	defer check.Stop()
	for {
		select {
		case <-c.Request().Context().Done():
			return nil
		case <-p.Streams.Stopped():
			return nil
		case name := <-changed:
			err = send(message(name))
		case <-beat.C:
			err = send(": beat\n\n")
		case <-check.C:
			if !p.mayStay(c, who) {
				return nil
			}
		}
		if err != nil { // the browser went away
			return nil
		}
	}
}

func message(name string) string { return "data: " + name + "\n\n" }

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
		if !visible {
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
