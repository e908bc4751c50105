package web

// Refusal is an error of the API that says more than its kind does: a code for programs, the fields that are wrong.
type Refusal struct {
	Status int
	Code   string // for programs, may be empty
	Detail string // a sentence for people
	Errors []FieldProblem
	More   map[string]any // further members of the answer, by name
	Header map[string]string
}

func (r *Refusal) Error() string { return r.Detail }

// FieldProblem is what is wrong with one part of a request.
type FieldProblem struct {
	Location string `json:"location" doc:"Where it is: body.name, query.limit, header.Idempotency-Key." example:"body.fields.Email"`
	Message  string `json:"message" doc:"What is wrong and what to do." example:"Please write an e-mail address like ana@example.com."`
}

// Problem is an error as programs get it, RFC 9457.
type Problem struct {
	Type      string         `json:"type" example:"about:blank"`
	Title     string         `json:"title" example:"Unprocessable Entity"`
	Status    int            `json:"status" example:"422"`
	Detail    string         `json:"detail" doc:"A sentence for people." example:"Part of what you sent cannot be used."`
	Code      string         `json:"code,omitempty" doc:"A word for programs, where one status has several reasons."`
	Reference string         `json:"reference,omitempty" doc:"What to name when asking for help: the same stands in the server's log."`
	Errors    []FieldProblem `json:"errors,omitempty" doc:"What is wrong, one by one."`
}
