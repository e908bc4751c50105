package views

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"anteroom/models"
)

// ageBar is the range of one list in the picture of all, in months from 0 to the picture's end.
type ageBar struct {
	Name       string
	Ages       string
	From, Till int
	Y          int
}

// ageBars are the bars of lists with a range, the youngest first, and where the picture ends.
func ageBars(lists []models.Waitlist) (bars []ageBar, end int) {
	end = 12
	for i := range lists {
		for _, bound := range []*int{lists[i].MinMonths, lists[i].MaxMonths} {
			if bound != nil && *bound+6 > end {
				end = *bound + 6
			}
		}
	}
	for i := range lists {
		list := &lists[i]
		if list.MinMonths == nil && list.MaxMonths == nil {
			continue
		}
		bar := ageBar{Name: list.Name, Ages: agesOf(list), Till: end}
		if list.MinMonths != nil {
			bar.From = *list.MinMonths
		}
		if list.MaxMonths != nil {
			bar.Till = *list.MaxMonths
		}
		bars = append(bars, bar)
	}
	slices.SortStableFunc(bars, func(a, b ageBar) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Till, b.Till)) })
	for i := range bars {
		bars[i].Y = 8 + i*34
	}
	return bars, end
}

const barsWide = 600

// x is where a month lies in the picture.
func (b ageBar) x(month, end int) int { return month * barsWide / end }

func (b ageBar) describe() string { return b.Name + ": " + b.Ages }

func barsBox(bars []ageBar) string {
	return fmt.Sprintf("0 0 %d %d", barsWide, len(bars)*34+34)
}

// barTicks are the months to write below the bars: whole years, and fewer of them where there are many.
func barTicks(end int) []int {
	step := 12
	for end/step > 8 {
		step *= 2
	}
	var ticks []int
	for month := 0; month < end; month += step {
		ticks = append(ticks, month)
	}
	return ticks
}

func tickWord(month int) string {
	if month == 0 {
		return "0"
	}
	return strconv.Itoa(month/12) + " y"
}

// ageNotes say in words what the picture shows: ages without a list and ages with two.
func ageNotes(bars []ageBar) []string {
	var notes []string
	reach := 0
	for i, bar := range bars {
		if bar.From > reach && i > 0 {
			notes = append(notes, fmt.Sprintf("No list is for %d to %s.", reach, counted(bar.From, "month", "months")))
		}
		for _, other := range bars[:i] {
			if till := min(other.Till, bar.Till); bar.From < till {
				notes = append(notes, fmt.Sprintf("%s and %s are both for %d to %s.", other.Name, bar.Name, bar.From, counted(till, "month", "months")))
			}
		}
		reach = max(reach, bar.Till)
	}
	return notes
}
