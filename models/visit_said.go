package models

// Said is what the customer told last since they are in line: that they are on the way, that they are there, or that they need more time.
func (v *Visit) Said() (last VisitTag) {
	if v.WaitlistTime == nil {
		return ""
	}
	for _, word := range v.Tags { // the newest one stands last
		switch tag := VisitTag(word); tag {
		case TagConfirmed, TagDelayed, TagArrived:
			if at := *v.stampOf(tag); at != nil && !at.Before(v.WaitlistTime.Time) {
				last = tag
			}
		}
	}
	return last
}
