package views

import (
	"strconv"

	"anteroom/models"
)

const resourcesPath = "/admin/settings/resources"

// ResourceForm is a member of staff, a room or equipment as a manager types it.
type ResourceForm struct {
	Name        string   `form:"name"`
	Kind        string   `form:"kind"`
	UserID      string   `form:"userId"`
	Email       string   `form:"email"`
	Capacity    string   `form:"capacity"`
	IsActive    string   `form:"isActive"`
	LocationIDs []string `form:"locationIds"`
	ServiceIDs  []string `form:"serviceIds"`
	Version     string   `form:"version"`

	Errors models.Invalid
}

// ResourcePage is the form with what it offers.
type ResourcePage struct {
	Resource  *models.Resource // as it is; nil for a new one
	Form      ResourceForm
	Users     []Option
	Locations []Option
	Services  []Option
	Overtaken bool
	Booked    *models.StillBooked
	Feed      string // the secret address of its calendar, when it is new
	Changed   string
	Limited   bool
	Shared    bool // with locations that the user does not see
}

// ResourceRow is a resource in the list of all.
type ResourceRow struct {
	Resource models.Resource
	Where    string
	Does     string
	HasLogin bool
	Shared   bool // with locations that the user does not see
}

// ResourceHoursPage are the hours of a resource's own.
type ResourceHoursPage struct {
	Resource  *models.Resource
	Form      HoursForm
	Left      models.LeftOutside
	Unsaved   string
	Overtaken bool
	Changed   string
}

// ResourceFormOf begins with the resource as it is.
func ResourceFormOf(r *models.Resource) ResourceForm {
	form := ResourceForm{
		Name: r.Name, Kind: string(r.Kind), Email: r.Email, Capacity: strconv.Itoa(r.Capacity), LocationIDs: idTexts(r.LocationIDs), ServiceIDs: idTexts(r.ServiceIDs),
		Version: strconv.FormatInt(r.Version, 10),
	}
	if r.UserID != nil {
		form.UserID = idText(*r.UserID)
	}
	if r.IsActive {
		form.IsActive = "on"
	}
	return form
}

func (r ResourcePage) title() string {
	if r.Resource == nil {
		return "Add staff, a room or equipment"
	}
	return r.Resource.Name
}

func (r ResourcePage) action() string {
	if r.Resource == nil {
		return resourcesPath
	}
	return resourcesPath + "/" + idText(r.Resource.ID)
}

func (r ResourcePage) everywhere() string {
	if r.Limited {
		return ""
	}
	return "None ticked is all of them."
}

func (r ResourceHoursPage) path() string {
	return resourcesPath + "/" + idText(r.Resource.ID) + "/hours"
}

func kindOptions() []Option {
	return []Option{
		{Value: string(models.StaffMember), Label: "Staff", Hint: "Somebody who serves; may have a login here."},
		{Value: string(models.Room), Label: "Room"},
		{Value: string(models.Equipment), Label: "Equipment"},
	}
}
