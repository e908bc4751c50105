package admin

import (
	"bufio"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// importPreview shows what each row would do.
func (p pages) importPreview(c echo.Context) error {
	return p.showPreview(c, http.StatusOK, "")
}

func (p pages) showPreview(c echo.Context, status int, wrong string) error {
	tx := p.Read(c)
	found, err := importIn(c, tx)
	if err != nil {
		return err
	}
	switch {
	case found.StartedAt != nil:
		return web.See(c, importPage(found.ID, ""))
	case found.State != models.ImportPlanned:
		return web.See(c, importPage(found.ID, "/columns"))
	}
	check := &views.ImportCheck{Import: found, OnlyProblems: c.QueryParam("only") == "problems", Wrong: wrong}
	if check.Counts, err = found.Counts(tx); err != nil {
		return err
	}
	if check.Rows, err = found.PreviewRows(tx, models.At(p.Now()), check.OnlyProblems); err != nil {
		return err
	}
	page := p.Page(c, "Preview of the import", "people")
	page.Invalid = wrong != ""
	return web.Render(c, status, views.ImportPreview(page, check))
}

// startImport lets the rows be written.
func (p pages) startImport(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	var path string
	err = p.Write(c, func(tx *models.Tx) error {
		found, err := importIn(c, tx)
		if err != nil {
			return err
		}
		path = importPage(found.ID, "")
		if found.StartedAt != nil {
			return nil
		}
		if found.MakesFields() && !web.Manager.Admits(web.Who(c)) {
			return echo.ErrForbidden
		}
		return found.Start(tx, typed.Get("order") == "file", typed.Get("webhooks") == "no")
	})
	if wrong, ok := invalidOf(err); ok {
		return p.showPreview(c, http.StatusUnprocessableEntity, wrong[""])
	}
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// discardImport forgets a file that was not imported.
func (p pages) discardImport(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error {
		found, err := importIn(c, tx)
		if err != nil {
			return err
		}
		if err := found.Discard(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "The file is discarded. Nobody was added."})
	})
	if err != nil {
		return err
	}
	return web.See(c, importPath)
}

// importResult shows how far an import is; while it works the browser looks again by itself.
func (p pages) importResult(c echo.Context) error {
	tx := p.Read(c)
	found, err := importIn(c, tx)
	if err != nil {
		return err
	}
	if found.StartedAt == nil {
		return web.See(c, importPage(found.ID, "/columns"))
	}
	result := &views.ImportResult{Import: found, MayUndo: found.UndoUntil().After(p.Now())}
	if result.Counts, err = found.Counts(tx); err != nil {
		return err
	}
	if result.Clock, _, err = p.clock(tx); err != nil {
		return err
	}
	if result.Working() {
		c.Response().Header().Set("Refresh", "1")
	} else if result.Rows, err = found.PreviewRows(tx, models.At(p.Now()), true); err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.ImportOutcome(p.Page(c, "Import", "people"), result))
}

// undoImport takes everything back that nobody changed since.
func (p pages) undoImport(c echo.Context) error {
	var path string
	err := p.Write(c, func(tx *models.Tx) error {
		found, err := importIn(c, tx)
		if err != nil {
			return err
		}
		path = importPage(found.ID, "")
		return found.Undo(tx)
	})
	if wrong, ok := invalidOf(err); ok {
		if err := p.Flash(c, views.Flash{Text: wrong[""], Tone: "bad"}); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	return web.See(c, path)
}

// problemColumn is behind the columns of a file of rows that were not taken.
const problemColumn = "What is wrong"

// importProblems is a file of the rows that were not taken, to mend and import again.
func (p pages) importProblems(c echo.Context) error {
	tx := p.Read(c)
	found, err := importIn(c, tx)
	if err != nil {
		return err
	}
	return p.sendCSV(c, "import-problems", func(out *bufio.Writer) error {
		table, err := models.NewCSVWriter(out, append(append([]string{}, found.Header...), problemColumn)...)
		if err != nil {
			return err
		}
		err = found.Problems(tx, func(row *models.ImportRow) error {
			cells := make([]string, len(found.Header))
			copy(cells, row.Cells)
			return table.Write(append(cells, row.Problem)...)
		})
		if err != nil {
			return err
		}
		return table.Flush()
	})
}

// importTemplate is a file with the columns of the account and one made-up row.
func (p pages) importTemplate(c echo.Context) error {
	tx := p.Read(c)
	fields, err := models.OpenFields(tx)
	if err != nil {
		return err
	}
	lists, err := models.Waitlists(tx, web.Scope(c))
	if err != nil {
		return err
	}
	header, example := []string{}, []string{}
	for i := range fields {
		header, example = append(header, fields[i].Label), append(example, exampleAnswer(&fields[i]))
	}
	list := ""
	if len(lists) > 0 {
		list = lists[0].Name
	}
	return p.sendCSV(c, "people-template", func(out *bufio.Writer) error {
		table, err := models.NewCSVWriter(out, append(header, "Waitlist", "Applied on", "Wanted from", "Note", "Family")...)
		if err != nil {
			return err
		}
		if err := table.Write(append(example, list, "2026-06-25", "2027-01-01", "An example: please delete this row", "Brandt")...); err != nil {
			return err
		}
		return table.Flush()
	})
}

func exampleAnswer(field *models.Field) string {
	switch {
	case field.Purpose == models.ForFirstName:
		return "Ida"
	case field.Purpose == models.ForLastName:
		return "Brandt"
	case field.Type == models.TypeDate:
		return "2024-08-02"
	case field.Type == models.TypePhone:
		return "+49 30 901820"
	case field.Type == models.TypeEmail:
		return "jonas@brandt.example"
	case field.Type == models.TypeMultiChoice:
		return strings.Join(field.Choices[:min(2, len(field.Choices))], ",")
	case field.Type == models.TypeChoice && len(field.Choices) > 0:
		return field.Choices[0]
	}
	return ""
}
