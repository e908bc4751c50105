package models

import (
	"fmt"
	"strings"
)

// locationSlug is a location's name as it stands in links: small letters and digits with hyphens between, and a number where it is taken.
func locationSlug(tx *Tx, name string) (string, error) {
	words := strings.FieldsFunc(NormalName(name, ""), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	wanted := strings.Join(words, "-")
	if strings.Trim(wanted, "0123456789-") == "" {
		wanted = strings.TrimSuffix("location-"+wanted, "-")
	}
	wanted = strings.TrimSuffix(wanted[:min(len(wanted), 60)], "-")
	slug := wanted
	for n := 2; ; n++ {
		var taken int64
		if err := tx.Model(&Location{}).Where("slug = ?", slug).Count(&taken).Error; err != nil || taken == 0 {
			return slug, err
		}
		slug = fmt.Sprintf("%s-%d", wanted, n)
	}
}
