package views

// BookCatalogue is what can be booked, by location; nothing at all shows the lists that are open.
type BookCatalogue struct {
	Places []BookPlace
	Wait   BookWait
}

// BookPlace is a location with its services.
type BookPlace struct {
	Name     string
	Slug     string
	Address  string
	Services []OpenList
}

// BookFact is one line of the summary.
type BookFact struct {
	Label string
	Value string
}

// Hidden is an input that a form carries along.
type Hidden struct {
	Name  string
	Value string
}

// BookTimes are the steps up to a time: who, how many, which day, what time.
type BookTimes struct {
	Title  string
	About  string
	Wrong  string
	Facts  []BookFact
	Back   Link
	Held   string // the time that is kept meanwhile, and that what was typed is
	GoOn   string // where the held time is booked
	Zone   string // Berlin time, UTC+1
	Action string
	Once   string
	Button string
	Hidden []Hidden

	Who         []Chip
	Party       *Field
	PartyHidden []Hidden
	First       *Link
	Month       BookMonth
	Days        []BookDay // the next ones that have times
	Earlier     string
	Later       string
	Day         *BookChosen
	None        *BookNone
}

// BookMonth is a grid of days, Monday first; a day of another month is empty.
type BookMonth struct {
	Name   string
	Weeks  [][]BookDay
	Before string
	Next   string
}

// BookDay is a day; without an address it has no times.
type BookDay struct {
	Number string
	Long   string // Tuesday 24 November
	Short  string // Tue 24 Nov
	Count  string // 6 times
	Href   string
	On     bool
	Today  bool
}

// BookChosen are the times of the chosen day.
type BookChosen struct {
	Date  string
	Name  string
	Zone  string
	Parts []BookPart
	None  string
}

// BookPart is the morning, the afternoon or the evening.
type BookPart struct {
	Name  string
	Times []BookTime
}

// BookTime is a time to choose. At is the instant for a script that tells the visitor's own time.
type BookTime struct {
	Value string
	Label string
	At    string
	Hint  string
	On    bool
}

// BookNone says that no day in sight has a time, and what to do instead.
type BookNone struct {
	Anyone  *Link // where who is wanted cannot take so many: whoever else does it together
	Next    *Link
	Further *Link // where nobody looked any more
	Phone   string
	Wait    BookWait
}

// BookWait are the waitlists to join instead, each with its form, which Days and Hidden are carried to.
type BookWait struct {
	Earlier bool // there is a time, and one before it is wished for
	Days    *Field
	Hidden  []Hidden
	Lists   []OpenList
}

// BookDetails asks who comes while the time is held.
type BookDetails struct {
	Title     string
	Action    string
	When      string
	At        string
	Zone      string
	Until     string
	UntilAt   string
	CanExtend bool
	Facts     []BookFact
	Questions []Question
	Note      Field
	Policies  []string
	Button    string
	Errors    []FieldError
}

// BookTaken offers other times for one that is taken; Hidden is what was typed.
type BookTaken struct {
	Title  string
	Text   string
	Facts  []BookFact
	Times  []BookTime
	Zone   string
	Action string
	Once   string
	Hidden []Hidden
	All    Link
	Keep   string // where a button for all times stores what was typed; empty = All leads there
	Phone  string
	Wait   BookWait
}

// BookStays says why an appointment cannot be moved.
type BookStays struct {
	Title string
	Text  string
	Phone string
	Facts []BookFact
	Back  Link
}
