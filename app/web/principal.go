package web

import (
	"context"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// Principal is who makes a request: a user, an API key, or nobody (nil).
type Principal struct {
	User      *models.User // nil for keys
	SessionID int64
	Key       *models.APIKey // nil for users
	Role      models.Role
	KeyScope  models.KeyScope
	Scope     models.Scope
	flash     string
}

// IsUser says that somebody is logged in.
func (p *Principal) IsUser() bool { return p != nil && p.User != nil }

// IsKey says that a program came with a key.
func (p *Principal) IsKey() bool { return p != nil && p.Key != nil }

// By is the author of what the principal changes.
func (p *Principal) By(address string) models.By {
	switch {
	case p.IsUser():
		return models.By{Kind: models.ByUser, Name: p.User.Name, UserID: &p.User.ID, Address: address}
	case p.IsKey():
		return models.By{Kind: models.ByAPI, Name: p.Key.Name, Address: address}
	}
	return models.By{Kind: models.ByOnline, Name: "online", Address: address}
}

type principalKey struct{}

// WithPrincipal says who a request comes from, and names them as the author of every Write under ctx.
func WithPrincipal(ctx context.Context, who *Principal, address string) context.Context {
	return models.WithBy(context.WithValue(ctx, principalKey{}, who), who.By(address))
}

// PrincipalOf is who a request comes from; nil is nobody.
func PrincipalOf(ctx context.Context) *Principal {
	who, _ := ctx.Value(principalKey{}).(*Principal)
	return who
}

// Who is the principal of a request, nil for a visitor.
func Who(c echo.Context) *Principal { return PrincipalOf(c.Request().Context()) }

// User is the user of a request, nil for a visitor or a key.
func User(c echo.Context) *models.User {
	if who := Who(c); who.IsUser() {
		return who.User
	}
	return nil
}

// Scope is which records the request's principal may see; a visitor sees none through it.
func Scope(c echo.Context) models.Scope {
	if who := Who(c); who != nil {
		return who.Scope
	}
	return models.Scope{}
}
