// Package webhooks words events for receivers and sends them: what is sent, how it is signed, when it is tried again
// and where a connection may go.
//
// A dialect is one file that registers how it words an event, schemas/<name>.json, which promises what that looks like, and its goldens
// in testdata/<name>. Adding one touches nothing else.
package webhooks
