// Package jobs is the clock of the program: what runs by itself, and the same jobs run by hand.
package jobs

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"anteroom/models"
)

// Job is something that is looked at again and again. What is due is decided by dates in the database, not by the minute.
type Job struct {
	Name  string
	About string        // for help, as "moves on those who are too old for their list"
	Every time.Duration // how often it is looked at; 0 = every minute

	// Tick does what is due at an instant, usually nothing.
	Tick func(ctx context.Context, now time.Time) error

	// Run does it by hand as of an instant and tells out what it did, or would do.
	Run func(ctx context.Context, asOf time.Time, dryRun bool, out io.Writer) error
}

// Timetable is the one table of jobs.
type Timetable struct {
	db   *models.DB
	log  *slog.Logger
	jobs []Job
}

// New makes the timetable with the jobs that need no more than the database; others are added to it.
func New(db *models.DB, log *slog.Logger) *Timetable {
	t := &Timetable{db: db, log: log}
	t.Add(
		Job{Name: models.AgeOutJob, About: "moves or ends the places of those who are too old for their list", Tick: t.ageOut, Run: t.runAgeOut},
		Job{Name: models.ReconfirmJob, About: "ends the places of those who did not confirm in time", Tick: t.reconfirm, Run: t.runReconfirm},
		Job{Name: models.RetentionJob, About: "removes what has been kept long enough", Every: retentionEvery, Tick: t.retention, Run: t.runRetention},
		Job{Name: "import", About: "writes imported files", Every: importsEvery, Tick: t.imports},
		Job{Name: models.QueueJob, About: "lets due appointments join the queue, and ends holds and requests whose time is up", Every: queueEvery, Tick: t.db.RunQueue},
		Job{Name: models.LocationClockJob, About: "notices that a location opens or closes", Tick: t.db.NoticeHours},
		Job{Name: models.LocationStatusJob, About: "tells receivers of queues that changed", Every: statusEvery, Tick: t.db.TellStatus},
	)
	return t
}

// Add puts jobs into the table, before Start.
func (t *Timetable) Add(jobs ...Job) { t.jobs = append(t.jobs, jobs...) }

// Names are the jobs that can be run by hand.
func (t *Timetable) Names() []string {
	var names []string
	for _, job := range t.jobs {
		if job.Run != nil {
			names = append(names, job.Name)
		}
	}
	return names
}

// Run runs a job once by hand; a name that is none is an error that lists the names.
func (t *Timetable) Run(ctx context.Context, name string, asOf time.Time, dryRun bool, out io.Writer) error {
	i := slices.IndexFunc(t.jobs, func(job Job) bool { return job.Name == name && job.Run != nil })
	if i < 0 {
		return fmt.Errorf("there is no job %q: use one of %s", name, strings.Join(t.Names(), ", "))
	}
	return t.jobs[i].Run(ctx, asOf, dryRun, out)
}
