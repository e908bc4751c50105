package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Rate is so many in a window; a Count of 0 is no limit.
type Rate struct {
	Count  int
	Window time.Duration
}

// ParseRate reads "50/s", "20/m", "10/15m", "100/h" or "0".
func ParseRate(text string) (Rate, error) {
	wrong := fmt.Errorf("%q is no rate like 50/s, 20/m, 10/15m or 0", text)
	if text == "0" {
		return Rate{}, nil
	}
	count, window, found := strings.Cut(text, "/")
	n, err := strconv.Atoi(count)
	if !found || err != nil || n < 1 || n > 1_000_000 {
		return Rate{}, wrong
	}
	if window != "" && (window[0] < '0' || window[0] > '9') {
		window = "1" + window
	}
	length, err := time.ParseDuration(window)
	if err != nil || length < time.Second || length > 24*time.Hour {
		return Rate{}, wrong
	}
	return Rate{Count: n, Window: length}, nil
}

// UnmarshalText reads a flag or a variable.
func (r *Rate) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRate(string(text))
	return err
}
