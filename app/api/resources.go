package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) resources() {
	add(a, operation{
		method: http.MethodPost, path: "/resources", id: "create-resource",
		example: `{"name":"Ben Okafor","kind":"staff","hours":[{"day":"MO","from":"09:00","to":"13:00"}]}`, policy: web.AdminScope, tag: "Resources",
		status: http.StatusCreated, summary: "Add a resource", refuses: []int{http.StatusConflict},
	}, a.createResource)
	add(a, operation{
		method: http.MethodGet, path: "/resources", id: "list-resources", policy: web.ReadScope, tag: "Resources", summary: "List the resources, staff first",
	}, a.listResources)
	add(a, operation{
		method: http.MethodGet, path: "/resources/{resourceId}", id: "get-resource", policy: web.ReadScope, tag: "Resources", summary: "Read a resource",
	}, a.readResource)
	add(a, operation{
		method: http.MethodPatch, path: "/resources/{resourceId}", id: "change-resource",
		example: `{"isActive":false}`, policy: web.AdminScope, tag: "Resources",
		summary: "Change a resource", text: "Appointments that are booked stay as they are.",
	}, a.changeResource)
	add(a, operation{
		method: http.MethodDelete, path: "/resources/{resourceId}", id: "delete-resource", policy: web.AdminScope, tag: "Resources",
		summary: "Take a resource out of use", text: "409 with the code still-booked and the visits while appointments with it lie ahead.",
		refuses: []int{http.StatusConflict},
	}, a.deleteResource)
}

type createResourceInput struct {
	OnceKey
	Body resourceBody
}

func (a *api) createResource(ctx context.Context, in *createResourceInput) (*created[resourceAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (resourceAnswer, error) {
		return saveResource(ctx, tx, newResource(), &in.Body)
	})
}

func saveResource(ctx context.Context, tx *models.Tx, resource *models.Resource, body *resourceBody) (resourceAnswer, error) {
	if err := body.write(ctx, tx, resource); err != nil {
		return resourceAnswer{}, err
	}
	if err := resource.Save(tx); err != nil {
		return resourceAnswer{}, err
	}
	keys, err := findKeys(tx)
	if err != nil {
		return resourceAnswer{}, err
	}
	return keys.resource(resource), nil
}

func (a *api) listResources(ctx context.Context, in *struct{ Paging }) (*answer[page[resourceAnswer]], error) {
	tx := a.DB.Read(ctx)
	resources, err := models.Resources(tx, scope(ctx))
	if err != nil {
		return nil, err
	}
	keys, err := findKeys(tx)
	if err != nil {
		return nil, err
	}
	items := make([]resourceAnswer, len(resources))
	for i := range resources {
		items[i] = keys.resource(&resources[i])
	}
	return answering(pageOf(items, in.Paging, resourceAnswer.id))
}

type resourceInput struct {
	ResourceID string `path:"resourceId" maxLength:"100" doc:"The resource's id."`
}

func (a *api) readResource(ctx context.Context, in *resourceInput) (*answer[resourceAnswer], error) {
	tx := a.DB.Read(ctx)
	resource, err := models.FindResource(tx, scope(ctx), in.ResourceID)
	if err != nil {
		return nil, err
	}
	keys, err := findKeys(tx)
	if err != nil {
		return nil, err
	}
	return answering(keys.resource(resource), nil)
}

type changeResourceInput struct {
	ResourceID string `path:"resourceId" maxLength:"100"`
	Body       resourceBody
}

func (a *api) changeResource(ctx context.Context, in *changeResourceInput) (*answer[resourceAnswer], error) {
	var out resourceAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		resource, err := models.FindResource(tx, scope(ctx), in.ResourceID)
		if err != nil {
			return err
		}
		out, err = saveResource(ctx, tx, resource, &in.Body)
		return err
	})
	return answering(out, err)
}

func (a *api) deleteResource(ctx context.Context, in *resourceInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		resource, err := models.FindResource(tx, scope(ctx), in.ResourceID)
		if err != nil {
			return err
		}
		return resource.Delete(tx)
	})
}
