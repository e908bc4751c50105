package static

import "regexp"

// squeezeScript leaves lines that are comments and what lines are indented by out of a script. A text of several lines would lose that as well.
func squeezeScript(script []byte) []byte {
	script = regexp.MustCompile(`(?m)^\s+`).ReplaceAll(script, nil)
	return regexp.MustCompile(`(?m)^//.*\n`).ReplaceAll(script, nil)
}

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
