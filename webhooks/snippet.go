package webhooks

import "embed"

//go:embed snippets
var snippetFiles embed.FS

// Snippet is a program that checks our signature, for integrators to begin with. A test runs each of them.
type Snippet struct {
	Language string
	File     string
	Text     string
}

// Snippets are the programs, in the order that pages offer them.
func Snippets() ([]Snippet, error) {
	snippets := []Snippet{
		{Language: "Go", File: "receiver.go.txt"},
		{Language: "Node", File: "receiver.mjs"},
		{Language: "Python", File: "receiver.py"},
		{Language: "PHP", File: "receiver.php"},
		{Language: "Shell", File: "verify.sh"},
	}
	for i := range snippets {
		text, err := snippetFiles.ReadFile("snippets/" + snippets[i].File)
		if err != nil {
			return nil, err
		}
		snippets[i].Text = string(text)
	}
	return snippets, nil
}
