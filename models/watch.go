package models

import (
	"strconv"
	"strings"
)

// Watch is something whose version live pages follow: "waitlist:2".
type Watch struct {
	Kind string // "waitlist", "location" or "endpoint"
	ID   int64
}

// ParseWatch reads "waitlist:2".
func ParseWatch(text string) (Watch, bool) {
	kind, number, _ := strings.Cut(text, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	return Watch{Kind: kind, ID: id}, err == nil && id > 0 && watchTable(kind) != ""
}

func (w Watch) String() string { return w.Kind + ":" + strconv.FormatInt(w.ID, 10) }

// InScope says whether somebody may follow it.
func (w Watch) InScope(tx *Tx, scope Scope) (bool, error) {
	column := "location_id"
	if w.Kind == "location" {
		column = "id"
	}
	query := tx.Table(watchTable(w.Kind)).Where("id = ?", w.ID)
	if !scope.All && !w.IsOfAdmins() {
		query = query.Where(column+" IN ?", scope.locations())
	}
	var count int64
	err := query.Count(&count).Error
	return count == 1, err
}

// IsOfAdmins holds for what an admin alone may follow, wherever they work.
func (w Watch) IsOfAdmins() bool { return w.Kind == "endpoint" }

// Versions are the versions of what is watched, in one query for each kind.
func Versions(tx *Tx, watched map[Watch]bool) (map[Watch]int64, error) {
	ids := map[string][]int64{}
	for watch := range watched {
		ids[watch.Kind] = append(ids[watch.Kind], watch.ID)
	}
	versions := map[Watch]int64{}
	for kind, ids := range ids {
		var rows []struct{ ID, Version int64 }
		if err := tx.Table(watchTable(kind)).Select("id, "+versionOf(kind)+" AS version").Where("id IN ?", ids).Find(&rows).Error; err != nil {
			return nil, err
		}
		for _, row := range rows {
			versions[Watch{kind, row.ID}] = row.Version
		}
	}
	return versions, nil
}

// versionOf is what counts the changes: of a location those of its settings and those of its queue and calendar, of an endpoint what was
// sent to it, or tried anywhere.
func versionOf(kind string) string {
	switch kind {
	case "location":
		return "version + queue_version"
	case "endpoint":
		return "1 + COALESCE((SELECT MAX(d.id) FROM deliveries d WHERE d.endpoint_id = endpoints.id), 0) + COALESCE((SELECT MAX(a.id) FROM attempts a), 0)"
	}
	return "version"
}

func watchTable(kind string) string {
	switch kind {
	case "waitlist":
		return "waitlists"
	case "location":
		return "locations"
	case "endpoint":
		return "endpoints"
	}
	return ""
}
