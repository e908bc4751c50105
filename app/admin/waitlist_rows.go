package admin

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"anteroom/models"
	"anteroom/views"
)

// mostPrinted bounds how many rows stand on a printed list.
const mostPrinted = 2000

// readEntriesFilter understands what an address says. What it cannot read is left out and said.
func readEntriesFilter(state views.WaitlistFilter) (models.EntriesFilter, models.Invalid) {
	invalid := models.Invalid{}
	filter := models.EntriesFilter{
		Tab: models.EntryTab(state.Get("tab")), Query: state.Get("q"), Day: state.Get("day"), Placed: state.Get("placed") != "",
		AgeAtRequest: state.Get("ageOn") == "requested", Sort: models.EntrySort(state.Get("sort")), Down: state.Get("down") != "",
		Cursor: state.Get("cursor"),
	}
	switch filter.Tab {
	case models.TabOffered, models.TabConfirm, models.TabRemoved, models.TabAll:
	default:
		filter.Tab = models.TabActive
	}
	if text := state.Get("priority"); text != "" {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			filter.PriorityID = &id
		}
	}
	filter.AgeMin = readMonths(invalid, "ageMin", state.Get("ageMin"))
	filter.AgeMax = readMonths(invalid, "ageMax", state.Get("ageMax"))
	filter.Answers, filter.Unconfirmed = state.Answers(), readDay(invalid, "unconfirmed", state.Get("unconfirmed"))
	filter.RequestedFrom = readDay(invalid, "from", state.Get("from"))
	filter.RequestedTo = readDay(invalid, "to", state.Get("to"))
	return filter, invalid
}

func readMonths(invalid models.Invalid, name, text string) *int {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	months, err := strconv.Atoi(text)
	if err != nil || months < 0 || months > 1800 {
		invalid.Add(name, "Please give the age as a number of months, from 0 to 1800.")
		return nil
	}
	return &months
}

func readDay(invalid models.Invalid, name, text string) models.Date {
	date, err := models.ParseDate(strings.TrimSpace(text))
	if err != nil {
		invalid.Add(name, "Please give a day of the calendar.")
		return models.Date{}
	}
	return date
}

// fillRows loads the page's people, and for a print all of them.
func fillRows(tx *models.Tx, page *views.WaitlistPage, filter models.EntriesFilter) error {
	printing := page.Filter.Get("print") != ""
	if printing {
		filter.Limit, filter.Cursor = 200, ""
	}
	found, err := models.ListEntries(tx, filter)
	if err != nil {
		var invalid models.Invalid
		if !errors.As(err, &invalid) {
			return err
		}
		filter.Cursor = ""
		if found, err = models.ListEntries(tx, filter); err != nil {
			return err
		}
	}
	rows := found.Rows
	for printing && found.Next != "" && len(rows) < mostPrinted {
		filter.Cursor = found.Next
		if found, err = models.ListEntries(tx, filter); err != nil {
			return err
		}
		rows = append(rows, found.Rows...)
	}
	if page.Rows, err = withDays(tx, rows); err != nil {
		return err
	}
	page.Turn = views.Turn{Shown: shownOf(page)}
	if found.Previous != "" && !printing {
		page.Turn.Before = page.Filter.With("cursor", found.Previous)
	}
	if found.Next != "" && !printing {
		page.Turn.Next = page.Filter.With("cursor", found.Next)
	}
	return nil
}

func withDays(tx *models.Tx, rows []models.EntryRow) ([]views.WaitlistRow, error) {
	people := make([]int64, len(rows))
	for i := range rows {
		people[i] = rows[i].PersonID
	}
	days, err := models.AnswersTo(tx, models.ForDays, people)
	worded := make([]views.WaitlistRow, len(rows))
	for i := range rows {
		worded[i] = views.WaitlistRow{EntryRow: rows[i], Days: days[rows[i].PersonID]}
	}
	return worded, err
}

// shownOf says how many of how many; places where the list is shown in its order.
func shownOf(page *views.WaitlistPage) string {
	if len(page.Rows) == 0 {
		return ""
	}
	first, last := page.Rows[0].Position, page.Rows[len(page.Rows)-1].Position
	if page.Tab == models.TabActive && !page.Filter.Narrows() && !page.Filter.Sorted() && first != nil && last != nil {
		return fmt.Sprintf("%d–%d of %d", *first, *last, page.Counts.Active)
	}
	return fmt.Sprintf("%d of %s", len(page.Rows), page.Matching)
}
