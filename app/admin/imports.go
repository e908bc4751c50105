package admin

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	importPath  = "/admin/people/import"
	importBytes = 21 << 20        // a file of 20 MB with its form
	uploadTime  = 2 * time.Minute // for a slow line
)

func (p pages) importRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, importPath, web.Staff, p.importStart),
		web.StaffPage(get, importPath+"/template.csv", web.Staff, p.importTemplate),
		web.StaffPage(post, importPath, web.Staff, p.uploadImport).WithBody(importBytes).Streaming(),
		web.StaffPage(get, importPath+"/:id", web.Staff, p.importResult),
		web.StaffPage(get, importPath+"/:id/columns", web.Staff, p.importColumns),
		web.StaffPage(post, importPath+"/:id/columns", web.Staff, p.matchImport).Streaming(),
		web.StaffPage(get, importPath+"/:id/preview", web.Staff, p.importPreview),
		web.StaffPage(post, importPath+"/:id/start", web.Staff, p.startImport),
		web.StaffPage(post, importPath+"/:id/discard", web.Staff, p.discardImport),
		web.StaffPage(get, importPath+"/:id/problems.csv", web.Staff, p.importProblems).Streaming(),
		web.StaffPage(post, importPath+"/:id/undo", web.Staff, p.undoImport),
	}
}

// importStart asks for a file.
func (p pages) importStart(c echo.Context) error {
	return p.askFile(c, http.StatusOK, views.ImportStart{})
}

func (p pages) askFile(c echo.Context, status int, start views.ImportStart) (err error) {
	if err := mayImport(c); err != nil {
		return err
	}
	tx := p.Read(c)
	imports, err := models.RecentImports(tx)
	if err != nil {
		return err
	}
	for i := range imports {
		counts, err := imports[i].Counts(tx)
		if err != nil {
			return err
		}
		start.Recent = append(start.Recent, views.ImportLine{Import: imports[i], Counts: counts})
	}
	if start.Clock, _, err = p.clock(tx); err != nil {
		return err
	}
	page := p.Page(c, "Import people", "people")
	page.Invalid = len(start.Errors) > 0
	return web.Render(c, status, views.ImportUpload(page, start))
}

// mayImport refuses who sees a part of the people alone: a file may be about the others.
func mayImport(c echo.Context) error {
	if !web.Scope(c).All {
		return echo.ErrForbidden
	}
	return nil
}

// uploadImport keeps the file and goes on to its columns.
func (p pages) uploadImport(c echo.Context) error {
	if err := mayImport(c); err != nil {
		return err
	}
	err := http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(uploadTime))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	name, content, input, err := fileOf(c, typed.Get("paste"))
	if err != nil {
		return err
	}
	var kept *models.Import
	file, err := models.ReadCSV(content)
	if err == nil {
		err = p.Write(c, func(tx *models.Tx) (err error) {
			kept, err = models.UploadImport(tx, name, file)
			return err
		})
	}
	if wrong, ok := invalidOf(err); ok {
		return p.askFile(c, http.StatusUnprocessableEntity, views.ImportStart{Paste: typed.Get("paste"), Errors: models.Invalid{input: wrong[""]}})
	}
	if err != nil {
		return err
	}
	return web.See(c, importPage(kept.ID, "/columns"))
}

// fileOf is the file, or what was pasted, and the input that it came from.
func fileOf(c echo.Context, pasted string) (name string, content io.Reader, input string, err error) {
	header, err := c.FormFile("file")
	if err == nil && header.Size > 0 {
		file, err := header.Open()
		return header.Filename, file, "file", err
	}
	if err != nil && !errors.Is(err, http.ErrMissingFile) && !errors.Is(err, http.ErrNotMultipart) {
		return "", nil, "", err
	}
	if strings.TrimSpace(pasted) != "" {
		return "", strings.NewReader(pasted), "paste", nil
	}
	return "", strings.NewReader(""), "file", nil
}

func importPage(id int64, more string) string {
	return importPath + "/" + strconv.FormatInt(id, 10) + more
}

func importIn(c echo.Context, tx *models.Tx) (*models.Import, error) {
	if err := mayImport(c); err != nil {
		return nil, err
	}
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindImport(tx, id)
}

// importColumns asks what each column is.
func (p pages) importColumns(c echo.Context) error {
	found, err := importIn(c, p.Read(c))
	if err != nil {
		return err
	}
	if found.StartedAt != nil {
		return web.See(c, importPage(found.ID, ""))
	}
	return p.askColumns(c, http.StatusOK, found, nil)
}

func (p pages) askColumns(c echo.Context, status int, i *models.Import, wrong models.Invalid) (err error) {
	tx := p.Read(c)
	matching := &views.ImportMatching{Import: i, MayCreate: web.Manager.Admits(web.Who(c)), Errors: wrong}
	if matching.Columns, err = i.Columns(tx); err != nil {
		return err
	}
	if matching.Fields, err = models.OpenFields(tx); err != nil {
		return err
	}
	page := p.Page(c, "Match columns", "people")
	page.Invalid = len(wrong) > 0
	return web.Render(c, status, views.ImportColumns(page, matching))
}

// matchImport keeps what the columns are and works out what each row would do.
func (p pages) matchImport(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	found, err := importIn(c, p.Read(c))
	if err != nil {
		return err
	}
	targets := make([]string, len(found.Header))
	for n := range targets {
		targets[n] = typed.Get("column" + strconv.Itoa(n))
	}
	asked := *found
	asked.Targets, asked.DateFormat, asked.UpdateKnown = targets, models.DateFormat(typed.Get("dates")), typed.Get("known") != "skip"
	if asked.MakesFields() && !web.Manager.Admits(web.Who(c)) {
		return echo.ErrForbidden
	}
	err = p.Write(c, func(tx *models.Tx) error {
		i, err := importIn(c, tx)
		if err != nil {
			return err
		}
		return i.Match(tx, targets, asked.DateFormat, asked.UpdateKnown)
	})
	if err == nil {
		err = models.PlanImport(c.Request().Context(), p.DB, found.ID)
	}
	if wrong, ok := invalidOf(err); ok {
		if wrong[""] != "" {
			wrong["columns"] = wrong[""]
		}
		return p.askColumns(c, http.StatusUnprocessableEntity, &asked, wrong)
	}
	if err != nil {
		return err
	}
	return web.See(c, importPage(found.ID, "/preview"))
}
