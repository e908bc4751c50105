package views

import (
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
)

// visitHappenings word the history of a visit.
func visitHappenings(v *VisitView) []Happening {
	lines := make([]Happening, 0, len(v.History))
	for i := range v.History {
		change := &v.History[i]
		sentences, mark := changeWords(change)
		line := Happening{Icon: mark.Icon, Tone: mark.Tone, What: sentences[0], Body: strings.Join(sentences[1:], "\n"), By: change.ByName, When: v.at(&change.At), At: change.At.Milli()}
		if v.Deliveries != "" {
			line.Link = Link{Label: "Webhooks", Href: v.Deliveries + change.EventID}
		}
		lines = append(lines, line)
	}
	return lines
}

func changeWords(change *models.VisitChange) ([]string, VisitMark) {
	was, is := change.Before, change.After
	switch {
	case is == nil:
		return []string{"Deleted"}, VisitMark{State{"", "bad"}, "trash"}
	case was == nil:
		return []string{"Made " + sourceWords(is.Source) + ": " + strings.ToLower(markOf(is.State, nil).Word)}, VisitMark{State{"", "good"}, "plus"}
	}
	mark := VisitMark{Icon: "pencil"}
	var words []string
	say := func(word, before, after string) {
		if before != after {
			words = append(words, word+": "+orNone(before)+" → "+orNone(after))
		}
	}
	if before, after := markOf(was.State, was.Tags), markOf(is.State, is.Tags); before.Word != after.Word {
		words, mark = append(words, before.Word+" → "+after.Word), after
	}
	if was.CancelReason == "" && is.CancelReason != "" {
		words = append(words, "Reason: "+is.CancelReason)
	}
	say("Time", wallWords(was), wallWords(is))
	say("Who", ResourceNames(was.Resources), ResourceNames(is.Resources))
	say("Services", refNames(was.Services), refNames(is.Services))
	say("Length", durationWords(was.Duration), durationWords(is.Duration))
	say("Name", was.Name(), is.Name())
	say("Phone", was.Phone, is.Phone)
	say("E-mail", was.Email, is.Email)
	say("People", strconv.Itoa(was.PartySize), strconv.Itoa(is.PartySize))
	say("Notes", inShort(was.Notes), inShort(is.Notes))
	say("Tags", strings.Join(freeTags(was.Tags), ", "), strings.Join(freeTags(is.Tags), ", "))
	for _, answer := range append(slices.Clone(is.Fields), was.Fields...) {
		if line := answer.Label + ": "; !slices.ContainsFunc(words, func(said string) bool { return strings.HasPrefix(said, line) }) {
			say(answer.Label, answerTo(was, answer.Label), answerTo(is, answer.Label))
		}
	}
	if markOf(was.State, was.Tags).Word == markOf(is.State, is.Tags).Word {
		words = append(words, stepTagWords(was.Tags, is.Tags)...)
	}
	if len(words) == 0 {
		words = []string{"Changed"}
	}
	return words, mark
}

func wallWords(s *models.VisitSnapshot) string {
	if s.StartsAt == nil {
		return ""
	}
	return s.StartsAt.In(s.Zone()).Format("Mon 2 Jan 2006, ") + hourOf(s.StartsAt.Time, s.Zone())
}

// answerTo is what was said to a field, "" where nothing was.
func answerTo(s *models.VisitSnapshot, label string) string {
	at := slices.IndexFunc(s.Fields, func(a models.AnswerRef) bool { return a.Label == label })
	if at < 0 {
		return ""
	}
	return answerWords(s.Fields[at])
}

// stepTagWords say what steps marked, or took back, where the visit stays what it is called.
func stepTagWords(was, is []string) (words []string) {
	for _, tag := range models.VisitTags() {
		said := map[models.VisitTag]string{models.TagArrived: "Is here", models.TagConfirmed: "Said that they come", models.TagDelayed: "Needs more time"}[tag]
		before, after := slices.Contains(was, string(tag)), slices.Contains(is, string(tag))
		switch {
		case said == "" || before == after:
		case after:
			words = append(words, said)
		default:
			words = append(words, "Taken back: "+strings.ToLower(said[:1])+said[1:])
		}
	}
	return words
}

// freeTags are those that no step set.
func freeTags(tags []string) (free []string) {
	for _, tag := range tags {
		if !isStepTag(tag) {
			free = append(free, tag)
		}
	}
	return free
}
