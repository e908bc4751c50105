package models

import (
	"fmt"
	"strings"

	"gorm.io/gorm/clause"
)

// KindPriority names a priority in the audit log.
const KindPriority Kind = "priority"

// FindPriority returns a priority.
func FindPriority(tx *Tx, id int64) (*Priority, error) {
	priority := new(Priority)
	return priority, found(tx.Where("id = ?", id).Take(priority).Error)
}

// priorityNamed is the id of the priority of that name, nil for "".
func priorityNamed(tx *Tx, name string) (*int64, error) {
	if name == "" {
		return nil, nil
	}
	priority := new(Priority)
	if err := found(tx.Where("name = ?", name).Take(priority).Error); err != nil {
		return nil, fmt.Errorf("priority %q: %w", name, err)
	}
	return &priority.ID, nil
}

// CreatePriority adds a rank behind the others.
func CreatePriority(tx *Tx, name string, siblings bool) (*Priority, error) {
	priorities, err := Priorities(tx)
	if err != nil {
		return nil, err
	}
	p := &Priority{PublicID: NewPublicID(), Rank: 1, Version: 1, CreatedAt: TxNow(tx)}
	if p.Name, err = priorityName(name, 0, priorities); err != nil {
		return nil, err
	}
	if len(priorities) > 0 {
		p.Rank = priorities[len(priorities)-1].Rank + 1
	}
	if err := tx.Create(p).Error; err != nil {
		return nil, err
	}
	if err := Record(tx, "priority.created", Subject{KindPriority, p.ID}, map[string]string{"priority": p.Name}); err != nil {
		return nil, err
	}
	return p, p.LendToSiblings(tx, siblings)
}

// Rename words the priority anew; nobody's place changes and nobody is told.
func (p *Priority) Rename(tx *Tx, name string) error {
	priorities, err := Priorities(tx)
	if err != nil {
		return err
	}
	if name, err = priorityName(name, p.ID, priorities); err != nil || name == p.Name {
		return err
	}
	old := p.Name
	p.Name = name
	if err := p.save(tx); err != nil {
		return err
	}
	return Record(tx, "priority.renamed", Subject{KindPriority, p.ID}, map[string]string{"from": old, "to": p.Name})
}

// LendToSiblings makes this the rank that an enrolled family member lends, or ends that. One priority at most is lent.
func (p *Priority) LendToSiblings(tx *Tx, siblings bool) error {
	if p.Siblings == siblings {
		return nil
	}
	if siblings {
		if err := endLending(tx); err != nil {
			return err
		}
	}
	p.Siblings = siblings
	if err := p.save(tx); err != nil {
		return err
	}
	action := "priority.lent"
	if !siblings {
		action = "priority.not-lent"
	}
	if err := Record(tx, action, Subject{KindPriority, p.ID}, map[string]string{"priority": p.Name}); err != nil {
		return err
	}
	return rerankAll(tx)
}

// endLending waits for whoever lends another one at this moment: one at most is lent.
func endLending(tx *Tx) error {
	priorities := tx.Session(fresh()).Order("id")
	if tx.Name() == "postgres" {
		priorities = priorities.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	var all []Priority
	if err := priorities.Find(&all).Error; err != nil {
		return err
	}
	for i := range all {
		if !all[i].Siblings {
			continue
		}
		all[i].Siblings = false
		if err := all[i].save(tx); err != nil {
			return err
		}
	}
	return nil
}

// save keeps the row whole, unless somebody else did since it was read.
func (p *Priority) save(tx *Tx) error {
	if err := lockAsRead(tx, "priorities", p.ID, p.Version); err != nil {
		return err
	}
	p.Version++
	return tx.Save(p).Error
}

// OrderPriorities puts the priorities named first, in that order, the others behind them, and sorts every list at once.
// A place is no edit of a person: nobody is told.
func OrderPriorities(tx *Tx, ids []int64) error {
	priorities, err := Priorities(tx)
	if err != nil {
		return err
	}
	places, err := ordered(ids, priorities, func(p *Priority) int64 { return p.ID })
	if err != nil {
		return err
	}
	for i := range priorities {
		if p := &priorities[i]; p.Rank != places[p.ID] {
			p.Rank = places[p.ID]
			if err := p.save(tx); err != nil {
				return err
			}
		}
	}
	if err := Record(tx, "priorities.ordered", Subject{}, nil); err != nil {
		return err
	}
	return rerankAll(tx)
}

// CountUses says how many people have the priority, and how many entries have it for themselves alone, ended ones included.
func (p *Priority) CountUses(tx *Tx) (people, entries int64, err error) {
	if err := tx.Model(&Person{}).Where("priority_id = ?", p.ID).Count(&people).Error; err != nil {
		return 0, 0, err
	}
	err = tx.Model(&Entry{}).Where("priority_id = ? OR borrowed_priority_id = ?", p.ID, p.ID).Count(&entries).Error
	return people, entries, err
}

// Remove deletes a priority that nobody has.
func (p *Priority) Remove(tx *Tx) error {
	people, entries, err := p.CountUses(tx)
	if err != nil {
		return err
	}
	switch {
	case people > 0:
		return Invalid{"priority": fmt.Sprintf("%s the priority “%s”. Please give them another one first.", peopleHave(int(people)), p.Name)}
	case entries > 0:
		return Invalid{"priority": fmt.Sprintf("The priority “%s” is given to places on waitlists (%d, past ones included). Please give those another one first.", p.Name, entries)}
	}
	if err := tx.Delete(&Priority{ID: p.ID}).Error; err != nil {
		return err
	}
	if err := Record(tx, "priority.removed", Subject{KindPriority, p.ID}, map[string]string{"priority": p.Name}); err != nil {
		return err
	}
	return rerankAll(tx)
}

func priorityName(name string, id int64, priorities []Priority) (string, error) {
	invalid := Invalid{}
	name = cleaned(invalid, "name", CleanLine, name, longestChoice)
	switch {
	case name == "":
		invalid.Add("name", "Please give the priority a name.")
	case strings.Contains(name, ","):
		invalid.Add("name", "Please choose a name without a comma.")
	}
	for _, other := range priorities {
		if other.ID != id && strings.EqualFold(other.Name, name) {
			invalid.Add("name", fmt.Sprintf("There is a priority “%s” already.", other.Name))
		}
	}
	return name, invalid.Err()
}

// FindPriorityByPublicID returns a priority by the id of 20 letters.
func FindPriorityByPublicID(tx *Tx, publicID string) (*Priority, error) {
	priority := new(Priority)
	return priority, found(tx.Where("public_id = ?", publicID).Take(priority).Error)
}
