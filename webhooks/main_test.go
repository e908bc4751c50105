package webhooks_test

import (
	"flag"
	"testing"

	"go.uber.org/goleak"
)

// Tests that wait for databases and receivers run six at a time, whatever the number of processors.
// Whatever a sender starts has ended when its tests have. GORM's cache of statements is not ours to end.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "6"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("gorm.io/gorm/internal/lru.NewLRU[...].func1"))
}
