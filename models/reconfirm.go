package models

import (
	"context"
	"slices"
	"time"
)

// ReconfirmJob ends the entries of those who did not say again that they want the place.
const ReconfirmJob = "reconfirm"

// LapseUnconfirmed ends every entry whose person was to confirm, and did not within the days of grace of the list, and counts them.
// Nobody lapses sooner than those days after the list began to ask. A dry run counts alone.
func (db *DB) LapseUnconfirmed(ctx context.Context, asOf time.Time, dryRun bool) (int, error) {
	ctx = WithBy(ctx, By{Kind: ByJob, Name: ReconfirmJob})
	ids, err := unconfirmed(db.Read(ctx), asOf)
	if err != nil || len(ids) == 0 || dryRun {
		return len(ids), err
	}
	lapsed := 0
	err = db.WithJobLease(ctx, ReconfirmJob, func(ctx context.Context, lease *JobLease) error {
		for batch := range slices.Chunk(ids, snapshotBatch) {
			var done int
			err := db.Write(ctx, func(tx *Tx) (err error) {
				if err := lease.Renew(tx); err != nil {
					return err
				}
				done, err = lapseAmong(tx, batch, asOf)
				return err
			})
			if err != nil {
				return err
			}
			lapsed += done
		}
		return nil
	})
	return lapsed, err
}

// unconfirmed are the entries that lapse by an instant.
func unconfirmed(tx *Tx, asOf time.Time) ([]int64, error) {
	var lists []Waitlist
	if err := tx.Session(fresh()).Where("confirm_days > 0 AND archived_at IS NULL").Order("id").Find(&lists).Error; err != nil {
		return nil, err
	}
	var all []int64
	for i := range lists {
		list := &lists[i]
		before := At(asOf.AddDate(0, 0, -list.GraceDays))
		if list.ConfirmSince == nil || list.ConfirmSince.After(before.Time) {
			continue
		}
		var ids []int64
		err := tx.Session(fresh()).Model(&Entry{}).Where("waitlist_id = ? AND ended_at IS NULL AND "+withoutTime+" AND "+list.dueSince(), list.ID, list.dueBefore(before)).
			Order("id").Pluck("id", &ids).Error
		if err != nil {
			return nil, err
		}
		all = append(all, ids...)
	}
	return all, nil
}

// lapseAmong asks again inside the Write: somebody may have confirmed in the meantime.
func lapseAmong(tx *Tx, ids []int64, asOf time.Time) (int, error) {
	entries, err := activeAmong(tx, ids)
	if err != nil {
		return 0, err
	}
	still, err := unconfirmed(tx, asOf)
	if err != nil {
		return 0, err
	}
	slices.Sort(still)
	lapsed := 0
	for i := range entries {
		if _, due := slices.BinarySearch(still, entries[i].ID); !due {
			continue
		}
		if err := entries[i].Lapse(tx); err != nil {
			return 0, err
		}
		lapsed++
	}
	return lapsed, nil
}
