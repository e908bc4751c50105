package admin

import (
	"errors"
	"strconv"
	"strings"

	"anteroom/models"
)

const (
	fewTimes  = 60 // free times of one day on a page
	someTimes = 12 // of the days after it
	freeAhead = 28
)

// freeTimes are those of a day, or the next ones after it where the day has none. What cannot be asked has none.
func freeTimes(tx *models.Tx, query models.AvailabilityQuery, day string) (times []models.FreeTime, later bool, err error) {
	var date models.Date
	if read, err := models.ParseDate(day); err == nil {
		date = read
	}
	if !date.Valid() {
		return nil, false, nil
	}
	zone := query.Location.Zone()
	query.From, query.Until, query.Limit = date.In(zone), date.AddDays(1).In(zone), fewTimes
	if times, err = askTimes(tx, query); err != nil || len(times) > 0 {
		return times, false, err
	}
	query.From, query.Until, query.Limit = query.Until, date.AddDays(freeAhead).In(zone), someTimes
	times, err = askTimes(tx, query)
	return times, true, err
}

func askTimes(tx *models.Tx, query models.AvailabilityQuery) ([]models.FreeTime, error) {
	times, err := models.Availability(tx, query)
	var invalid models.Invalid
	if errors.As(err, &invalid) {
		return nil, nil
	}
	return times, err
}

// typedWall joins a day and a time of day as typed; 9:30 and 9.30 are 09:30.
func typedWall(wrong models.Invalid, day, clock string) string {
	date, err := models.ParseDate(strings.TrimSpace(day))
	if err != nil || !date.Valid() {
		wrong.Add("day", "Please give a day of the calendar.")
	}
	clock = strings.ReplaceAll(strings.TrimSpace(clock), ".", ":")
	if len(clock) == len("9:30") {
		clock = "0" + clock
	}
	if _, err := models.ParseClock(clock); err != nil || clock == "24:00" {
		wrong.Add("date", "Please give a time of day like 09:30.")
	}
	return date.String() + "T" + clock
}

// splitWall is the way back.
func splitWall(wall string) (day, clock string) {
	day, clock, _ = strings.Cut(wall, "T")
	return day, clock
}

// typedMinutes is a length in seconds; nothing typed is 0, which leaves it to the services.
func typedMinutes(wrong models.Invalid, text string) int {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	minutes, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || minutes < 1 || minutes > 24*60 {
		wrong.Add("duration", "Please give how many minutes it takes, from 1 to 1,440.")
		return 0
	}
	return minutes * 60
}

func typedParty(wrong models.Invalid, text string) int {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	party, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || party < 1 || party > 1000 {
		wrong.Add("partySize", "Please give how many people come, from 1 to 1,000.")
		return 0
	}
	return party
}

// wholeNumber is a typed number above 0, or the other.
func wholeNumber(text string, otherwise int) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > 1440 {
		return otherwise
	}
	return n
}
