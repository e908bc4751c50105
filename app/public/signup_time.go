package public

import (
	"strconv"
	"time"
)

const (
	quickest   = 2 * time.Second
	longest    = 24 * time.Hour // a form's key is remembered for so long
	timeSealed = "when a sign-up form was opened"
)

// sealTime is when the form was shown, as nobody else can write it.
func (p pages) sealTime() string {
	return p.Keyring.Seal(strconv.FormatInt(p.Now().UnixMilli(), 10), timeSealed)
}

// tooQuick is a sentence where no person can have filled the form in since it was shown. A person presses the button again;
// the form's own time counts on, so that the second press goes through.
func (p pages) tooQuick(f *form) string {
	text, err := p.Keyring.Open(f.opened, timeSealed)
	if err != nil {
		f.opened = p.sealTime()
		return pressAgain
	}
	millis, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		f.opened = p.sealTime()
		return pressAgain
	}
	switch open := p.Now().Sub(time.UnixMilli(millis)); {
	case open < quickest:
		return pressAgain
	case open > longest:
		f.opened = p.sealTime()
		return openedLongAgo
	}
	return ""
}
