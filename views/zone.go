package views

import (
	"strings"
	"time"
)

// ZoneWords name a time zone and where it stands at an instant, "Berlin time, UTC+1": the hour that comes twice is told apart by it.
func ZoneWords(at time.Time, zone *time.Location) string {
	name := zone.String()
	if name == "UTC" {
		return name
	}
	city := strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
	return city + " time, " + offsetWords(at.In(zone))
}

// offsetWords are UTC, UTC+1, UTC−3:30.
func offsetWords(local time.Time) string {
	hours := strings.TrimSuffix(local.Format("-07:00"), ":00")
	if hours == "+00" {
		return "UTC"
	}
	sign := "+"
	if hours[0] == '-' {
		sign = "−"
	}
	return "UTC" + sign + strings.TrimPrefix(hours[1:], "0")
}
