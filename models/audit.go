package models

import "encoding/json"

// Audit is one line of who did what, when and from where. It is kept with the change, in the same commit.
type Audit struct {
	ID          int64
	At          Instant
	ByKind      ByKind
	ByName      string
	ByUserID    *int64
	Address     string
	Action      string // noun and verb: "entry.placed", "user.created", "login.failed"
	SubjectKind Kind
	SubjectID   *int64
	Detail      string // a flat JSON object; never a secret
}

// Record writes an audit line inside a Write. Subject may be the zero Subject.
func Record(tx *Tx, action string, subject Subject, detail map[string]string) error {
	by := TxBy(tx)
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	audit := &Audit{
		At: TxNow(tx), ByKind: by.Kind, ByName: by.Name, ByUserID: by.UserID, Address: by.Address,
		Action: action, SubjectKind: subject.Kind, Detail: string(text),
	}
	if subject.ID != 0 {
		audit.SubjectID = &subject.ID
	}
	return tx.Session(fresh()).Create(audit).Error
}
