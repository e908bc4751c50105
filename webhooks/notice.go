package webhooks

import (
	"context"
	"time"

	"anteroom/models"
)

// notice is something to tell staff once the commit is done.
type notice struct {
	endpoint models.Endpoint
	notice   Notice
}

// freshEnough is how old the kept time of the last success may get before a further success renews it.
const freshEnough = time.Minute

// judge takes results into the health of their endpoints, tells the audit log, and switches off what has to be.
func judge(tx *models.Tx, endpoints []models.Endpoint, outcomes []outcome) ([]notice, error) {
	var news []notice
	for i := range endpoints {
		endpoint := &endpoints[i]
		if endpoint.IsDeleted() || !endpoint.IsActive {
			continue
		}
		health, changed := HealthOf(endpoint), false
		for _, one := range outcomes {
			if one.endpointID != endpoint.ID || !endpoint.IsActive {
				continue
			}
			now := one.at.Add(one.answer.Took)
			if one.answer.Failure == "" && health.Failures == 0 && now.Sub(health.GoodSince) < freshEnough {
				continue
			}
			changed = true
			told, err := follow(tx, endpoint, health.Take(one.answer, now))
			if err != nil {
				return nil, err
			}
			news = append(news, told...)
		}
		if !changed {
			continue
		}
		if err := saveHealth(tx, endpoint, health); err != nil {
			return nil, err
		}
	}
	return news, nil
}

// follow does what a verdict says.
func follow(tx *models.Tx, endpoint *models.Endpoint, verdict Verdict) ([]notice, error) {
	if verdict.Disable != "" {
		if err := endpoint.Disable(tx, models.DisabledReason(verdict.Disable)); err != nil {
			return nil, err
		}
	}
	if verdict.Notice == NoNotice {
		return nil, nil
	}
	if action := verdict.Notice.action(); action != "" {
		if err := models.Record(tx, action, endpoint.Subject(), map[string]string{"id": endpoint.PublicID}); err != nil {
			return nil, err
		}
	}
	return []notice{{*endpoint, verdict.Notice}}, nil
}

// action is the notice's word in the audit log; switching off has its own line already.
func (n Notice) action() string {
	switch n {
	case NoticeFailing:
		return "endpoint.failing"
	case NoticeFailedDay:
		return "endpoint.failing-a-day"
	case NoticeLastDay:
		return "endpoint.last-day"
	case NoticeRecovered:
		return "endpoint.recovered"
	}
	return ""
}

func (s *Sender) tell(ctx context.Context, news []notice) {
	if s.config.Notify == nil {
		return
	}
	for _, one := range news {
		s.config.Notify(ctx, one.endpoint, one.notice)
	}
}

// examine finds the endpoints whose trouble has lasted into its next stage.
func (s *Sender) examine(ctx context.Context) error {
	var news []notice
	err := s.write(ctx, func(tx *models.Tx) error {
		news = nil
		endpoints, err := models.LockEndpoints(tx)
		if err != nil {
			return err
		}
		for i := range endpoints {
			endpoint := &endpoints[i]
			health := HealthOf(endpoint)
			verdict := health.Look(models.TxNow(tx).Time)
			if !endpoint.IsActive || verdict.Notice == NoNotice {
				continue
			}
			told, err := follow(tx, endpoint, verdict)
			if err != nil {
				return err
			}
			news = append(news, told...)
			if err := saveHealth(tx, endpoint, health); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.tell(ctx, news)
	}
	return err
}

// HealthOf is how an endpoint has been doing, read from its row.
func HealthOf(endpoint *models.Endpoint) Health {
	health := Health{GoodSince: endpoint.GoodSince.Time, Failures: endpoint.Failures, Told: Notice(endpoint.Told)}
	if endpoint.FirstFailure != nil {
		health.FirstFailure = endpoint.FirstFailure.Time
	}
	if endpoint.LastFailure != nil {
		health.LastFailure = endpoint.LastFailure.Time
	}
	return health
}

func saveHealth(tx *models.Tx, endpoint *models.Endpoint, health Health) error {
	endpoint.GoodSince, endpoint.Failures, endpoint.Told = models.At(health.GoodSince), health.Failures, int(health.Told)
	endpoint.FirstFailure, endpoint.LastFailure = nil, nil
	if health.Failures > 0 {
		first, last := models.At(health.FirstFailure), models.At(health.LastFailure)
		endpoint.FirstFailure, endpoint.LastFailure = &first, &last
	}
	return endpoint.SaveHealth(tx)
}
