package models

import "fmt"

// feedDialect is the dialect whose full bodies the feed gives.
const feedDialect = "standard"

// FeedItem is one body of the feed.
type FeedItem struct {
	Sequence int64
	Type     string
	Bytes    []byte
}

// FeedGone says that events after a sequence are no longer all kept.
type FeedGone struct{ Oldest int64 }

func (g *FeedGone) Error() string {
	return fmt.Sprintf("events before %d are no longer kept", g.Oldest)
}

// Feed gives the bodies after a sequence in commit order, at most limit; types narrows it where there are any. Numbers are handed out
// under a lock held until the commit, so nothing can appear later before what was given.
func Feed(tx *Tx, after int64, types []string, limit int) ([]FeedItem, error) {
	var removed int64
	if err := tx.Session(fresh()).Raw("SELECT value FROM counters WHERE name = 'feed'").Scan(&removed).Error; err != nil {
		return nil, err
	}
	if after < removed {
		return nil, &FeedGone{Oldest: removed + 1}
	}
	query := tx.Session(fresh()).Model(&Body{}).Select("sequence", "type", "bytes").
		Where("dialect = ? AND profile = '' AND sequence > ?", feedDialect, after)
	if len(types) > 0 {
		query = query.Where("type IN ?", types)
	}
	var items []FeedItem
	return items, query.Order("sequence, part").Limit(limit).Find(&items).Error
}
