package models

import (
	"cmp"
	"fmt"
)

// locationSlug is a location's name as it stands in links, with a number behind where that is taken.
func locationSlug(tx *Tx, name string) (string, error) {
	wanted := cmp.Or(slugOf(name, "location"), "location")
	slug := wanted
	for n := 2; ; n++ {
		var taken int64
		if err := tx.Model(&Location{}).Where("slug = ?", slug).Count(&taken).Error; err != nil || taken == 0 {
			return slug, err
		}
		slug = fmt.Sprintf("%s-%d", wanted, n)
	}
}
