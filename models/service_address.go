package models

// ChooseSlug takes the service's name in links as somebody typed it, refused with a Sentence where it is no slug or another service has it.
// Empty leaves it as it is, or to the name. Call it inside the Write, before Save.
func (s *Service) ChooseSlug(tx *Tx, typed string) error {
	if typed == "" || typed == s.Slug {
		return nil
	}
	slug, err := typedSlug(tx, "services", "service", typed, s.ID, "first-visit")
	if err != nil {
		return err
	}
	s.Slug, s.addressed = slug, true
	return nil
}
