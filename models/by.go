package models

import "context"

// ByKind says through which door a change came.
type ByKind string

// The doors. Online is a public page, portal the customer's own page.
const (
	ByUser   ByKind = "user"
	ByOnline ByKind = "online"
	ByPortal ByKind = "portal"
	ByAPI    ByKind = "api"
	ByJob    ByKind = "job"
	ByImport ByKind = "import"
	BySystem ByKind = "system"
)

// By is who makes a change: it is written on events, notes and the audit log.
type By struct {
	Kind    ByKind
	Name    string // full name of a user, name of a key or job; "online" for the public page
	UserID  *int64
	Address string // where the request came from; kept in the audit log alone
	Quiet   bool   // an import that was told to send no webhooks
}

type byKey struct{}

// WithBy names the author of every Write under ctx.
func WithBy(ctx context.Context, by By) context.Context {
	return context.WithValue(ctx, byKey{}, by)
}

// ByFrom returns the author, or the system where none was named.
func ByFrom(ctx context.Context) By {
	if by, ok := ctx.Value(byKey{}).(By); ok {
		return by
	}
	return By{Kind: BySystem, Name: "Anteroom"}
}
