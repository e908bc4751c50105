package api

import "anteroom/models"

// waitlistAnswer is a waitlist as the API tells of it.
type waitlistAnswer struct {
	WaitlistID     string  `json:"waitlistId"`
	Name           string  `json:"name" example:"Toddlers"`
	Slug           string  `json:"slug" doc:"Its name in addresses; taken instead of the id everywhere." example:"toddlers"`
	Description    string  `json:"description"`
	LocationID     *string `json:"locationId"`
	MinMonths      *int    `json:"minMonths" doc:"The youngest it is for, in months." example:"12"`
	MaxMonths      *int    `json:"maxMonths" doc:"From this age on, people move to the next list." example:"36"`
	AgeAt          string  `json:"ageAt" enum:"today,requested,cutoff" doc:"The day at which ages count."`
	CutoffDate     *string `json:"cutoffDate" format:"date"`
	NextWaitlistID *string `json:"nextWaitlistId" doc:"Where people go who grow out of it."`
	Capacity       *int    `json:"capacity" doc:"How many in line the public form accepts; null = any number."`
	IsPublic       bool    `json:"isPublic"`
	IsOpen         bool    `json:"isOpen"`
	ShowPlace      bool    `json:"showPlace" doc:"Whether customers are told their place."`
	ConfirmDays    int     `json:"confirmDays" doc:"After so many days people are asked whether they still want the place; 0 = never."`
	GraceDays      int     `json:"graceDays" doc:"So long they have to answer."`
	Active         int     `json:"active" doc:"How many are in line."`
	Version        int64   `json:"version" doc:"Raised by whatever changes what the list shows."`
	CreatedAt      string  `json:"createdAt" format:"date-time"`
}

func (w waitlistAnswer) id() string { return w.WaitlistID }

// namesOfLists are the public ids of what lists name by number.
type namesOfLists struct {
	locations map[int64]string
	lists     map[int64]string
}

func findNames(tx *models.Tx) (*namesOfLists, error) {
	lists, err := models.Waitlists(tx, models.Everywhere())
	if err != nil {
		return nil, err
	}
	names := &namesOfLists{lists: map[int64]string{}}
	for _, list := range lists {
		names.lists[list.ID] = list.PublicID
	}
	names.locations, err = models.LocationKeys(tx)
	return names, err
}

func (n *namesOfLists) waitlist(tx *models.Tx, w *models.Waitlist) (waitlistAnswer, error) {
	active, err := w.Active(tx)
	answer := waitlistAnswer{
		WaitlistID: w.PublicID, Name: w.Name, Slug: w.Slug, Description: w.Description, LocationID: named(n.locations, w.LocationID),
		MinMonths: w.MinMonths, MaxMonths: w.MaxMonths, AgeAt: string(w.AgeAt), NextWaitlistID: named(n.lists, w.NextWaitlistID),
		Capacity: w.Capacity, IsPublic: w.IsPublic, IsOpen: w.IsOpen, ShowPlace: w.ShowPlace, ConfirmDays: w.ConfirmDays,
		GraceDays: w.GraceDays, Active: active, Version: w.Version, CreatedAt: w.CreatedAt.Milli(),
	}
	if !w.CutoffDate.IsZero() {
		date := w.CutoffDate.String()
		answer.CutoffDate = &date
	}
	return answer, err
}

func named(names map[int64]string, id *int64) *string {
	if id == nil {
		return nil
	}
	name := names[*id]
	return &name
}
