package models

// EntryTab is one of the views of a list.
type EntryTab string

// The tabs. TabConfirm are those in line who have to say again that they want the place; TabRemoved is everybody no longer in line.
const (
	TabWaiting EntryTab = "waiting"
	TabOffered EntryTab = "offered"
	TabConfirm EntryTab = "confirm"
	TabRemoved EntryTab = "removed"
	TabAll     EntryTab = "all"
	TabActive  EntryTab = "active" // waiting and offered, as the API lists them
)

// EntrySort is what a view of a list is ordered by.
type EntrySort string

// The orders. SortPlace is the list's own, and the default.
const (
	SortPlace     EntrySort = "place"
	SortName      EntrySort = "name"
	SortAdded     EntrySort = "added"
	SortRequested EntrySort = "requested"
	SortAge       EntrySort = "age" // the youngest last; without a birthdate behind all
)

// EntriesFilter narrows, orders and pages the entries of one list. Zero values narrow nothing.
type EntriesFilter struct {
	WaitlistID    int64
	Tab           EntryTab         // empty = active
	Query         string           // words that names, e-mails or phones begin with
	PriorityID    *int64           // the entry's own or else the person's; 0 = those without one
	Day           string           // a choice of the standard field of days
	Location      string           // a choice of the standard field of locations
	Answers       map[int64]string // by field: a choice, or NoAnswer
	AgeMin        *int             // months, inclusive
	AgeMax        *int             // months, exclusive
	AgeAtRequest  bool             // ages count at the requested date, or today where there is none
	RequestedFrom Date             // inclusive
	RequestedTo   Date             // inclusive
	Placed        bool             // only those placed by hand
	Unconfirmed   Date             // only those who have not confirmed since this day, nor joined since

	Sort   EntrySort
	Down   bool    // the other way round
	Cursor string  // from the page before: EntriesPage.Next or Previous
	Limit  int     // 1 to 200; 0 = 50
	Now    Instant // the clock of the business: db.Now()
}

// NoAnswer narrows to those who did not answer a field, or did not tick its box.
const NoAnswer = "-"

// EntryRow is an entry as the list shows it.
type EntryRow struct {
	Entry              // with Person; Position is the overall place, whatever the filter
	Priority *Priority // the one that counts for the order: own, the person's, lent by family, or borrowed by hand
	Sibling  string    // the enrolled family member who lends it
	Why      string    // "P2, applied 25 Jun": why the place is what it is
}

// EntriesPage is one page of a list.
type EntriesPage struct {
	Rows     []EntryRow
	Next     string // cursor of the page behind, empty on the last
	Previous string // cursor of the page before, empty on the first
}

// ListEntries is one page of the list by filter, with what a row shows loaded in a fixed number of queries.
func ListEntries(tx *Tx, filter EntriesFilter) (*EntriesPage, error) {
	view, err := filter.view(tx)
	if err != nil {
		return nil, err
	}
	entries, page, err := view.page(view.entries())
	if err != nil {
		return nil, err
	}
	page.Rows, err = explained(tx, entries, view.today, view.zone)
	return page, err
}

// CountEntries counts what the filter leaves, as far as anybody counts.
func CountEntries(tx *Tx, filter EntriesFilter) (Count, error) {
	view, err := filter.view(tx)
	if err != nil {
		return 0, err
	}
	return countUpTo(tx.Session(fresh()), view.entries())
}

// EntryIDs are all that the filter leaves, in its order, for an action on "all 213 matching"; at most limit.
func EntryIDs(tx *Tx, filter EntriesFilter, limit int) ([]int64, error) {
	view, err := filter.view(tx)
	if err != nil {
		return nil, err
	}
	var ids []int64
	return ids, view.entries().Order(filter.order(false)).Limit(limit).Pluck("entries.id", &ids).Error
}
