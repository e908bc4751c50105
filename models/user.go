package models

import "gorm.io/gorm/clause"

// KindUser names a user in the audit log.
const KindUser Kind = "user"

// User is a member of staff who may log in.
type User struct {
	ID           int64
	PublicID     string
	Email        string // in small letters
	Name         string
	Role         Role
	AllLocations bool
	Theme        string // "light", "dark" or the system's
	NoKeys       bool   // single-key shortcuts are off
	PasswordHash string // empty until the invitation was answered
	Version      int64  // raised by each save
	CreatedAt    Instant
	DisabledAt   *Instant

	Locations []Location `gorm:"many2many:user_locations"`
}

// Scope is which records the user sees.
func (u *User) Scope() Scope {
	scope := Scope{All: u.AllLocations}
	for _, location := range u.Locations {
		scope.LocationIDs = append(scope.LocationIDs, location.ID)
	}
	return scope
}

// Active says that the user may log in.
func (u *User) Active() bool { return u.DisabledAt == nil && u.PasswordHash != "" }

// AnyUser says whether setup is over: the first user ends it.
func AnyUser(tx *Tx) (bool, error) {
	var count int64
	err := tx.Model(&User{}).Limit(1).Count(&count).Error
	return count > 0, err
}

// Users are all users by name, with their locations.
func Users(tx *Tx) ([]User, error) {
	var users []User
	return users, tx.Preload("Locations").Order("name, id").Find(&users).Error
}

// FindUser loads a user by number.
func FindUser(tx *Tx, id int64) (*User, error) {
	user := new(User)
	return user, found(tx.Preload("Locations").Where("id = ?", id).Take(user).Error)
}

// FindUserByPublicID loads a user by the id that URLs carry.
func FindUserByPublicID(tx *Tx, publicID string) (*User, error) {
	user := new(User)
	return user, found(tx.Preload("Locations").Where("public_id = ?", publicID).Take(user).Error)
}

// FindUserByEmail loads a user by address, however it is written.
func FindUserByEmail(tx *Tx, email string) (*User, error) {
	user := new(User)
	return user, found(tx.Preload("Locations").Where("email = ?", NormalEmail(email)).Take(user).Error)
}

// Create adds the user. The address must be free.
func (u *User) Create(tx *Tx) error {
	u.PublicID, u.Version, u.CreatedAt = NewPublicID(), 1, TxNow(tx)
	if err := u.check(tx); err != nil {
		return err
	}
	if err := tx.Omit("Locations").Create(u).Error; err != nil {
		return err
	}
	if err := u.keepLocations(tx); err != nil {
		return err
	}
	return u.record(tx, "user.created")
}

// Save keeps a changed name, role, locations or look. A changed role or other locations ends the user's sessions.
func (u *User) Save(tx *Tx) error {
	before, err := FindUser(tx, u.ID)
	if err != nil {
		return err
	}
	if err := u.check(tx); err != nil {
		return err
	}
	if err := u.save(tx); err != nil {
		return err
	}
	if err := u.keepLocations(tx); err != nil {
		return err
	}
	if before.Role == u.Role && before.sameScope(u) {
		return nil
	}
	if err := needAdmin(tx); err != nil {
		return err
	}
	if err := u.EndSessions(tx, 0); err != nil {
		return err
	}
	return u.record(tx, "user.changed")
}

// Disable keeps the user out from now on, in every session.
func (u *User) Disable(tx *Tx) error {
	now := TxNow(tx)
	u.DisabledAt = &now
	if err := u.save(tx); err != nil {
		return err
	}
	if err := needAdmin(tx); err != nil {
		return err
	}
	if err := u.dropTokens(tx); err != nil {
		return err
	}
	if err := u.EndSessions(tx, 0); err != nil {
		return err
	}
	return u.record(tx, "user.disabled")
}

// Enable lets a disabled user in again.
func (u *User) Enable(tx *Tx) error {
	u.DisabledAt = nil
	if err := u.save(tx); err != nil {
		return err
	}
	return u.record(tx, "user.enabled")
}

// SetPassword keeps a new hash, made outside the transaction, and ends the sessions but the one to keep.
func (u *User) SetPassword(tx *Tx, hash string, keepSession int64) error {
	u.PasswordHash = hash
	if err := u.save(tx); err != nil {
		return err
	}
	if err := u.dropTokens(tx); err != nil {
		return err
	}
	if err := u.EndSessions(tx, keepSession); err != nil {
		return err
	}
	return u.record(tx, "user.password")
}

// save keeps the row whole, unless somebody else did since it was read.
func (u *User) save(tx *Tx) error {
	if err := lockAsRead(tx, "users", u.ID, u.Version); err != nil {
		return err
	}
	u.Version++
	return tx.Omit("Locations").Save(u).Error
}

func (u *User) check(tx *Tx) error {
	invalid := Invalid{}
	name, err := CleanLine(u.Name, 100)
	if err := invalid.Check("name", err); err != nil {
		return err
	}
	if u.Name = name; name == "" {
		invalid.Add("name", "Please give the name.")
	}
	email, err := ParseEmail(u.Email)
	if err := invalid.Check("email", err); err != nil {
		return err
	}
	if u.Email = NormalEmail(email); email == "" {
		invalid.Add("email", "Please give the e-mail address.")
	}
	if !u.Role.Known() {
		invalid.Add("role", "Please choose one of the roles.")
	}
	var taken int64
	if err := tx.Model(&User{}).Where("email = ? AND id <> ?", u.Email, u.ID).Count(&taken).Error; err != nil {
		return err
	}
	if taken > 0 {
		invalid.Add("email", "Somebody with this e-mail address is a user already.")
	}
	return invalid.Err()
}

func (u *User) keepLocations(tx *Tx) error {
	if err := tx.Exec("DELETE FROM user_locations WHERE user_id = ?", u.ID).Error; err != nil {
		return err
	}
	for _, location := range u.Locations {
		if err := tx.Exec("INSERT INTO user_locations (user_id, location_id) VALUES (?, ?)", u.ID, location.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

func (u *User) sameScope(other *User) bool {
	if u.AllLocations != other.AllLocations || len(u.Locations) != len(other.Locations) {
		return false
	}
	for _, location := range other.Locations {
		if !u.Scope().Covers(&location.ID) {
			return false
		}
	}
	return true
}

func (u *User) record(tx *Tx, action string) error {
	return Record(tx, action, Subject{KindUser, u.ID}, map[string]string{"email": u.Email, "role": string(u.Role)})
}

// needAdmin refuses to leave an installation without anybody who may manage it. Two admins who take that from each other take turns.
func needAdmin(tx *Tx) error {
	if tx.Name() == "postgres" {
		var account []int64
		if err := tx.Session(fresh()).Table("accounts").Clauses(clause.Locking{Strength: "UPDATE"}).Pluck("id", &account).Error; err != nil {
			return err
		}
	}
	var admins int64
	err := tx.Model(&User{}).Where("role = ? AND disabled_at IS NULL AND password_hash <> ''", RoleAdmin).Count(&admins).Error
	if err == nil && admins == 0 {
		return Invalid{"role": "This is the last admin. Please make somebody else an admin first."}
	}
	return err
}
