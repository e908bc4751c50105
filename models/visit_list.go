package models

import (
	"strings"
	"time"
)

// VisitsFilter narrows visits. Zero values narrow nothing.
type VisitsFilter struct {
	Scope      Scope
	LocationID int64
	PersonID   int64
	ServiceID  int64
	ResourceID int64
	States     []VisitState
	Tag        string
	From       time.Time // of the start, for a walk-in of its creation
	Until      time.Time
	Cursor     string
	Limit      int
}

// VisitsPage is one page of visits, the newest first.
type VisitsPage struct {
	Visits []Visit
	Next   string // cursor of the next page, "" on the last
}

// ListVisits is a page of visits that the scope may see.
func ListVisits(tx *Tx, filter VisitsFilter) (*VisitsPage, error) {
	at, err := parseCursor(filter.Cursor)
	if err != nil {
		return nil, err
	}
	query := filter.narrow(tx.Session(fresh()))
	if at.id != 0 {
		query = query.Where("id < ?", at.id)
	}
	limit := pageSize(filter.Limit)
	var visits []Visit
	if err := query.Order("id DESC").Limit(limit + 1).Find(&visits).Error; err != nil {
		return nil, err
	}
	page := &VisitsPage{}
	if len(visits) > limit {
		visits = visits[:limit]
		page.Next = cursor{id: visits[limit-1].ID}.String()
	}
	page.Visits, err = linkedVisits(tx, visits)
	return page, err
}

func (f *VisitsFilter) narrow(query *Tx) *Tx {
	if !f.Scope.All {
		query = query.Where("location_id IN ?", f.Scope.locations())
	}
	if f.LocationID != 0 {
		query = query.Where("location_id = ?", f.LocationID)
	}
	if f.PersonID != 0 {
		query = query.Where("person_id = ?", f.PersonID)
	}
	if f.ServiceID != 0 {
		query = query.Where("id IN (SELECT visit_id FROM visit_services WHERE service_id = ?)", f.ServiceID)
	}
	if f.ResourceID != 0 {
		query = query.Where("id IN (SELECT visit_id FROM visit_resources WHERE resource_id = ?)", f.ResourceID)
	}
	if len(f.States) > 0 {
		query = query.Where("state IN ?", f.States)
	}
	if f.Tag != "" {
		tag, _ := storeJSON(f.Tag)
		query = query.Where("tags LIKE ? ESCAPE '!'", "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(tag)+"%")
	}
	if !f.From.IsZero() {
		query = query.Where("COALESCE(starts_at, created_at) >= ?", At(f.From))
	}
	if !f.Until.IsZero() {
		query = query.Where("COALESCE(starts_at, created_at) < ?", At(f.Until))
	}
	return query
}
