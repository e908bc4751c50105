package models

import "fmt"

// typedSlug is a name in addresses as somebody typed it; unlike one made from a name it is refused with a Sentence where it is none or
// another row of the table has it. The example stands in that sentence where nothing of the typed text is left.
func typedSlug(tx *Tx, table, noun, typed string, id int64, example string) (string, error) {
	if slug := slugOf(typed, noun); slug != typed {
		if slug == "" {
			slug = example
		}
		return "", Sentence("Please use small letters, digits and single hyphens, as in " + slug + ". Digits alone are not enough.")
	}
	var taken int64
	if err := tx.Session(fresh()).Raw("SELECT COUNT(*) FROM "+table+" WHERE slug = ? AND id <> ?", typed, id).Scan(&taken).Error; err != nil {
		return "", err
	}
	if taken > 0 {
		return "", Sentence(fmt.Sprintf("Another %s has this address. Please choose another one.", noun))
	}
	return typed, nil
}
