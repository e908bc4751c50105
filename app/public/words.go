package public

// What the sign-up says beside its form.
const (
	nothingOpen = "No waitlist takes new people at the moment. Please come back another day, or ask us."
	listClosed  = "This list takes no new people at the moment. Please come back another day, or ask us."
	listFull    = "All the places in this line are taken, so nobody can join it now. Please come back another day, or ask us."

	pressAgain    = "That was very quick. Please check what you wrote and press the button again."
	openedLongAgo = "This page was open for a long time. Please check what you wrote and press the button again."
	sentBefore    = "This form was sent before, with other words in it, and that sign-up counts. If this is for somebody else, please press the button again."

	eitherContact = "A phone number or an e-mail address is enough."

	needContact   = "Please give a phone number or an e-mail address, so that we can reach you."
	needName      = "Please give a name."
	needBirthdate = "Please give the date of birth or, before it, the due date."
	noSuchDay     = "Please give a day, a month and a year that exist, such as 31 8 2021."
	needList      = "Please choose a list."
	notBornSoon   = "Please check the year: this date is more than a year ahead."
	notBorn       = "Please check the date of birth: it lies in the future."
	notInPast     = "Please give a day from today on."
	noListFits    = "No list is open for this age at the moment. Please ask us."
	unlikelyDay   = "Please write a day like %s."
	tooOldFor     = "%s is for %s, and this is above it. Please look for another list."
	fullNow       = "%s has no room for all of you: it has just filled up. Nobody was put on a list."
	closedNow     = "%s has just been closed. Nobody was put on a list."

	watchesOnly   = "This link shows your place in line and no more. To change something, please use the link that you got when you joined, or tell us."
	notNow        = "That is not possible any more: something has changed meanwhile. This is how your visit stands now."
	takenByNow    = "Somebody else has taken that time by now, so it cannot be had back. Please choose another."
	inLineAgain   = "You have joined the line again since, and that place counts. This one does not come back."
	tooLateToUndo = "It is too late to take that back here. Please join again, or tell us."

	linePaused  = "Nobody new can join for the moment. Whoever is in line keeps their place. This page shows the form again as soon as the break is over."
	lineClosed  = "The line takes nobody new at the moment. Please come back later, or ask us."
	placeClosed = "We cannot say yet when we open again. Please ask us."
	goneService = "This is not offered here any more. Please choose again."
	howMany     = "Please give how many of you come, from 1 to 50."
)
