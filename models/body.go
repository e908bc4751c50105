package models

import "slices"

// Body is the bytes of one message, frozen with its event: every try, redelivery and replay sends the same.
type Body struct {
	ID        int64
	Sequence  int64 // 0 for a test
	Dialect   string
	Profile   string
	Part      int    // an event may be several messages
	MessageID string // the webhook-id
	Type      string
	Bytes     []byte
	Bare      []byte // what stays of it after an erasure: ids alone
	CreatedAt Instant
}

// insertBatch keeps statements under the number of parameters that both engines take.
const insertBatch = 200

// CreateBodies stores what was encoded.
func CreateBodies(tx *Tx, bodies []Body) error {
	for batch := range slices.Chunk(bodies, insertBatch) {
		if err := tx.Session(fresh()).Create(&batch).Error; err != nil {
			return err
		}
	}
	return nil
}

// FindBody loads one body.
func FindBody(tx *Tx, id int64) (*Body, error) {
	body := new(Body)
	return body, found(tx.Where("id = ?", id).Take(body).Error)
}

// BodiesOf are the messages of an event in a dialect and profile, in order; none where they were never made.
func BodiesOf(tx *Tx, sequence int64, dialect, profile string) ([]Body, error) {
	var bodies []Body
	return bodies, tx.Where("dialect = ? AND profile = ? AND sequence = ?", dialect, profile, sequence).Order("part").Find(&bodies).Error
}
