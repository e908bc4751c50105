package models

import (
	"net/url"
	"slices"
	"strings"
)

const mostOrigins = 20

// ParseOrigins reads the sites that may show the sign-up in a frame, as https://www.example.com with spaces, commas or lines
// between; http is for this machine alone. What is none is answered with a Sentence.
func ParseOrigins(text string) ([]string, error) {
	origins := []string{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n,", r) }) {
		origin, ok := originOf(word)
		if !ok {
			return nil, Sentence("Please write each site as https://www.example.com, without a path.")
		}
		if !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	if len(origins) > mostOrigins {
		return nil, Sentence("Please name at most 20 sites.")
	}
	return origins, nil
}

// originOf keeps out what would mean something else in a header: other signs, wildcards, paths.
func originOf(word string) (origin string, ok bool) {
	u, err := url.Parse(strings.ToLower(word))
	if err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	if u.Port() == "" && strings.HasSuffix(u.Host, ":") || strings.Trim(u.Host, "abcdefghijklmnopqrstuvwxyz0123456789-.:") != "" {
		return "", false
	}
	local := u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1"
	if u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}
