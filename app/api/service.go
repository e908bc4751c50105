package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) services() {
	add(a, operation{
		method: http.MethodPost, path: "/services", id: "create-service",
		example: `{"name":"First visit","duration":1800,"bufferAfter":300,"price":"25.00","currency":"EUR"}`, policy: web.AdminScope, tag: "Services",
		status: http.StatusCreated, summary: "Add a service", refuses: []int{http.StatusConflict},
	}, a.createService)
	add(a, operation{
		method: http.MethodGet, path: "/services", id: "list-services", policy: web.ReadScope, tag: "Services", summary: "List the services in their order",
	}, a.listServices)
	add(a, operation{
		method: http.MethodGet, path: "/services/{serviceId}", id: "get-service", policy: web.ReadScope, tag: "Services", summary: "Read a service",
	}, a.readService)
	add(a, operation{
		method: http.MethodPatch, path: "/services/{serviceId}", id: "change-service",
		example: `{"duration":2700,"manualConfirm":true}`, policy: web.AdminScope, tag: "Services",
		summary: "Change a service", text: "Appointments that are booked stay as they are.",
	}, a.changeService)
	add(a, operation{
		method: http.MethodDelete, path: "/services/{serviceId}", id: "delete-service", policy: web.AdminScope, tag: "Services",
		summary: "Take a service out of use", text: "409 with the code still-booked and the visits while appointments for it lie ahead.",
		refuses: []int{http.StatusConflict},
	}, a.deleteService)
}

type createServiceInput struct {
	OnceKey
	Body serviceBody
}

func (a *api) createService(ctx context.Context, in *createServiceInput) (*created[serviceAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (serviceAnswer, error) {
		return saveService(ctx, tx, newService(), &in.Body)
	})
}

func saveService(ctx context.Context, tx *models.Tx, service *models.Service, body *serviceBody) (serviceAnswer, error) {
	if err := body.write(ctx, tx, service); err != nil {
		return serviceAnswer{}, err
	}
	if err := service.Save(tx); err != nil {
		return serviceAnswer{}, err
	}
	keys, err := findKeys(tx)
	if err != nil {
		return serviceAnswer{}, err
	}
	return keys.service(service), nil
}

func (a *api) listServices(ctx context.Context, in *struct{ Paging }) (*answer[page[serviceAnswer]], error) {
	tx := a.DB.Read(ctx)
	services, err := models.Services(tx, scope(ctx))
	if err != nil {
		return nil, err
	}
	keys, err := findKeys(tx)
	if err != nil {
		return nil, err
	}
	items := make([]serviceAnswer, len(services))
	for i := range services {
		items[i] = keys.service(&services[i])
	}
	return answering(pageOf(items, in.Paging, serviceAnswer.id))
}

type serviceInput struct {
	ServiceID string `path:"serviceId" maxLength:"100" doc:"The service's id or slug." example:"first-visit"`
}

func (a *api) readService(ctx context.Context, in *serviceInput) (*answer[serviceAnswer], error) {
	tx := a.DB.Read(ctx)
	service, err := models.FindService(tx, scope(ctx), in.ServiceID)
	if err != nil {
		return nil, err
	}
	keys, err := findKeys(tx)
	if err != nil {
		return nil, err
	}
	return answering(keys.service(service), nil)
}

type changeServiceInput struct {
	ServiceID string `path:"serviceId" maxLength:"100"`
	Body      serviceBody
}

func (a *api) changeService(ctx context.Context, in *changeServiceInput) (*answer[serviceAnswer], error) {
	var out serviceAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		service, err := models.FindService(tx, scope(ctx), in.ServiceID)
		if err != nil {
			return err
		}
		out, err = saveService(ctx, tx, service, &in.Body)
		return err
	})
	return answering(out, err)
}

func (a *api) deleteService(ctx context.Context, in *serviceInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		service, err := models.FindService(tx, scope(ctx), in.ServiceID)
		if err != nil {
			return err
		}
		return service.Delete(tx)
	})
}
