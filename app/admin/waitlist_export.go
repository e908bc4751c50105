package admin

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// exportWaitlist hands out the list as it is filtered, or those that are ticked, as a file for spreadsheets.
func (p pages) exportWaitlist(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	chosen, err := web.Values(c)
	if err != nil {
		return err
	}
	tx := p.Read(c)
	view, err := p.waitlistView(tx, list)
	if err != nil {
		return err
	}
	filter, _ := readEntriesFilter(views.NewWaitlistFilter(waitlistPath(list), chosen))
	filter.WaitlistID, filter.Now, filter.Cursor, filter.Limit = list.ID, models.At(view.Now), "", 200
	ticked := map[string]bool{}
	if chosen.Get("all") == "" {
		for _, id := range chosen["entry"] {
			ticked[id] = true
		}
	}
	p.noteExport(c, "waitlist.exported", models.Subject{Kind: models.KindWaitlist, ID: list.ID})
	var file bytes.Buffer
	out, err := models.NewCSVWriter(&file, "Place", "First name", "Last name", "Birthdate", "Priority", "Days", "Wanted from",
		"Applied", "Status", "Phone", "E-mail", "Why here")
	if err != nil {
		return err
	}
	for {
		page, err := models.ListEntries(tx, filter)
		if err != nil {
			return err
		}
		rows, err := withDays(tx, page.Rows)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if len(ticked) > 0 && !ticked[strconv.FormatInt(row.ID, 10)] {
				continue
			}
			if err := out.Write(exportCells(view, row)...); err != nil {
				return err
			}
		}
		if filter.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	name := list.Slug + "-" + view.Today.String() + ".csv"
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+url.PathEscape(name)+`"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", file.Bytes())
}

func exportCells(view views.WaitlistView, row views.WaitlistRow) []string {
	place, priority := "", ""
	if row.Position != nil {
		place = strconv.Itoa(*row.Position)
	}
	if row.Priority != nil {
		priority = row.Priority.Name
	}
	return []string{
		place, row.Person.FirstName, row.Person.LastName, row.Person.Birthdate.String(), priority, row.Days, row.RequestedDate.String(),
		models.DateIn(row.AddedAt.Time, view.Zone).String(), string(row.Status), row.Person.Phone, row.Person.Email, row.Why,
	}
}
