package views

// QueueForm is the form of a line as it was typed.
type QueueForm struct {
	Title  string
	Facts  []string // how many wait, and for how long
	Place  PortalFact
	Action string
	Once   string
	Opened string // when the form was first shown, sealed
	Kiosk  bool   // nothing typed is kept for whoever walks away

	Service   *Field
	Questions []Question
	Party     Field
	Messages  Field
	Errors    []FieldError
}

// QueueShut is what a line says that takes nobody now. Soon looks again by itself.
type QueueShut struct {
	Title string
	Text  string
	Place PortalFact
	Phone string
	Soon  bool
}

// Ticket is the number that somebody at a kiosk gets.
type Ticket struct {
	Number string
	Start  string
	Place  string
	Facts  []string
}
