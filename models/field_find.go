package models

// FindField returns a field, archived ones included.
func FindField(tx *Tx, id int64) (*Field, error) {
	field := new(Field)
	return field, found(tx.Where("id = ?", id).Take(field).Error)
}

// AllFields are the fields in use in their order, then the archived ones.
func AllFields(tx *Tx) ([]Field, error) {
	var fields []Field
	return fields, tx.Order("CASE WHEN archived_at IS NULL THEN 0 ELSE 1 END, rank, id").Find(&fields).Error
}

// IsStandard holds for the fields that the program uses itself: they keep their type and are not archived.
func (f *Field) IsStandard() bool { return f.Purpose != "" }

func (p Purpose) column() string {
	switch p {
	case ForFirstName:
		return "first_name"
	case ForLastName:
		return "last_name"
	case ForBirthdate:
		return "birthdate"
	case ForPhone:
		return "phone"
	case ForEmail:
		return "email"
	case ForPriority:
		return "priority_id"
	}
	return ""
}

// CountAnswers says how many people have answered a field.
func CountAnswers(tx *Tx, field *Field) (int64, error) {
	var count int64
	switch field.Purpose {
	case ForBirthdate, ForPriority:
		return count, tx.Model(&Person{}).Where(field.Purpose.column() + " IS NOT NULL").Count(&count).Error
	case ForFirstName, ForLastName, ForPhone, ForEmail:
		return count, tx.Model(&Person{}).Where(field.Purpose.column() + " <> ''").Count(&count).Error
	}
	return count, tx.Model(&Answer{}).Where("field_id = ?", field.ID).Count(&count).Error
}

// countChoices says how many people have chosen each choice of a field.
func countChoices(tx *Tx, field *Field) (map[string]int, error) {
	var rows []struct {
		Value string
		Times int
	}
	err := tx.Model(&Answer{}).Select("value, COUNT(*) AS times").Where("field_id = ?", field.ID).Group("value").Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, row := range rows {
		chosen := []string{row.Value}
		if field.Type == TypeMultiChoice {
			chosen = SplitChoices(row.Value)
		}
		for _, choice := range chosen {
			counts[choice] += row.Times
		}
	}
	return counts, nil
}

// FindFieldByPublicID returns a field, archived ones included, by the id of 20 letters.
func FindFieldByPublicID(tx *Tx, publicID string) (*Field, error) {
	field := new(Field)
	return field, found(tx.Where("public_id = ?", publicID).Take(field).Error)
}
