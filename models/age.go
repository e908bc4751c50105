package models

import "strconv"

// MonthsAt is the age in whole calendar months: n months are reached on birth.AddMonths(n), so who is born on 31 January is one month old on
// the last of February. An unborn child is born on its due date and has a negative age until then.
func MonthsAt(birth, at Date) int {
	months := (at.Year-birth.Year)*12 + int(at.Month) - int(birth.Month)
	if birth.AddMonths(months).After(at) {
		months--
	}
	return months
}

// AgeText is an age for people: "2 y 3 m", "11 m", "newborn", "due 3 Mar 2027"; years alone from 18 on, nothing without a birthdate.
func AgeText(birth, at Date) string {
	if birth.IsZero() {
		return ""
	}
	months := MonthsAt(birth, at)
	years, rest := strconv.Itoa(months/12)+" y", strconv.Itoa(months%12)+" m"
	switch {
	case months < 0:
		return "due " + birth.Text()
	case months == 0:
		return "newborn"
	case months < 12:
		return rest
	case months%12 == 0 || months >= 18*12:
		return years
	}
	return years + " " + rest
}

// AgeAt names the day at which a list looks at ages.
type AgeAt string

const (
	AgeAtToday     AgeAt = "today"
	AgeAtRequested AgeAt = "requested"
	AgeAtCutoff    AgeAt = "cutoff"
)

// Known says that the name is one of the three.
func (a AgeAt) Known() bool { return a == AgeAtToday || a == AgeAtRequested || a == AgeAtCutoff }

// On is the day at which ages count: today, the entry's requested date or the list's cut-off date. Where that date is missing, today.
func (a AgeAt) On(today, requested, cutoff Date) Date {
	switch {
	case a == AgeAtRequested && !requested.IsZero():
		return requested
	case a == AgeAtCutoff && !cutoff.IsZero():
		return cutoff
	}
	return today
}

// Fit is how an age lies to a range.
type Fit string

const (
	FitUnknown Fit = "unknown" // no birthdate, and the range has a bound
	FitBelow   Fit = "below"   // too young, or not born yet
	FitIn      Fit = "in"
	FitAbove   Fit = "above" // at or over the maximum: the one who ages out
)

// AgeRange is from Min months, inclusive, to Max months, exclusive; nil is no bound.
type AgeRange struct{ Min, Max *int }

// Fit tells how somebody's age lies to the range on a day. Once above, a person stays above as days pass.
func (r AgeRange) Fit(birth, at Date) Fit {
	if r.Min == nil && r.Max == nil {
		return FitIn
	}
	if birth.IsZero() {
		return FitUnknown
	}
	months := MonthsAt(birth, at)
	switch {
	case r.Max != nil && months >= *r.Max:
		return FitAbove
	case r.Min != nil && months < *r.Min:
		return FitBelow
	}
	return FitIn
}

// Leaves is the first day on which somebody is above the range; none without a maximum or a birthdate.
func (r AgeRange) Leaves(birth Date) Date {
	if r.Max == nil || birth.IsZero() {
		return Date{}
	}
	return birth.AddMonths(*r.Max)
}

// Check adds what is wrong with the bounds to invalid, under the names minMonths and maxMonths.
func (r AgeRange) Check(invalid Invalid) {
	const oldest = 150 * 12
	if r.Min != nil && (*r.Min < 0 || *r.Min > oldest) {
		invalid.Add("minMonths", "Please give the youngest age in months, from 0 to 1800.")
	}
	if r.Max != nil && (*r.Max < 1 || *r.Max > oldest) {
		invalid.Add("maxMonths", "Please give the oldest age in months, from 1 to 1800.")
	}
	if r.Min != nil && r.Max != nil && *r.Min >= *r.Max {
		invalid.Add("maxMonths", "Please let the range end above the age it begins at.")
	}
}

// String is "12 to 24 months", "from 12 months", "under 24 months" or "any age".
func (r AgeRange) String() string {
	switch {
	case r.Min == nil && r.Max == nil:
		return "any age"
	case r.Max == nil:
		return "from " + inMonths(*r.Min)
	case r.Min == nil || *r.Min == 0:
		return "under " + inMonths(*r.Max)
	}
	return strconv.Itoa(*r.Min) + " to " + inMonths(*r.Max)
}

func inMonths(n int) string {
	if n == 1 {
		return "1 month"
	}
	return strconv.Itoa(n) + " months"
}
