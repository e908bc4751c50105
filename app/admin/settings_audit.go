package admin

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const auditsPerPage = 50

// audit shows who did what, newest first.
func (p pages) audit(c echo.Context) error {
	before := int64(0)
	if text := c.QueryParam("before"); text != "" {
		var err error
		if before, err = web.ID(text); err != nil {
			return err
		}
	}
	audits, err := models.Audits(p.Read(c), before, auditsPerPage+1)
	if err != nil {
		return err
	}
	turn := views.Turn{Shown: "the newest first"}
	if before > 0 {
		turn.Before = "/admin/settings/audit"
	}
	if len(audits) > auditsPerPage {
		audits = audits[:auditsPerPage]
		turn.Next = "/admin/settings/audit?before=" + strconv.FormatInt(audits[auditsPerPage-1].ID, 10)
	}
	zone := p.Zone(c)
	var rows []views.AuditRow
	for _, audit := range audits {
		row := views.AuditRow{
			When: web.Moment(&audit.At, zone), Who: audit.ByName, Address: audit.Address,
			Action: views.AuditWords(audit.Action), Detail: detailOf(audit.Detail),
		}
		if audit.SubjectID != nil {
			row.Subject = fmt.Sprintf("%s %d", audit.SubjectKind, *audit.SubjectID)
		}
		rows = append(rows, row)
	}
	return web.Render(c, http.StatusOK, views.Audit(p.Page(c, "Audit log", "settings"), rows, turn))
}

// detailOf words the flat object of a line, "email: a@b.example, role: staff".
func detailOf(text string) string {
	var detail map[string]string
	if err := json.Unmarshal([]byte(text), &detail); err != nil {
		return ""
	}
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(detail)) {
		parts = append(parts, name+": "+detail[name])
	}
	return strings.Join(parts, ", ")
}
