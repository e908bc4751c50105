package views

import "net/http"

// ProblemFor gives the words for a status; one without words of its own speaks like 500 or, below that, like 400.
func ProblemFor(status int) Problem {
	p := Problem{Status: status}
	p.Title, p.Text = problemWords(status)
	return p
}

func problemWords(status int) (title, text string) {
	switch status {
	case http.StatusForbidden:
		return "You may not open this",
			"Your role does not include this page. Somebody with the role admin can change that under Settings, Users."
	case http.StatusNotFound:
		return "There is nothing here",
			"The address may have a typing error, or what was here has been removed."
	case http.StatusMethodNotAllowed:
		return "That does not work this way",
			"This address cannot be opened like this. Please go back and use the button on the page."
	case http.StatusConflict:
		return "Somebody was faster",
			"This was changed while you had it open, so nothing was saved. Please go back, reload the page and try again."
	case http.StatusGone:
		return "This link has expired",
			"Links like this one work for a limited time, or only once. Please ask for a new one."
	case http.StatusRequestEntityTooLarge:
		return "That is too large",
			"What you sent is larger than we accept. Please make it smaller and send it again."
	case http.StatusUnprocessableEntity:
		return "Something needs correcting",
			"Part of what you sent cannot be used. Please go back and check what you typed."
	case http.StatusTooManyRequests:
		return "That was too often",
			"There were too many tries in a short time. Please wait a little and try again."
	case http.StatusServiceUnavailable:
		return "Back in a moment",
			"The site is busy or being looked after. Nothing was saved. Please try again in a minute."
	}
	if status >= http.StatusInternalServerError {
		return "That is our fault", "Something broke on our side and nothing was saved. Please try again."
	}
	return "We could not read that",
		"The request was not complete. Please go back, reload the page and try again."
}
