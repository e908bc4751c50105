package views

import "strings"

// auditWords are the actions of the audit log as people say them; the number of what was acted on follows.
var auditWords = map[string]string{
	"login.succeeded":         "Logged in",
	"login.failed":            "Wrong password or address at the login",
	"account.changed":         "Changed the account’s settings",
	"user.created":            "Added a user",
	"user.changed":            "Changed the role or the locations of a user",
	"user.disabled":           "Disabled a user",
	"user.enabled":            "Let a disabled user in again",
	"user.password":           "Set a password",
	"user.invite":             "Made an invitation",
	"user.reset":              "Made a link to choose a new password",
	"key.created":             "Created an API key",
	"key.revoked":             "Revoked an API key",
	"endpoint.created":        "Added a webhook endpoint",
	"endpoint.changed":        "Changed a webhook endpoint",
	"endpoint.secret-rotated": "Gave a webhook endpoint a new secret",
	"endpoint.secret-ended":   "Ended the old secret of a webhook endpoint",
	"endpoint.disabled":       "Switched a webhook endpoint off",
	"endpoint.enabled":        "Switched a webhook endpoint on",
	"endpoint.deleted":        "Deleted a webhook endpoint",
	"endpoint.replayed":       "Sent a span of time to a webhook endpoint again",
	"endpoint.resent":         "Sent deliveries of a webhook endpoint again",
	"offer.made":              "Offered a time to somebody in line",
	"offer.accepted":          "Accepted a time that was offered",
	"offer.declined":          "Declined a time that was offered",
	"offer.expired":           "Did not answer an offer of a time",
	"offer.withdrawn":         "Took the offer of a time back",
	"person.erased":           "Erased a person",
	"visit.erased":            "Erased a visit",
	"visit.linked":            "Made a new link for a customer",
	"person.merged":           "Merged two people who were one",
	"person.parted":           "Undid a merge of two people",
	"person.exported":         "Exported everything about a person",
	"people.exported":         "Exported the people of a page",
	"waitlist.exported":       "Exported a waitlist",
	"waitlist.created":        "Added a waitlist",
	"waitlist.changed":        "Changed a waitlist",
	"waitlist.deleted":        "Deleted a waitlist",
	"location.created":        "Added a location",
	"location.changed":        "Changed a location",
	"location.archived":       "Archived a location",
	"location.queueOpened":    "Opened the queue of a location",
	"location.queueClosed":    "Closed the queue of a location",
	"location.queuePaused":    "Paused the queue of a location",
	"location.queueResumed":   "Let people join the queue of a location again",
	"location.late":           "Said how late a location runs",
	"field.created":           "Added a field",
	"field.changed":           "Changed a field",
	"field.archived":          "Archived a field",
	"field.unarchived":        "Brought a field back",
	"fields.ordered":          "Changed the order of the fields",
	"priority.created":        "Added a priority",
	"priority.renamed":        "Renamed a priority",
	"priority.removed":        "Removed a priority",
	"priority.lent":           "Had a priority lent to brothers and sisters",
	"priority.not-lent":       "Ended that a priority is lent",
	"priorities.ordered":      "Changed the order of the priorities",
	"entry.placed":            "Placed somebody by hand",
	"entry.unplaced":          "Gave somebody their own place back",
	"entry.backdated":         "Changed the date somebody applied",
	"import.started":          "Started an import",
	"import.undone":           "Undid an import",
}

// AuditWords says an action as a sentence begins; one without words of its own is said as it is stored.
func AuditWords(action string) string {
	if words := auditWords[action]; words != "" {
		return words
	}
	return strings.ReplaceAll(strings.ReplaceAll(action, ".", " "), "-", " ")
}
