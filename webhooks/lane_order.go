package webhooks

import (
	"maps"
	"slices"
)

// laneOrder lists the lanes by endpoint. The caller holds the lock.
func (s *Sender) laneOrder() []*lane {
	order := make([]*lane, 0, len(s.lanes))
	for _, id := range slices.Sorted(maps.Keys(s.lanes)) {
		order = append(order, s.lanes[id])
	}
	return order
}
