package models

// MayHaveLink says whether a customer can be given a link: the visit is still to come, and no form holds its time.
func (v *Visit) MayHaveLink() bool {
	return v.IsOpen() && (v.State != StatePending || v.IsOffer())
}

// NewLink gives the customer another link to their visit, for whoever has none or lost it. The one before opens nothing any more. Its token
// is in v.Token, this once: only the hash is kept.
func (v *Visit) NewLink(tx *Tx) error {
	if err := v.lock(tx); err != nil {
		return err
	}
	if !v.MayHaveLink() {
		return Sentence("This visit has ended or is still being booked, so there is no link to give to its customer.")
	}
	v.Token = NewToken()
	hash := HashToken(v.Token)
	v.TokenHash = &hash
	if err := v.save(tx); err != nil {
		return err
	}
	return Record(tx, "visit.linked", Subject{KindVisit, v.ID}, nil)
}
