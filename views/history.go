package views

import (
	"strings"
	"time"

	"anteroom/models"
)

// happenings words a page of a person's history. deliveries is where the webhooks of an event are shown, empty for who may not see them.
func happenings(items []models.TimelineItem, clock Clock, deliveries string) []Happening {
	lines := make([]Happening, 0, len(items))
	for i := range items {
		item := &items[i]
		line := Happening{Icon: "pencil", By: item.ByName, When: clock.Ago(item.At), At: item.At.Milli()}
		if item.Action != "" {
			line.Icon, line.What, line.Body = "list", actionWords(item, clock), item.Detail["reason"]
		} else {
			line.Icon, line.Tone = differenceIcon(&item.Differences[0])
			var sentences []string
			for j := range item.Differences {
				sentences = append(sentences, differenceWords(&item.Differences[j], clock))
			}
			line.What, line.Body = sentences[0], strings.Join(sentences[1:], "\n")
		}
		if deliveries != "" && item.EventID != "" {
			line.Link = Link{Label: "Webhooks", Href: deliveries + item.EventID}
		}
		lines = append(lines, line)
	}
	return lines
}

func differenceIcon(d *models.Difference) (icon, tone string) {
	switch {
	case d.Kind == models.PersonAdded:
		return "user-plus", "good"
	case d.IsNote():
		return "message", ""
	case d.Kind == models.EntryEnrolled, d.Kind == models.EntryConfirmed:
		return "check", "good"
	case d.Kind == models.EntryOffered:
		return "bell", "info"
	case d.IsEntry() && !d.Entry.IsActive():
		return "x", "warn"
	case d.IsEntry():
		return "list", "info"
	case d.Kind == models.FamilyChanged:
		return "users", ""
	}
	return "pencil", ""
}

func differenceWords(d *models.Difference, clock Clock) string {
	switch d.Kind {
	case models.PersonAdded:
		return d.After + " was added"
	case models.FieldChanged:
		return d.Field.Key + ": " + inShort(valueWords(d.Field.Type, d.Before)) + " → " + inShort(valueWords(d.Field.Type, d.After))
	case models.FamilyChanged:
		return "Moved from family " + d.Before + " to family " + d.After
	case models.NoteAdded:
		return "Note: " + inShort(d.After)
	case models.NoteEdited:
		return "Note edited: " + inShort(d.Before) + " → " + inShort(d.After)
	case models.NoteRemoved:
		return "Note deleted: " + inShort(d.Before)
	}
	return entryWords(d, clock)
}

func entryWords(d *models.Difference, clock Clock) string {
	list := d.Entry.Waitlist
	switch d.Kind {
	case models.EntryJoined:
		return "Joined " + list
	case models.EntryMoved:
		return "Moved from " + d.Before + " to " + d.After
	case models.EntryOffered:
		return "Offered a place on " + list
	case models.OfferWithdrawn:
		return "The offer on " + list + " was taken back"
	case models.EntryEnrolled:
		return "Enrolled from " + list
	case models.EnrolmentEnded:
		return "The place from " + list + " ended"
	case models.EntryRemoved:
		return withReason("Removed from "+list, d.Entry.EndReason)
	case models.EntryAgedOut:
		return "Aged out of " + list
	case models.EntryLapsed:
		return "Did not confirm in time and left " + list
	case models.EntryRestored:
		return "Back on " + list
	case models.EntryConfirmed:
		return "Still wants the place on " + list + ", said " + d.After
	case models.AddedDate:
		return list + ", applied on: " + instantDay(d.Before, clock) + " → " + instantDay(d.After, clock)
	case models.RequestedDate:
		return list + ", wanted from: " + valueWords(models.TypeDate, d.Before) + " → " + valueWords(models.TypeDate, d.After)
	case models.EntryPriority:
		return list + ", priority: " + orNone(d.Before) + " → " + orNone(d.After)
	}
	return "Deleted from " + list
}

func actionWords(item *models.TimelineItem, clock Clock) string {
	list := item.Detail["list"]
	switch item.Action {
	case "entry.placed":
		return "Placed by hand on " + list + ": " + item.Detail["from"] + " → " + item.Detail["to"]
	case "entry.unplaced":
		return "Back to the own place on " + list
	case "entry.backdated":
		return "Date of applying on " + list + " set to " + instantDay(item.Detail["added"], clock)
	case "offer.made":
		return "Offered " + gapWords(item.Detail["time"]) + " from " + list + ", to be answered by " + offerDue(item.Detail)
	case "offer.accepted":
		return "Offer accepted: " + gapWords(item.Detail["time"])
	case "offer.declined":
		return "Offer declined: " + gapWords(item.Detail["time"])
	case "offer.expired":
		return "Offer not answered in time: " + gapWords(item.Detail["time"])
	case "offer.withdrawn":
		return "Offer taken back: " + gapWords(item.Detail["time"])
	case "person.merged":
		return "Merged with the entry of " + item.Detail["name"]
	case "person.parted":
		return item.Detail["name"] + " is a person of their own again"
	case "person.exported":
		return "Everything kept about this person was exported"
	}
	return strings.ReplaceAll(item.Action, ".", " ")
}

// offerDue is by when an offer is to be answered, on the wall of its location.
func offerDue(detail map[string]string) string {
	at, err := models.ParseInstant(detail["until"])
	zone, wrong := time.LoadLocation(detail["zone"])
	if err != nil || wrong != nil {
		return detail["until"]
	}
	return at.In(zone).Format("Mon 2 Jan, 15:04")
}

// inShort is the beginning of a long text, whose whole stands beside.
func inShort(text string) string {
	const most = 120
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most]) + "…"
}

func withReason(text, reason string) string {
	if reason == "" {
		return text
	}
	return text + ": " + reason
}

func instantDay(text string, clock Clock) string {
	at, err := models.ParseInstant(text)
	if err != nil {
		return text
	}
	return clock.Date(at).Text()
}

// valueWords is a stored answer for people.
func valueWords(fieldType models.FieldType, stored string) string {
	switch fieldType {
	case models.TypeDate:
		if date, err := models.ParseDate(stored); err == nil && !date.IsZero() {
			return date.Text()
		}
	case models.TypeMultiChoice:
		return orNone(strings.Join(models.SplitChoices(stored), ", "))
	case models.TypeCheckbox:
		if stored == "" {
			return "No"
		}
	}
	return orNone(stored)
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
