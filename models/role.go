package models

import "slices"

// Role is what a user may do. Each role may do what those before it may.
type Role string

// The roles: viewer reads; staff works with people, entries, visits and notes; manager sets lists, fields,
// locations and services; admin has webhooks, keys, users and erasure.
const (
	RoleViewer  Role = "viewer"
	RoleStaff   Role = "staff"
	RoleManager Role = "manager"
	RoleAdmin   Role = "admin"
)

// Roles are all of them, the least first.
func Roles() []Role { return []Role{RoleViewer, RoleStaff, RoleManager, RoleAdmin} }

// Known says that the role is one of the four.
func (r Role) Known() bool { return slices.Contains(Roles(), r) }

// Covers says that whoever has r may do what other may. An unknown role covers nothing and is covered by none.
func (r Role) Covers(other Role) bool {
	return other.Known() && slices.Index(Roles(), r) >= slices.Index(Roles(), other)
}

// KeyScope is what an API key may do. Each covers those before it.
type KeyScope string

// The scopes of keys; write is what staff may.
const (
	ScopeRead  KeyScope = "read"
	ScopeWrite KeyScope = "write"
	ScopeAdmin KeyScope = "admin"
)

// KeyScopes are all of them, the least first.
func KeyScopes() []KeyScope { return []KeyScope{ScopeRead, ScopeWrite, ScopeAdmin} }

// Known says that the scope is one of the three.
func (s KeyScope) Known() bool { return slices.Contains(KeyScopes(), s) }

// Covers says that a key with s may do what one with other may.
func (s KeyScope) Covers(other KeyScope) bool {
	return other.Known() && slices.Index(KeyScopes(), s) >= slices.Index(KeyScopes(), other)
}
