package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// Audience is who a route is for; it decides which headers go out and how errors look.
type Audience string

// The audiences.
const (
	ForPublic Audience = "public"
	ForPortal Audience = "portal"
	ForStaff  Audience = "staff"
	ForAPI    Audience = "api"
	ForOps    Audience = "ops"
)

// Policy is who may use a route. The zero Policy is none, and stops the program at start.
type Policy string

// The policies. Those of staff name the least role that may; those of keys the least scope.
const (
	Anyone     Policy = "public"
	SignedIn   Policy = "signedIn"
	Viewer     Policy = "viewer"
	Staff      Policy = "staff"
	Manager    Policy = "manager"
	Admin      Policy = "admin"
	ReadScope  Policy = "apiScope:read"
	WriteScope Policy = "apiScope:write"
	AdminScope Policy = "apiScope:admin"
	Operator   Policy = "operator" // this machine, or a network named in ANTEROOM_METRICS_ALLOW
)

// Route is one line of the route table. Make it with StaffPage, PublicPage, APIRoute or OpsRoute.
type Route struct {
	Method   string
	Path     string // as echo writes it, "/admin/people/:id"
	Audience Audience
	Policy   Policy
	Handle   echo.HandlerFunc

	BodyLimit int64 // bytes; 0 = 256 KiB
	Streams   bool  // lives longer than a request's deadline
	Limited   bool  // a public form: posts count against ANTEROOM_RATE_PUBLIC
	Searches  bool  // a public page that looks for free times: six of them count like one post
}

// StaffPage is a page for users of at least the policy's role. With its siblings below it is how packages write their lines:
//
//	web.StaffPage("GET", "/admin/people", web.Viewer, h.people)
//	web.StaffPage("POST", "/admin/people/import", web.Staff, h.upload).WithBody(20 << 20)
//	web.PublicPage("GET", "/signup/:list", h.signup)
func StaffPage(method, path string, policy Policy, handle echo.HandlerFunc) Route {
	return Route{Method: method, Path: path, Audience: ForStaff, Policy: policy, Handle: handle}
}

// PortalPage is a customer's own page, open to whoever has its link. What it changes counts against ANTEROOM_RATE_PUBLIC.
func PortalPage(method, path string, handle echo.HandlerFunc) Route {
	return Route{Method: method, Path: path, Audience: ForPortal, Policy: Anyone, Handle: handle, Limited: method != http.MethodGet}
}

// PublicPage is a page for everybody. What it changes counts against ANTEROOM_RATE_PUBLIC.
func PublicPage(method, path string, handle echo.HandlerFunc) Route {
	return Route{Method: method, Path: path, Audience: ForPublic, Policy: Anyone, Handle: handle, Limited: method != http.MethodGet}
}

// APIRoute is a route for keys.
func APIRoute(method, path string, policy Policy, handle echo.HandlerFunc) Route {
	return Route{Method: method, Path: path, Audience: ForAPI, Policy: policy, Handle: handle}
}

// OpsRoute is for whoever runs the program.
func OpsRoute(path string, policy Policy, handle echo.HandlerFunc) Route {
	return Route{Method: http.MethodGet, Path: path, Audience: ForOps, Policy: policy, Handle: handle}
}

// WithBody lets a route take larger bodies than others.
func (r Route) WithBody(limit int64) Route {
	r.BodyLimit = limit
	return r
}

// Streaming exempts a route from the deadline of requests.
func (r Route) Streaming() Route {
	r.Streams = true
	return r
}

// Searching bounds how often visitors may have free times looked for.
func (r Route) Searching() Route {
	r.Searches = true
	return r
}

// ChangesState says whether the route may change anything: no GET and no HEAD ever does.
func (r Route) ChangesState() bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead
}

// Known says that the policy is one of the above.
func (p Policy) Known() bool {
	switch p {
	case Anyone, SignedIn, Viewer, Staff, Manager, Admin, ReadScope, WriteScope, AdminScope, Operator:
		return true
	}
	return false
}

// Admits says whether somebody may. What it does not know it refuses.
func (p Policy) Admits(who *Principal) bool {
	switch p {
	case Anyone:
		return true
	case SignedIn:
		return who.IsUser()
	case Viewer, Staff, Manager, Admin:
		return who.IsUser() && who.Role.Covers(models.Role(p))
	case ReadScope:
		return who.IsKey() && who.KeyScope.Covers(models.ScopeRead)
	case WriteScope:
		return who.IsKey() && who.KeyScope.Covers(models.ScopeWrite)
	case AdminScope:
		return who.IsKey() && who.KeyScope.Covers(models.ScopeAdmin)
	}
	return false
}
