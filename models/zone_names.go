package models

import (
	_ "embed"
	"strings"
)

// The zones people live in with their countries, and the countries' names: from the IANA's public-domain tables.
var (
	//go:embed zones.txt
	zoneLines string
	//go:embed countries.txt
	countryLines string
)

// Country is a country's two letters and its name.
type Country struct{ Code, Name string }

// Countries are all countries by name.
func Countries() []Country {
	var countries []Country
	for line := range strings.Lines(countryLines) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		countries = append(countries, Country{code, name})
	}
	return countries
}

// ZoneNames are the time zones that people live in, by name.
func ZoneNames() []string {
	names := []string{}
	for line := range strings.Lines(zoneLines) {
		name, _, _ := strings.Cut(line, " ")
		names = append(names, name)
	}
	return append(names, "UTC")
}

// CountryOfZone is where a time zone is, as two letters; "" where nobody lives by it.
func CountryOfZone(zone string) string {
	for line := range strings.Lines(zoneLines) {
		if name, country, _ := strings.Cut(strings.TrimSpace(line), " "); name == zone {
			return country
		}
	}
	return ""
}
