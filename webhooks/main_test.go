package webhooks_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Whatever a sender starts has ended when its tests have. GORM's cache of statements is not ours to end.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("gorm.io/gorm/internal/lru.NewLRU[...].func1"))
}
