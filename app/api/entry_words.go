package api

import "anteroom/models"

// entryAnswer is a place on a waitlist as the API tells of it.
type entryAnswer struct {
	EntryID       string  `json:"entryId"`
	WaitlistID    string  `json:"waitlistId"`
	Waitlist      string  `json:"waitlist" doc:"The list's name." example:"Toddlers"`
	PersonID      int64   `json:"personId" example:"1042"`
	Status        string  `json:"status" enum:"waiting,offered,enrolled,removed,agedOut,lapsed" doc:"waiting and offered have a position."`
	Position      *int    `json:"position" doc:"1 is the top; null once ended." example:"4"`
	Placed        bool    `json:"placed" doc:"Whether the place was given by hand."`
	Priority      *string `json:"priority" doc:"The priorityId of this entry alone; null = the person's."`
	AddedDate     string  `json:"addedDate" format:"date-time" doc:"The instant that counts for the order."`
	Reason        string  `json:"reason" doc:"Why addedDate was changed, or why the entry ended."`
	RequestedDate *string `json:"requestedDate" format:"date" doc:"From when a place is wanted." example:"2026-09-01"`
	OfferUntil    *string `json:"offerUntil"`
	ConfirmedAt   *string `json:"confirmedAt"`
	EndedAt       *string `json:"endedAt"`
	Version       int64   `json:"version" doc:"Raised by each change; send it with PATCH to be sure that nobody else changed the entry meanwhile."`
	CreatedAt     string  `json:"createdAt" format:"date-time"`
}

func (e entryAnswer) id() string { return e.EntryID }

// wordsOfPlaces knows what entries name by number: priorities.
type wordsOfPlaces struct {
	priorities map[int64]string // public ids by number
}

func (a *api) places(tx *models.Tx) (*wordsOfPlaces, error) {
	priorities, err := models.Priorities(tx)
	if err != nil {
		return nil, err
	}
	places := &wordsOfPlaces{priorities: map[int64]string{}}
	for _, priority := range priorities {
		places.priorities[priority.ID] = priority.PublicID
	}
	return places, nil
}

// entry words an entry that was loaded with its list.
func (w *wordsOfPlaces) entry(e *models.Entry) entryAnswer {
	answer := entryAnswer{
		EntryID: e.PublicID, WaitlistID: e.Waitlist.PublicID, Waitlist: e.Waitlist.Name, PersonID: e.PersonID,
		Status: string(e.Status), Position: e.Position, Placed: e.IsPlaced(), AddedDate: e.AddedAt.String(), Reason: e.AddedReason,
		OfferUntil: milliOrNull(e.OfferUntil), ConfirmedAt: milliOrNull(e.ConfirmedAt), EndedAt: milliOrNull(e.EndedAt),
		Version: e.Version, CreatedAt: e.CreatedAt.Milli(),
	}
	if e.PriorityID != nil {
		id := w.priorities[*e.PriorityID]
		answer.Priority = &id
	}
	if !e.RequestedDate.IsZero() {
		date := e.RequestedDate.String()
		answer.RequestedDate = &date
	}
	if !e.IsActive() {
		answer.Reason = e.EndReason
	}
	return answer
}
