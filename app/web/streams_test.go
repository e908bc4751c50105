package web_test

import (
	"testing"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestVisitorsLeaveLivePagesForStaff(t *testing.T) {
	streams := web.NewStreams(modelstest.Open(t, models.SQLite, nil))
	defer streams.Stop()
	open := func(follower int64) (leave func(), opened bool) {
		changed, leave := streams.Listen(follower, map[models.Watch]int64{})
		return leave, changed != nil
	}
	last, _ := open(-1)
	for visit := int64(2); visit <= 1000; visit++ {
		if _, opened := open(-visit); !opened {
			t.Fatalf("visitor %d has no stream", visit)
		}
	}
	if _, opened := open(-1001); opened {
		t.Error("visitors have no bound together")
	}
	if _, opened := open(1); !opened {
		t.Error("staff have no stream")
	}
	last()
	if _, opened := open(-1001); !opened {
		t.Error("a place that was left stays taken")
	}
}
