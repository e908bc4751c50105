package models

// ChooseSlug takes the list's name in addresses as somebody typed it; unlike a slug made from the name it is refused with a Sentence where it
// is no slug or another list has it. Empty leaves it to the name. Call it inside the Write, before Save.
func (w *Waitlist) ChooseSlug(tx *Tx, typed string) error {
	if typed == "" {
		w.Slug = ""
		return nil
	}
	slug, err := typedSlug(tx, "waitlists", "list", typed, w.ID, "small-group")
	if err != nil {
		return err
	}
	w.Slug, w.addressed = slug, true
	return nil
}
