package models

import (
	"context"
	"reflect"
	"time"
)

// LocationClockJob notices under this name that a queue looks different by the clock alone.
const LocationClockJob = "location-clock"

// NoticeHours marks the locations that opened or closed, or whose staff came or went, since their queue was told of last: nobody wrote
// anything when the hour struck. What was marked is told by TellStatus.
func (db *DB) NoticeHours(ctx context.Context, now time.Time) error {
	var locations []struct {
		ID     int64
		Status string
	}
	read := db.Read(ctx)
	err := read.Raw("SELECT id, status FROM locations WHERE archived_at IS NULL AND status <> '' AND NOT status_dirty ORDER BY id").Scan(&locations).Error
	if err != nil {
		return err
	}
	ctx = WithBy(ctx, By{Kind: ByJob, Name: LocationClockJob})
	for _, l := range locations {
		told, err := readStatus(l.Status)
		if err != nil {
			return err
		}
		location, err := FindLocation(read, Everywhere(), l.ID)
		if err != nil {
			return err
		}
		status, err := location.Status(read, At(now))
		if err != nil {
			return err
		}
		if status.offersAs(told) {
			continue
		}
		if err := db.Write(ctx, func(tx *Tx) error { return markLocation(tx, l.ID, false) }); err != nil {
			return err
		}
	}
	return nil
}

// offersAs holds where the same is open and the same people are there, whatever the line is like.
func (s *LocationStatus) offersAs(other *LocationStatus) bool {
	return s.IsOpen == other.IsOpen && reflect.DeepEqual(s.Services, other.Services) && reflect.DeepEqual(s.Resources, other.Resources)
}
