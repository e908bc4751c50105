package static

import "regexp"

// squeeze leaves comments and the white space that means nothing out of a style sheet.
func squeeze(css []byte) []byte {
	for _, step := range []struct{ pattern, to string }{
		{`(?s)/\*.*?\*/`, ""},
		{`\s+`, " "},
		{` ?([{};,>]) ?`, "$1"},
		{`: `, ":"},
		{`;}`, "}"},
	} {
		css = regexp.MustCompile(step.pattern).ReplaceAll(css, []byte(step.to))
	}
	return css
}
