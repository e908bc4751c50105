package admin_test

import (
	"net/url"
	"strings"
	"testing"

	"anteroom/models"
)

func TestStaffMaySayWhyAVisitIsCancelled(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	visit := s.book(s.haircut, "2026-11-04T10:00")
	path, ask := "/admin/visits/"+visit.PublicID, "/admin/today/visits/"+visit.PublicID+"/cancellation"
	staff.Get(path).Says("Cancel because…")
	staff.Get(ask+"?back="+url.QueryEscape(path)).Says("Cancel the visit of Noor Haddad", "Reason (optional)", "Keep")
	long := strings.Repeat("ill ", 130)
	refused := staff.Post(ask, s.version(visit, "back", path, "reason", long)).Wants(422).Says("Please shorten this to 500 characters")
	if !strings.Contains(refused.Body, `value="`+long) {
		t.Error("what was typed is lost")
	}
	staff.Post(ask, s.version(visit, "back", path, "reason", "Ana is ill.")).WantsRedirect(path)
	page := staff.Get(path).Says("Cancelled because Ana is ill.", "Booked → Cancelled", "Reason: Ana is ill.")
	staff.Post(page.Undo(), nil).WantsRedirect(path)
	staff.Get(path).Hides("Cancelled because").Says("Reason: Ana is ill.")
	s.As(models.RoleViewer).Get(ask).Wants(403)
}
