package admin

import (
	"bufio"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/views"
)

// exportPeople sends everybody that the page's filters leave. It is written as it is read, however long it is.
func (p pages) exportPeople(c echo.Context) error {
	filter := peopleFilter(c, views.PeopleQueryOf(c.QueryParams()))
	p.noteExport(c, "people.exported", models.Subject{})
	return p.sendCSV(c, "people", func(out *bufio.Writer) error {
		return models.ExportPeople(p.Read(c), filter, out)
	})
}

// noteExport writes down who takes data out, which is why an export is a POST. A full disk keeps nobody from their data.
func (p pages) noteExport(c echo.Context, action string, subject models.Subject) {
	err := p.Write(c, func(tx *models.Tx) error { return models.Record(tx, action, subject, nil) })
	if err != nil {
		p.Log.Warn("an export could not be noted", "action", action, "error", err)
	}
}

// sendCSV answers with a file named after the day. What fails after its first bytes breaks the connection off: a whole file is a whole one.
func (p pages) sendCSV(c echo.Context, name string, write func(out *bufio.Writer) error) error {
	clock, _, err := p.clock(p.Read(c))
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	header.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+"-"+clock.Today().String()+`.csv"`)
	out := bufio.NewWriterSize(c.Response(), 64<<10)
	if err := write(out); err != nil {
		if !c.Response().Committed {
			header.Del(echo.HeaderContentDisposition)
			return err
		}
		p.Log.Error("an export broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return out.Flush()
}
