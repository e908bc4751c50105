package models

// ChooseSlug takes the list's name in addresses as somebody typed it; unlike a slug made from the name it is refused with a Sentence where it
// is no slug or another list has it. Empty leaves it to the name. Call it inside the Write, before Save.
func (w *Waitlist) ChooseSlug(tx *Tx, typed string) error {
	if typed == "" {
		w.Slug = ""
		return nil
	}
	if slugOf(typed, "list") != typed {
		return Sentence("Please use small letters, digits and single hyphens, as in " + slugExample(typed) + ". Digits alone are not enough.")
	}
	var taken int64
	if err := tx.Raw("SELECT COUNT(*) FROM waitlists WHERE slug = ? AND id <> ?", typed, w.ID).Scan(&taken).Error; err != nil {
		return err
	}
	if taken > 0 {
		return Sentence("Another list has this address. Please choose another one.")
	}
	w.Slug, w.addressed = typed, true
	return nil
}

// slugExample is the nearest address to what was typed.
func slugExample(typed string) string {
	if slug := slugOf(typed, "list"); slug != "" {
		return slug
	}
	return "small-group"
}
