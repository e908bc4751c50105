package models

// KeepTest shows a test among the endpoint's deliveries. It is no event: it has no sequence and is about nobody.
func (e *Endpoint) KeepTest(tx *Tx, body Body, attempt Attempt) error {
	if err := tx.Session(fresh()).Create(&body).Error; err != nil {
		return err
	}
	delivery := Delivery{
		EndpointID: e.ID, BodyID: &body.ID, Type: body.Type, Cause: CauseTest, State: Delivered, Tries: 1, DueAt: attempt.At,
		Status: attempt.Status, Failure: attempt.Failure, TookUs: attempt.TookUs, CreatedAt: attempt.At, FinishedAt: &attempt.At,
	}
	if attempt.Failure != "" {
		delivery.State = Failed
	}
	if err := tx.Session(fresh()).Omit("Body", "Endpoint").Create(&delivery).Error; err != nil {
		return err
	}
	attempt.DeliveryID = delivery.ID
	return tx.Session(fresh()).Create(&attempt).Error
}
