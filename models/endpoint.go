package models

import "slices"

// Endpoint is a receiver of webhooks. Its secrets are sealed texts: only webhooks can read them.
type Endpoint struct {
	ID             int64
	PublicID       string
	URL            string `gorm:"column:url"`
	Description    string
	Secret         string
	OldSecret      string // the secret before the last rotation, which signs as well until OldSecretUntil
	OldSecretUntil *Instant
	OAuth          string `gorm:"column:oauth"` // empty = none
	HeaderName     string // of a header that is sent along; empty = none
	HeaderValue    string
	EventTypes     Texts // empty = all, as with the two below
	LocationIDs    Texts `gorm:"column:location_ids"` // public ids
	VisitStates    Texts
	IsActive       bool
	Dialect        string
	Profile        string // which personal data stays here; empty = everything is sent
	Slots          int    // how many tries may be under way at once
	LastSequence   int64  // of the last event addressed to it

	GoodSince      Instant // the last success, or when it was switched on
	FirstFailure   *Instant
	LastFailure    *Instant
	Failures       int
	Told           int // the last stage of trouble that staff were told of
	DisabledAt     *Instant
	DisabledReason DisabledReason
	CreatedAt      Instant
	DeletedAt      *Instant
}

// DisabledReason is why an endpoint is switched off.
type DisabledReason string

// Staff switch off by hand; the other two are Anteroom's doing.
const (
	DisabledByStaff   DisabledReason = "staff"
	DisabledAsGone    DisabledReason = "gone"
	DisabledAsFailing DisabledReason = "failing"
)

const (
	// KindEndpoint names endpoints in the audit log; they are no subject of events.
	KindEndpoint Kind = "endpoint"

	// EndpointLimit is how many endpoints an account, and each location, may have.
	EndpointLimit = 5
	// DefaultSlots is how many tries an endpoint gets at once unless told otherwise, MostSlots the most.
	DefaultSlots = 4
	MostSlots    = 32
)

// Subject names the endpoint in the audit log.
func (e *Endpoint) Subject() Subject { return Subject{KindEndpoint, e.ID} }

// Watch is what a live page follows of it.
func (e *Endpoint) Watch() Watch { return Watch{"endpoint", e.ID} }

// IsDeleted says that it is kept for its history alone.
func (e *Endpoint) IsDeleted() bool { return e.DeletedAt != nil }

// Endpoints are all that are not deleted, oldest first.
func Endpoints(tx *Tx) ([]Endpoint, error) {
	var endpoints []Endpoint
	return endpoints, tx.Where("deleted_at IS NULL").Order("id").Find(&endpoints).Error
}

// FindEndpoint finds one that is not deleted by its public id.
func FindEndpoint(tx *Tx, publicID string) (*Endpoint, error) {
	endpoint := new(Endpoint)
	return endpoint, found(tx.Where("public_id = ? AND deleted_at IS NULL", publicID).Take(endpoint).Error)
}

// LockEndpoints loads endpoints, deleted ones too, and keeps them from changing until the commit. No ids = all that are not deleted.
func LockEndpoints(tx *Tx, ids ...int64) ([]Endpoint, error) {
	endpoints := make([]Endpoint, 0, 1)
	query := locking(tx.Session(fresh())).Order("id")
	if len(ids) > 0 {
		query = query.Where("id IN ?", ids)
	} else {
		query = query.Where("deleted_at IS NULL")
	}
	return endpoints, query.Find(&endpoints).Error
}

// EndpointUsage is how many of the allowed endpoints exist: account wide under "", else by the location's public id.
func EndpointUsage(tx *Tx) (map[string]int, error) {
	endpoints, err := Endpoints(tx)
	if err != nil {
		return nil, err
	}
	return usageOf(endpoints, 0), nil
}

// usageOf counts all but one endpoint.
func usageOf(endpoints []Endpoint, except int64) map[string]int {
	usage := map[string]int{}
	for _, endpoint := range endpoints {
		if endpoint.ID == except {
			continue
		}
		if len(endpoint.LocationIDs) == 0 {
			usage[""]++
		}
		for _, location := range slices.Compact(slices.Sorted(slices.Values(endpoint.LocationIDs))) {
			usage[location]++
		}
	}
	return usage
}
