package webhooks

import "anteroom/models"

// standardPersonIDs is what every person event carries, an erasure's included (reference 000).
func standardPersonIDs(person *models.PersonSnapshot) object {
	return object{
		{"PersonId", person.PersonID},
		{"PersonGUID", person.GUID},
		{"FamilyPersonId", person.FamilyID},
	}
}

// standardPersonData is the rest of a person as reference 000 has it: every field in the account's order, notes, active places.
// Local date-times are on the account's wall clock and carry no offset; the account names two of their keys.
func standardPersonData(person *models.PersonSnapshot, account *models.Account, profile Profile) object {
	return object{
		{"Fields", standardFields(person, profile)},
		{"Notes", standardNotes(person, account, profile)},
		{"Waitlists", standardWaitlists(person, account)},
	}
}

func standardFields(person *models.PersonSnapshot, profile Profile) object {
	fields := object{}
	for _, field := range person.Fields {
		value := ""
		if !profile.withholdsField(field.Purpose) {
			value = models.WebhookValue(field.Type, field.Value)
		}
		fields = append(fields, member{field.Key, value})
	}
	return fields
}

func standardNotes(person *models.PersonSnapshot, account *models.Account, profile Profile) []object {
	notes := []object{}
	if profile.Withholds(WithholdNotes) {
		return notes
	}
	for _, note := range person.Notes {
		var editedAt any
		editedBy := note.Author
		if note.EditedAt != nil {
			editedAt, editedBy = note.EditedAt.LocalSeconds(account.Zone()), note.EditedBy
		}
		notes = append(notes, object{{"LastEditDate", editedAt}, {"LastEditBy", editedBy}, {"Text", note.Text}})
	}
	return notes
}

func standardWaitlists(person *models.PersonSnapshot, account *models.Account) []object {
	lists := []object{}
	for _, entry := range person.ActiveEntries() {
		var requested any
		if !entry.RequestedDate.IsZero() {
			requested = entry.RequestedDate.String() + "T00:00:00"
		}
		lists = append(lists, object{
			{"Name", entry.Waitlist},
			{"Position", entry.Position},
			{account.AddedDateKey, entry.AddedAt.LocalSeven(account.Zone())},
			{account.RequestedDateKey, requested},
		})
	}
	return lists
}
