package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"anteroom/models"
)

// weekHeight and weekWidth are the size of a day's bar in the picture's units.
const (
	weekHeight = 24
	weekWidth  = 10
	weekGap    = 3
)

// weekBar is one piece of the picture of an endpoint's last seven days.
type weekBar struct {
	Class        string
	Title        string // under the pointer
	X, Y, Height string
}

// weekBars stacks each day's deliveries, failures below: the share of each, in full height where there was any.
func weekBars(days []models.DayCount) []weekBar {
	var bars []weekBar
	for i, day := range days {
		x := strconv.Itoa(i * (weekWidth + weekGap))
		all := day.Delivered + day.Failed + day.Pending + day.Skipped
		if all == 0 {
			bars = append(bars, weekBar{"week-none", weekTitle(day), x, strconv.Itoa(weekHeight - 2), "2"})
			continue
		}
		from := weekHeight
		for _, part := range []struct {
			class string
			n     int
		}{{"week-bad", day.Failed}, {"week-wait", day.Pending + day.Skipped}, {"week-good", day.Delivered}} {
			if part.n == 0 {
				continue
			}
			height := max(part.n*weekHeight/all, 2)
			height = min(height, from)
			if part.class == "week-good" {
				height = from
			}
			from -= height
			bars = append(bars, weekBar{part.class, weekTitle(day), x, strconv.Itoa(from), strconv.Itoa(height)})
		}
	}
	return bars
}

// weekWords say the same: "1204 delivered, 3 failed".
func weekWords(days []models.DayCount) string {
	var sum models.DayCount
	for _, day := range days {
		sum.Delivered += day.Delivered
		sum.Failed += day.Failed
		sum.Pending += day.Pending
		sum.Skipped += day.Skipped
	}
	var words []string
	for _, part := range []struct {
		n    int
		word string
	}{{sum.Delivered, "delivered"}, {sum.Failed, "failed"}, {sum.Pending, "waiting"}, {sum.Skipped, "not sent"}} {
		if part.n > 0 {
			words = append(words, strconv.Itoa(part.n)+" "+part.word)
		}
	}
	if len(words) == 0 {
		return "nothing yet"
	}
	return strings.Join(words, ", ")
}

// weekTitle is a day's line.
func weekTitle(day models.DayCount) string {
	return day.Day.In(time.UTC).Format("Mon 2 Jan") + ": " + weekWords([]models.DayCount{day})
}

func sortBehindFirst(words []string) { slices.Sort(words[1:]) }
