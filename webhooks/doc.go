// Package webhooks words events for receivers and sends them: what is sent, how it is signed, when it is tried again
// and where a connection may go.
package webhooks
