package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

// calendarFile is an answer that is no JSON.
type calendarFile struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (a *api) visitFile() {
	add(a, operation{
		method: http.MethodGet, path: visitPath + "/ics", id: "read-visit-ics", policy: web.ReadScope, tag: "Visits",
		summary: "Read an appointment as a calendar file", text: "text/calendar with an UID that stays and a SEQUENCE that grows. A walk-in has none: 404.",
	}, a.readVisitFile)
}

func (a *api) readVisitFile(ctx context.Context, in *VisitPath) (*calendarFile, error) {
	tx := a.DB.Read(ctx)
	visit, err := models.FindVisit(tx, scope(ctx), in.VisitID)
	if err != nil {
		return nil, err
	}
	if !visit.IsAppointment() {
		return nil, models.ErrNotFound
	}
	snapshots, err := models.VisitSnapshots(tx, *visit)
	if err != nil {
		return nil, err
	}
	file := web.CalendarText(snapshots[0].Location.Name, a.DB.Now(), web.StaffEvent(snapshots[0], ""))
	return &calendarFile{web.CalendarType, file}, nil
}
