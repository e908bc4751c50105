package apptest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Form is what a browser would send of the page's form that posts to a path, as it stands, without a button's own value.
func (p *Page) Form(path string) url.Values {
	p.T.Helper()
	root, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		p.T.Fatal(err)
	}
	for node := range root.Descendants() {
		if node.Data == "form" && attribute(node, "method") == "post" && attribute(node, "action") == path {
			return sent(node)
		}
	}
	p.T.Fatalf("no form posts to %s: %.2000s", path, p.Body)
	return nil
}

func sent(form *html.Node) url.Values {
	values := url.Values{}
	for node := range form.Descendants() {
		name := attribute(node, "name")
		if _, disabled := find(node, "disabled"); node.Type != html.ElementNode || name == "" || disabled {
			continue
		}
		switch kind := attribute(node, "type"); node.Data {
		case "input":
			if _, checked := find(node, "checked"); checked || kind != "checkbox" && kind != "radio" && kind != "file" {
				values.Add(name, attribute(node, "value"))
			}
		case "textarea":
			values.Add(name, text(node))
		case "select":
			values.Add(name, choice(node))
		}
	}
	return values
}

// choice is the value of the chosen option, or of the first.
func choice(list *html.Node) string {
	value, found := "", false
	for node := range list.Descendants() {
		if node.Data != "option" {
			continue
		}
		if _, selected := find(node, "selected"); selected || !found {
			value, found = attribute(node, "value"), true
			if selected {
				return value
			}
		}
	}
	return value
}

func text(node *html.Node) string {
	var out strings.Builder
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			out.WriteString(child.Data)
		}
	}
	return out.String()
}

func attribute(node *html.Node, name string) string {
	value, _ := find(node, name)
	return value
}

func find(node *html.Node, name string) (string, bool) {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
