package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) priorities() {
	add(a, operation{
		method: http.MethodPost, path: "/priorities", id: "create-priority",
		example: `{"name":"Staff children","order":1}`, policy: web.AdminScope, tag: "Priorities",
		status: http.StatusCreated, summary: "Add a priority behind the others", refuses: []int{http.StatusConflict},
	}, a.createPriority)
	add(a, operation{
		method: http.MethodGet, path: "/priorities", id: "list-priorities", policy: web.ReadScope, tag: "Priorities",
		summary: "List the priorities, the first one first",
	}, a.listPriorities)
	add(a, operation{
		method: http.MethodPut, path: "/priorities/order", id: "order-priorities",
		example: `{"ids":["4bXkT0sQm8eZpR2vWcYa"]}`, policy: web.AdminScope, tag: "Priorities",
		summary: "Order the priorities", text: "Every waitlist is sorted anew at once. A place is no change of a person: no webhook is sent.",
	}, a.orderPriorities)
	add(a, operation{
		method: http.MethodPatch, path: "/priorities/{priorityId}", id: "change-priority",
		example: `{"name":"Children of staff"}`, policy: web.AdminScope, tag: "Priorities",
		summary: "Change a priority",
	}, a.changePriority)
	add(a, operation{
		method: http.MethodDelete, path: "/priorities/{priorityId}", id: "delete-priority", policy: web.AdminScope, tag: "Priorities",
		summary: "Delete a priority that nobody has", refuses: []int{http.StatusConflict},
	}, a.deletePriority)
}

// priorityAnswer is a priority as the API tells of it.
type priorityAnswer struct {
	PriorityID string `json:"priorityId"`
	Name       string `json:"name" example:"Siblings"`
	Order      int    `json:"order" doc:"Its place, ascending; the smallest goes first." example:"1"`
	Siblings   bool   `json:"siblings" doc:"Whether an enrolled family member lends it."`
}

func (p priorityAnswer) id() string { return p.PriorityID }

func priorityWords(p *models.Priority) priorityAnswer {
	return priorityAnswer{PriorityID: p.PublicID, Name: p.Name, Order: p.Rank, Siblings: p.Siblings}
}

// priorityBody is what may be said about a priority.
type priorityBody struct {
	Name     optional[string] `json:"name,omitempty" maxLength:"100" example:"Siblings"`
	Order    *int             `json:"order,omitempty" minimum:"1" doc:"The place to move it to."`
	Siblings *bool            `json:"siblings,omitempty" doc:"Whether an enrolled family member lends it; one priority at most does."`
}

// finish lends and moves.
func (b *priorityBody) finish(tx *models.Tx, priority *models.Priority) (priorityAnswer, error) {
	if b.Siblings != nil {
		if err := priority.LendToSiblings(tx, *b.Siblings); err != nil {
			return priorityAnswer{}, err
		}
	}
	if b.Order != nil {
		priorities, err := models.Priorities(tx)
		if err != nil {
			return priorityAnswer{}, err
		}
		ids := movedTo(priorities, priority.ID, *b.Order, func(p *models.Priority) int64 { return p.ID })
		if err := models.OrderPriorities(tx, ids); err != nil {
			return priorityAnswer{}, err
		}
	}
	priority, err := models.FindPriority(tx, priority.ID)
	if err != nil {
		return priorityAnswer{}, err
	}
	return priorityWords(priority), nil
}

type createPriorityInput struct {
	OnceKey
	Body priorityBody
}

func (a *api) createPriority(ctx context.Context, in *createPriorityInput) (*created[priorityAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (priorityAnswer, error) {
		name := ""
		in.Body.Name.into(&name)
		priority, err := models.CreatePriority(tx, name, false)
		if err != nil {
			return priorityAnswer{}, err
		}
		return in.Body.finish(tx, priority)
	})
}

func (a *api) listPriorities(ctx context.Context, in *struct{ Paging }) (*answer[page[priorityAnswer]], error) {
	items, err := allPriorities(a.DB.Read(ctx))
	if err != nil {
		return nil, err
	}
	return answering(pageOf(items, in.Paging, priorityAnswer.id))
}

func allPriorities(tx *models.Tx) ([]priorityAnswer, error) {
	priorities, err := models.Priorities(tx)
	items := make([]priorityAnswer, len(priorities))
	for i := range priorities {
		items[i] = priorityWords(&priorities[i])
	}
	return items, err
}

func (a *api) orderPriorities(ctx context.Context, in *orderInput) (*answer[page[priorityAnswer]], error) {
	var out page[priorityAnswer]
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		priorities, err := models.Priorities(tx)
		if err != nil {
			return err
		}
		ids, err := in.numbers(func(yield func(string, int64) bool) {
			for i := range priorities {
				if !yield(priorities[i].PublicID, priorities[i].ID) {
					return
				}
			}
		})
		if err != nil {
			return err
		}
		if err := models.OrderPriorities(tx, ids); err != nil {
			return err
		}
		out.Items, err = allPriorities(tx)
		return err
	})
	return answering(out, err)
}

type priorityInput struct {
	PriorityID string `path:"priorityId" maxLength:"100"`
}

type changePriorityInput struct {
	PriorityID string `path:"priorityId" maxLength:"100"`
	Body       priorityBody
}

func (a *api) changePriority(ctx context.Context, in *changePriorityInput) (*answer[priorityAnswer], error) {
	var out priorityAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		priority, err := models.FindPriorityByPublicID(tx, in.PriorityID)
		if err != nil {
			return err
		}
		if in.Body.Name.Given {
			if err := priority.Rename(tx, in.Body.Name.Value); err != nil {
				return err
			}
		}
		out, err = in.Body.finish(tx, priority)
		return err
	})
	return answering(out, err)
}

func (a *api) deletePriority(ctx context.Context, in *priorityInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		priority, err := models.FindPriorityByPublicID(tx, in.PriorityID)
		if err != nil {
			return err
		}
		return refusedWhole(priority.Remove(tx))
	})
}
