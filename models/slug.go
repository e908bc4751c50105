package models

import "strings"

const longestSlug = 60

// slugOf is a text as it stands in an address: small letters and digits with hyphens between. A bare number could be taken for an id,
// so the noun goes before it.
func slugOf(text, noun string) string {
	words := strings.FieldsFunc(NormalName(text, ""), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	slug := strings.Join(words, "-")
	if slug != "" && strings.Trim(slug, "0123456789-") == "" {
		slug = noun + "-" + slug
	}
	return strings.TrimSuffix(slug[:min(len(slug), longestSlug)], "-")
}

// SlugOf is a name as it would stand in an address, for what has no address of its own.
func SlugOf(name string) string { return slugOf(name, "item") }
