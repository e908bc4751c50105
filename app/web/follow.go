package web

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

const (
	heartbeat     = 15 * time.Second
	writePatience = 20 * time.Second
	recheck       = time.Minute
)

// enough tells a page that newer ones of the same visitor took its place. It does not come again, and looks by itself now and then.
const enough = "event: enough\ndata: enough\n\n"

// Follow answers with a stream that tells a live page the names of what changed, until the browser goes away, the program stops or mayStay
// says no. What was missed is told at once. Nobody has more than a few at a time.
func (a *App) Follow(c echo.Context, who Follower, seen map[models.Watch]int64, missed []models.Watch, mayStay func() bool) error {
	changed, leave := a.Streams.Listen(who, seen)
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
	c.Response().Header().Set("X-Accel-Buffering", "no") // nginx before us passes it on line by line
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
		var err error
		select {
		case <-c.Request().Context().Done():
			return nil
		case <-a.Streams.Stopped():
			return nil
		case name, open := <-changed:
			if !open {
				return send(enough)
			}
			err = send(message(name))
		case <-beat.C:
			err = send(": beat\n\n")
		case <-check.C:
			if !mayStay() {
				return nil
			}
		}
		if err != nil { // the browser went away
			return nil
		}
	}
}

func message(name string) string { return "data: " + name + "\n\n" }
