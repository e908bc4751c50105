package models

// Move is what the age rule does with one entry on a day.
type Move struct {
	Entry Entry // with its Person
	From  *Waitlist
	To    *Waitlist // nil = no list fits: aged out
	On    Date
}
