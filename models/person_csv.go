package models

import (
	"io"
	"strconv"
	"strings"
	"time"
)

// The columns of an export beside the fields; an import knows them again.
const (
	columnPerson    = "Person number"
	columnFamily    = "Family number"
	columnWaitlists = "Waitlists"
	columnAdded     = "Added dates"
	columnRequested = "Requested dates"
)

// listGap parts several lists, and their dates, in one cell.
const listGap = "; "

// localTime is an instant in a cell, on the account's wall clock.
const localTime = "2006-01-02 15:04:05"

// ExportPeople writes everybody that the filter leaves as CSV: every field in use by its label, then the lists they wait on with the dates
// in the same order. Dates are YYYY-MM-DD, times those of the account's zone.
func ExportPeople(tx *Tx, filter PeopleFilter, out io.Writer) error {
	account, err := FindAccount(tx)
	if err != nil {
		return err
	}
	fields, err := OpenFields(tx)
	if err != nil {
		return err
	}
	header := []string{columnPerson, columnFamily}
	for i := range fields {
		header = append(header, fields[i].Label)
	}
	table, err := NewCSVWriter(out, append(header, columnWaitlists, columnAdded, columnRequested)...)
	if err != nil {
		return err
	}
	filter.Limit, filter.Cursor = longestPage, ""
	for {
		page, err := ListPeople(tx, filter)
		if err != nil {
			return err
		}
		if err := page.writeRows(tx, fields, account.Zone(), table); err != nil {
			return err
		}
		if filter.Cursor = page.Next; filter.Cursor == "" {
			return table.Flush()
		}
	}
}

func (l *PeopleList) writeRows(tx *Tx, fields []Field, zone *time.Location, table *CSVWriter) error {
	ids := make([]int64, len(l.People))
	for i := range l.People {
		ids[i] = l.People[i].ID
	}
	answers, err := answersOf(tx, ids)
	if err != nil {
		return err
	}
	for i := range l.People {
		p := &l.People[i]
		cells := []string{strconv.FormatInt(p.ID, 10), strconv.FormatInt(p.FamilyID, 10)}
		for j := range fields {
			cells = append(cells, p.stored(&fields[j], answers[p.ID], l.Priorities))
		}
		if err := table.Write(append(cells, p.placeCells(zone)...)...); err != nil {
			return err
		}
	}
	return nil
}

func (p *Person) placeCells(zone *time.Location) []string {
	lists, added, requested := []string{}, []string{}, []string{}
	anyRequested := false
	for _, entry := range p.Entries {
		lists = append(lists, entry.Waitlist.Name)
		added = append(added, entry.AddedAt.In(zone).Format(localTime))
		requested = append(requested, entry.RequestedDate.String())
		anyRequested = anyRequested || !entry.RequestedDate.IsZero()
	}
	if !anyRequested {
		requested = nil
	}
	return []string{strings.Join(lists, listGap), strings.Join(added, listGap), strings.Join(requested, listGap)}
}
