package models

import (
	"math"
	"strconv"
)

// anchored brings a cursor among places up to date: it stands behind an entry, wherever that stands by now, so that nobody is
// shown twice or left out because others came or went. Where the entry has left the line, it is the gap that it left.
func (f *entriesView) anchored(at cursor) (cursor, error) {
	if at.id == 0 || f.sortColumn() != "entries.position" {
		return at, nil
	}
	var anchors []Entry
	if err := f.tx.Session(fresh()).Where("id = ?", at.id).Limit(1).Find(&anchors).Error; err != nil || len(anchors) == 0 {
		return at, err
	}
	anchor := &anchors[0]
	if anchor.IsActive() && anchor.WaitlistID == f.WaitlistID {
		at.key = strconv.Itoa(*anchor.Position)
		return at, nil
	}
	key, ahead := anchor.key(), 0
	err := f.tx.Session(fresh()).Raw("SELECT COALESCE((SELECT position FROM entries WHERE waitlist_id = ? AND ended_at IS NULL AND "+keyColumns+
		" < (?, ?, ?, ?, ?) ORDER BY sort_rank DESC, sort_at DESC, sort_id DESC, tie DESC, id DESC LIMIT 1), 0)",
		f.WaitlistID, key.rank, key.at, key.sort, key.tie, key.id).Scan(&ahead).Error
	at.key, at.id = strconv.Itoa(ahead), math.MaxInt64
	return at, err
}
