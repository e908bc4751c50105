package app_test

import (
	"strings"
	"testing"

	"anteroom/models"
	"anteroom/views"
)

// checkAudit proves that the audit log has words for whatever was done on the way.
func (w *pathWorld) checkAudit(t *testing.T) {
	t.Helper()
	var lines []models.Audit
	if err := w.DB.Read(t.Context()).Select("DISTINCT action").Find(&lines).Error; err != nil {
		t.Fatal(err)
	}
	if len(lines) < 30 {
		t.Errorf("only %d actions are in the log", len(lines))
	}
	for _, line := range lines {
		if words := views.AuditWords(line.Action); words == strings.ReplaceAll(strings.ReplaceAll(line.Action, ".", " "), "-", " ") {
			t.Errorf("the log says %q as it is stored", line.Action)
		}
	}
}
